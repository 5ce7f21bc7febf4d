import { holdsDocuments } from '@tributary/configs/moving';
import { holdsPlatform } from '@tributary/realtime/moving/holds-platform';
import type { Client } from 'pg';
import { z } from 'zod';
import type { Table } from '../move/tables.ts';
import type { Stores } from '../stores.ts';
import { inTransaction } from './postgres.ts';

const imports = z.array(z.object({ id: z.string(), finished: z.boolean() }));
const files = z.array(z.object({ path: z.string() }));
const definitions = z.array(z.object({ name: z.string(), definition: z.string() }));
const constraints = z.array(z.object({ table: z.string(), name: z.string(), definition: z.string() }));

/** What of an import is done already; PostgreSQL keeps it, in a schema of its own. */
export interface ImportState {
  readonly isFinished: boolean;
  readonly done: ReadonlySet<string>;
}

/**
 * Begins an import into empty stores, or goes on with it.
 * @throws Error where the stores hold something else.
 */
export async function beginImport(
  client: Client,
  stores: Stores,
  id: string,
  tables: readonly Table[],
): Promise<ImportState> {
  const begun = await findImport(client);
  if (begun && begun.id !== id) throw new Error(`PostgreSQL has taken another export already. ${EMPTY}`);
  if (begun) {
    const { rows } = await client.query('select path from moving.file');
    return { isFinished: begun.finished, done: new Set(files.parse(rows).map(({ path }) => path)) };
  }
  await refuseFull(client, stores, tables);
  await inTransaction(client, async () => {
    await client.query('create schema moving');
    await client.query('create table moving.import (id text primary key, finished boolean not null)');
    await client.query('create table moving.file (path text primary key)');
    await client.query('insert into moving.import (id, finished) values ($1, false)', [id]);
    await setAside(client);
  });
  return { isFinished: false, done: new Set() };
}

const EMPTY = 'Give the import empty stores: databases and a KEY_PREFIX of their own.';

async function findImport(client: Client) {
  const { rows } = await client.query("select to_regclass('moving.import') is not null as there");
  if (!z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there) return undefined;
  return imports.parse((await client.query('select id, finished from moving.import')).rows)[0];
}

/** Migrations define metrics. */
const FILLED_BY_MIGRATIONS = new Set(['metric_definition']);

async function refuseFull(client: Client, { configs, realtime }: Stores, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    if (FILLED_BY_MIGRATIONS.has(name)) continue;
    const { rows } = await client.query(`select from "${name}" limit 1`);
    if (rows.length > 0) throw new Error(`PostgreSQL is not empty: ${name} has rows. ${EMPTY}`);
  }
  if (await holdsDocuments(configs)) throw new Error(`MongoDB is not empty. ${EMPTY}`);
  if (await holdsPlatform(realtime)) throw new Error(`Redis is not empty under this KEY_PREFIX. ${EMPTY}`);
}

/** Rows cost minutes in indexes that grow with them, and tables that refer to each other come one after the other. */
async function setAside(client: Client): Promise<void> {
  await client.query(`create table moving.index as
    select indexname::text as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and tablename not like 'kysely%'
      and not exists (select from pg_constraint where conname = indexname and connamespace = current_schema()::regnamespace)`);
  await client.query(`create table moving.constraint as
    select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`);
  const found = await client.query('select "table", name, definition from moving.constraint');
  for (const { table, name } of constraints.parse(found.rows)) {
    await client.query(`alter table ${table} drop constraint "${name}"`);
  }
  const { rows } = await client.query('select name, definition from moving.index');
  for (const { name } of definitions.parse(rows)) await client.query(`drop index "${name}"`);
}

/** Makes again what was set aside: from here on every reference within PostgreSQL holds. */
export async function finishImport(client: Client): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("set local maintenance_work_mem = '256MB'");
    const indexes = await client.query('select name, definition from moving.index');
    for (const { definition } of definitions.parse(indexes.rows)) await client.query(definition);
    const { rows } = await client.query('select "table", name, definition from moving.constraint');
    for (const { table, name, definition } of constraints.parse(rows)) {
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`);
    }
    await client.query('drop table moving.index, moving.constraint');
    await client.query('update moving.import set finished = true');
  });
  await client.query('analyze');
}
