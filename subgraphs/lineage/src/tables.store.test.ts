import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { checkTypes } from '../../../tests/setup/types.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'tributary-tables-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

interface Column {
  table: string;
  name: string;
  type: string;
  /** Of a column whose check names its values. */
  values: string[] | null;
  nullable: boolean;
  /** Every insert must have it, unless a trigger fills it. */
  required: boolean;
  /** No insert may have it. */
  computed: boolean;
  view: boolean;
}

async function readColumns(): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select relation.relname as table, attname as name, format_type(coalesce(nullif(type.typbasetype, 0), type.oid), null) as type,
      (
        select array(select match[1] from regexp_matches(pg_get_constraintdef(oid), '''(\\w+)''::text', 'g') match)
        from pg_constraint
        where conrelid = relation.oid and conkey = array[attnum] and pg_get_constraintdef(oid) ~ '^CHECK \\(\\(\\w+ = (ANY \\(ARRAY\\[)?'''
      ) as values,
      not attnotnull as nullable,
      attnotnull and not atthasdef and attidentity = '' as required,
      attgenerated <> '' or attidentity = 'a' as computed,
      relkind = 'v' as view
    from pg_class relation
    join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
    join pg_type type on type.oid = atttypid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and relname not like 'kysely%'
    order by relation.relname, attnum`.execute(database.db);
  return rows;
}

/** What the driver makes of each type. */
const READ_AS: Record<string, string> = {
  bigint: 'number',
  boolean: 'boolean',
  'double precision': 'number',
  integer: 'number',
  jsonb: 'object',
  smallint: 'number',
  text: 'string',
  'text[]': 'string[]',
  'timestamp with time zone': 'Date',
  tsvector: 'string',
  uuid: 'string',
};

const toCamelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const union = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(' | ');

/** A program that compiles only where the row types have the store's tables, columns and types, and no others. */
function toProgram(columns: readonly Column[]): string {
  const path = (module: string) => JSON.stringify(fileURLToPath(new URL(module, import.meta.url)));
  const byTable = Map.groupBy(columns, ({ table }) => toCamelCase(table));
  const lines = [...byTable].flatMap(([table, its]) => [
    `Check<Same<keyof Selectable<Database['${table}']>, ${union(its.map(({ name }) => toCamelCase(name)))}>>, // ${table}`,
    ...its.flatMap((column) =>
      statementsOf(column).map((statement) => `Check<${statement}>, // ${table}.${column.name}`),
    ),
  ]);
  return `
    import type { Insertable, Selectable } from ${path('../node_modules/kysely/dist/index.js')};
    import type { Database } from ${path('./tables.ts')};
    type Check<Holds extends true> = Holds;
    type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
    type Fits<A, B> = [A] extends [never] ? false : A extends B ? true : false;
    type Nullable<A> = null extends A ? true : false;
    type Required<Row, Key> = Key extends keyof Row ? ({} extends Pick<Row, Key> ? false : true) : true;
    type Missing<Row, Key> = Key extends keyof Row ? false : true;
    export type Checks = [
      Check<Same<keyof Database, ${union(byTable.keys())}>>, // tables
      ${lines.join('\n      ')}
    ];`;
}

function statementsOf({ table, name, type, values, nullable, required, computed, view }: Column): string[] {
  const row = `Database['${toCamelCase(table)}']`;
  const key = `'${toCamelCase(name)}'`;
  const read = `Selectable<${row}>[${key}]`;
  return [
    values ? `Same<NonNullable<${read}>, ${union(values)}>` : `Fits<NonNullable<${read}>, ${READ_AS[type] ?? 'never'}>`,
    // A view's columns are never known to be there.
    ...(view ? [] : [`Same<Nullable<${read}>, ${nullable}>`]),
    ...(required ? [`Required<Insertable<${row}>, ${key}>`] : []),
    ...(computed ? [`Missing<Insertable<${row}>, ${key}>`] : []),
  ];
}

/** The statements that do not hold, or what else the compiler says. */
async function complaintsAbout(columns: readonly Column[]): Promise<string[]> {
  const program = toProgram(columns);
  await writeFile(join(folder, 'rows.ts'), program);
  const root = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
  const project = { extends: root, compilerOptions: { types: [] }, include: ['rows.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const lines = program.split('\n');
  const said = await checkTypes(join(folder, 'tsconfig.json'));
  return said.map((line) => lines[Number(/rows\.ts\((\d+),/.exec(line)?.[1]) - 1]?.trim() ?? line);
}

it('has row types that are those of the schema', async () => {
  const columns = await readColumns();
  expect(columns.length).toBeGreaterThan(200);
  expect(await complaintsAbout(columns)).toEqual([]);
});

it('would tell of a column, a null, a type and a value that differ', async () => {
  const columns = (await readColumns()).filter(({ name }) => name !== 'digest');
  for (const column of columns) {
    if (column.table === 'run' && column.name === 'name') column.nullable = false;
    if (column.table === 'run' && column.name === 'created_by') column.type = 'integer';
    if (column.table === 'run' && column.name === 'kind') column.values = ['TRAINING', 'EVALUATION'];
  }
  const complaints = await complaintsAbout(columns);
  expect(complaints.map((line) => line.split('// ')[1])).toEqual([
    'datasetVersion',
    'run.kind',
    'run.name',
    'run.created_by',
  ]);
});
