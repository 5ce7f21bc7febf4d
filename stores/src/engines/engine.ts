import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../errors.ts';
import { writePrivateFile } from '../private-files.ts';
import type { StoreName } from '../settings.ts';

/** A server program that is on this machine and what its data can be opened by. */
export interface Engine {
  engine: string;
  version: string;
  /** Where it comes from, for the log: "on the PATH", "from PyPI". */
  origin: string;
  command: string;
  args: readonly string[];
}

/** One row of the choice: a way to get an engine. */
export interface Source {
  /** The engines that it can give, so that others' data never makes it install anything. */
  engines: readonly string[];
  /** The engine, or why there is none: a clause like "no mongod is on the PATH". */
  find: () => Promise<Engine | string>;
}

/** The engine that made a data folder. */
export interface KeptEngine {
  engine: string;
  version: string;
}

export interface Choice {
  engine: Engine;
  /** Why the sources before it were passed over. */
  passedOver: readonly string[];
}

/**
 * The first engine that is found; for a folder that has data, the first that is of the same make and major version as
 * the one that wrote it. Throws one sentence that says what to do when there is none.
 */
export async function chooseEngine(
  store: StoreName,
  sources: readonly Source[],
  kept: KeptEngine | undefined,
): Promise<Choice> {
  const passedOver: string[] = [];
  for (const source of sources) {
    if (kept && !source.engines.includes(kept.engine)) continue;
    const engine = await source.find();
    if (typeof engine === 'string') passedOver.push(engine);
    else if (kept && !opensDataOf(engine, kept)) passedOver.push(`${describe(engine)} ${engine.origin} cannot open it`);
    else return { engine, passedOver };
  }
  throw new Error(
    kept ? missingKept(store, kept, passedOver) : `${store}: no server was found: ${passedOver.join('; ')}`,
  );
}

function missingKept(store: StoreName, kept: KeptEngine, passedOver: readonly string[]): string {
  const reasons = passedOver.length > 0 ? passedOver.join('; ') : 'this version of Tributary does not run it';
  return (
    `${store}: the data was made by ${kept.engine} ${majorOf(kept.version)}, which is not here (${reasons}): ` +
    `install ${kept.engine} ${majorOf(kept.version)}, or start with --fresh, which clears the data`
  );
}

const opensDataOf = (engine: KeptEngine, kept: KeptEngine) =>
  engine.engine === kept.engine && majorOf(engine.version) === majorOf(kept.version);

export const describe = ({ engine, version }: KeptEngine) => `${engine} ${version}`;

/** Before 1.0 the second number is the one that breaks. */
const majorOf = (version: string) => /^(0\.\d+|\d+)/.exec(version)?.[0] ?? version;

/** Whether a version like `7.0.15` is at least one like `7.2`. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (const [index, wanted] of want?.entries() ?? []) {
    const found = have?.[index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}

const fileOf = (folder: string) => join(folder, 'engine.json');

/** The engine that made a store's folder; undefined when it is new. Throws when its note cannot be read. */
export async function readKeptEngine(folder: string): Promise<KeptEngine | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(fileOf(folder), 'utf8'));
    if (isKeptEngine(kept)) return kept;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
  }
  throw new Error(`${fileOf(folder)} is not readable, so it is unknown what made the data: start with --fresh`);
}

const isKeptEngine = (value: unknown): value is KeptEngine =>
  typeof value === 'object' &&
  value !== null &&
  'engine' in value &&
  typeof value.engine === 'string' &&
  'version' in value &&
  typeof value.version === 'string';

export const keepEngine = (folder: string, { engine, version }: KeptEngine) =>
  writePrivateFile(fileOf(folder), `${JSON.stringify({ engine, version })}\n`);
