import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { z } from 'zod';
import { ROOT } from '../checks/files.ts';
import { checkTypes } from '../checks/types.ts';

const CLIENTS = await readFile(join(ROOT, 'docs/clients.md'), 'utf8');
/** The first block of a language. */
function blockOf(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(CLIENTS)?.[1];
  if (block === undefined) throw new Error(`docs/clients.md has no block of ${language}`);
  return block;
}

const configShape = z.object({
  default: z.object({
    generates: z.object({
      'src/graph/': z.object({
        preset: z.literal('client'),
        presetConfig: z.record(z.string(), z.unknown()),
        config: z.record(z.string(), z.unknown()),
      }),
    }),
  }),
});

/** The generator's settings, as the document has them. */
async function readSettings() {
  const script = stripTypeScriptTypes(blockOf('ts'));
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  return configShape.parse(module).default.generates['src/graph/'];
}

/** Writes what the generator makes of the schema and the document's operations into a folder. */
async function generate(folder: string): Promise<void> {
  const { config, presetConfig } = await readSettings();
  const operations = blockOf('graphql');
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: `${folder}/`,
    schema: parse(await readFile(join(ROOT, 'schema/api.graphql'), 'utf8')),
    documents: [{ location: 'operations.graphql', document: parse(operations), rawSDL: operations }],
    config,
    presetConfig,
    plugins: [],
    pluginMap: {},
  });
  for (const section of sections) {
    await mkdir(dirname(section.filename), { recursive: true });
    await writeFile(section.filename, await codegen(section));
  }
}

/** Uses what is generated as a client does; each line is true only where the scalar is what the document says. */
const USE = `
import type { BeginRunMutation, BeginRunMutationVariables, ModelCardQuery, RunPageQuery } from './graphql.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Page = NonNullable<RunPageQuery['trainingRuns']>;
type Card = NonNullable<ModelCardQuery['model']>;
type Outcome = NonNullable<BeginRunMutation['createTrainingRun']>;

export const totalCount: Equal<Page['totalCount'], number | null> = true;
export const createdAt: Equal<Card['createdAt'], string> = true;
export const hyperparameters: Equal<NonNullable<Card['config']>['hyperparameters'], Record<string, unknown> | null> = true;
export const value: Equal<NonNullable<Card['config']>['document'], unknown> = true;
export const outcomes: Equal<Outcome['__typename'], 'TrainingRunSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput'> = true;
export const variables: BeginRunMutationVariables = { input: { modelId: 'iris-classifier', startedAt: '2026-06-01T12:00:00Z' } };
`;

const PROJECT = {
  compilerOptions: {
    strict: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  },
};

describe('the types that a client generates', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tributary-clients-'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(PROJECT));
    await generate(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const problemsOf = async (use: string) => {
    await writeFile(join(folder, 'use.ts'), use);
    return checkTypes(join(folder, 'tsconfig.json'));
  };

  it('are those that the document promises', async () => {
    expect(await problemsOf(USE)).toEqual([]);
  });

  it('are checked: another type of a scalar is told', async () => {
    const problems = await problemsOf(USE.replace("['totalCount'], number | null", "['totalCount'], unknown"));
    expect(problems.join()).toContain("Type 'true' is not assignable to type 'false'");
  });
});
