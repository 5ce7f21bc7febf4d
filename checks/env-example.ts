import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ROOT, readFiles, readSource, type SourceFile } from './files.ts';

/** A variable that the code reads, with the defaults that it has in one place or another; '' where it has none. */
export type Variables = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * .env.example names what the code reads and nothing else: each with a comment above it that explains it, and each of
 * its defaults on a line of its own, as `#PORT=4000`. A variable without a default stands as `NAME=` or `#NAME=`.
 */
export function findEnvProblems(example: string, variables: Variables): string[] {
  const written = readExample(example);
  const missing = [...variables.keys()].filter((name) => !written.has(name));
  const unread = [...written.keys()].filter((name) => !variables.has(name));
  return [
    ...missing.map((name) => `.env.example lacks ${name}, which the code reads: add it with a comment`),
    ...unread.map((name) => `.env.example has ${name}, which nothing reads: remove it`),
    ...[...written].flatMap(([name, { values, isExplained }]) => {
      const defaults = variables.get(name);
      if (!defaults) return [];
      const wanted = [...defaults].sort().join(' and ');
      const had = [...values].sort().join(' and ');
      return [
        ...(isExplained ? [] : [`.env.example: ${name} has no comment above it that explains it`]),
        ...(wanted === had ? [] : [`.env.example: ${name} is "${had}", but the code's default is "${wanted}"`]),
      ];
    }),
  ];
}

function readExample(text: string) {
  const written = new Map<string, { values: Set<string>; isExplained: boolean }>();
  let isExplained = false;
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^#?([A-Z][A-Z\d_]*)=(.*)$/.exec(line) ?? [];
    if (name === undefined) {
      isExplained = /^# \S/.test(line);
      continue;
    }
    const entry = written.get(name) ?? { values: new Set(), isExplained };
    entry.values.add(value);
    written.set(name, entry);
  }
  return written;
}

/** From the shape of every config.ts, from names that main.ts or config.ts reads by itself, and from the compose file. */
export async function readVariables(): Promise<Variables> {
  const variables = new Map<string, Set<string>>();
  const add = (name: string, value: string) => variables.set(name, (variables.get(name) ?? new Set()).add(value));
  for (const { path, text } of await readFiles(['*/src/config.ts', 'subgraphs/*/src/config.ts'])) {
    const shape = await importShape({ path, text });
    for (const [name, schema] of Object.entries(shape)) add(name, defaultOf(schema));
  }
  for (const { text } of await readFiles(['*/src/**/{main,config}.ts', 'subgraphs/*/src/{main,config}.ts'])) {
    for (const name of directReads(text)) if (!variables.has(name)) add(name, '');
  }
  const compose = await readSource('docker-compose.yml');
  for (const [, name = ''] of compose.text.matchAll(/(?<!\$)\$\{([A-Z][A-Z\d_]*)/g)) {
    if (!variables.has(name)) add(name, '');
  }
  return variables;
}

/** What is read as process.env.NAME; an assignment is no reading. */
export const directReads = (text: string): string[] =>
  [...text.matchAll(/process\.env(?:\.|\[')([A-Z][A-Z\d_]*)(?!\w)(?!'?\]?\s*=[^=])/g)].flatMap(
    ([, name]) => name ?? [],
  );

const moduleShape = z.object({
  shape: z.record(
    z.string(),
    z.custom<z.ZodType>((value) => value instanceof z.ZodType),
  ),
});

async function importShape({ path, text }: SourceFile): Promise<Record<string, z.ZodType>> {
  if (!text.includes('readEnv(')) return {};
  const result = moduleShape.safeParse({ ...(await import(pathToFileURL(join(ROOT, path)).href)) });
  if (!result.success) throw new Error(`${path} must export the shape that it gives to readEnv: export const shape`);
  return result.data.shape;
}

/** As it would be written; '' for what must be given, for what may be left out and for an empty collection. */
export function defaultOf(schema: z.ZodType): string {
  const { data } = schema.safeParse(undefined);
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? String(data) : '';
}
