import { findIndexProblems } from './decisions-index.ts';
import { findUndeclaredImports } from './declared-dependencies.ts';
import { findDomainNouns, readGenericFiles } from './domain-nouns.ts';
import { findEnvProblems, readVariables } from './env-example.ts';
import { findLooseVersions } from './exact-versions.ts';
import { readSource } from './files.ts';
import { checkFormatAndLint } from './format-and-lint.ts';
import { findStaleFiles } from './generated.ts';
import { findImportCircles } from './import-circles.ts';
import { findWrongImports } from './import-direction.ts';
import { readImporters } from './imports.ts';
import { readLockfile, readManifests } from './manifests.ts';
import { readSdl } from './sdl.ts';
import { findOddConnections } from './sdl-connections.ts';
import { findUndescribed } from './sdl-descriptions.ts';
import { findBadNames } from './sdl-naming.ts';
import { findTooStrict } from './sdl-nullability.ts';
import { checkTypes } from './types.ts';

/** Read once: three checks ask for it. */
const importers = readImporters();

/** Everything that can be known without a store, in the order of how soon it is known. Each answers its problems. */
const CHECKS: Record<string, () => Promise<string[]>> = {
  'format and lint': checkFormatAndLint,
  'exact versions': async () => findLooseVersions(await readManifests(), await readLockfile()),
  'imports one way': async () => findWrongImports(await importers),
  'no import circles': async () => findImportCircles(await importers),
  'declared dependencies': async () => findUndeclaredImports(await readManifests(), await importers),
  'no domain nouns': async () => findDomainNouns(await readGenericFiles()),
  '.env.example': async () => findEnvProblems((await readSource('.env.example')).text, await readVariables()),
  'index of decisions': async () => findIndexProblems((await readSource('docs/decisions.md')).text),
  'schema descriptions': async () => findUndescribed(await readSdl()),
  'schema connections': async () => findOddConnections(await readSdl()),
  'schema nullability': async () => findTooStrict(await readSdl()),
  'schema naming': async () => findBadNames(await readSdl()),
  'generated files': findStaleFiles,
};

interface Result {
  readonly name: string;
  readonly problems: readonly string[];
  readonly seconds: string;
}

/** A check that cannot read what it checks has found a problem, too. */
async function run(name: string, check: () => Promise<string[]>): Promise<Result> {
  const began = performance.now();
  const problems = await check().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
  return { name, problems, seconds: ((performance.now() - began) / 1_000).toFixed(1) };
}

/** Answers whether all is well. */
function print({ name, problems, seconds }: Result): boolean {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(22)} ${seconds} s`);
  for (const problem of problems) console.log(`      ${problem}`);
  return problems.length === 0;
}

// The compiler takes longest and is a process of its own, so it works beside the others.
const types = run('types', () => checkTypes());
const outcomes: boolean[] = [];
for (const [name, check] of Object.entries(CHECKS)) outcomes.push(print(await run(name, check)));
outcomes.push(print(await types));
const failed = outcomes.filter((isWell) => !isWell).length;
if (failed > 0) console.log(`${failed} of ${outcomes.length} checks failed.`);
process.exit(failed > 0 ? 1 : 0);
