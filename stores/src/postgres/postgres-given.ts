import type { Client } from 'pg';
import { isAtLeast } from '../engines/engine.ts';
import { codeOf, toMessage } from '../errors.ts';
import type { Inspection } from '../given.ts';
import { explainTls } from '../tls-problem.ts';
import { withPostgresClient } from './postgres-client.ts';

const oldest = '15';

/** What a session in the given database finds. Names are quoted as SQL wants them. */
export interface PostgresState {
  version: string;
  encoding: string;
  isStandby: boolean;
  isReadOnly: boolean;
  hasPublic: boolean;
  /** Where new tables go; null where the search path leads nowhere. */
  schema: string | null;
  isEmpty: boolean;
  mayCreate: boolean;
  database: string;
  user: string;
  /** What a session was begun with, as it arrived: a pooler in front may drop it. */
  statementTimeout: string;
  timezone: string;
}

const QUESTION = `select current_setting('server_version') as "version",
  current_setting('server_encoding') as "encoding",
  pg_is_in_recovery() as "isStandby",
  current_setting('transaction_read_only') = 'on' as "isReadOnly",
  'public' = any (current_schemas(false)) as "hasPublic",
  quote_ident(current_schema()) as "schema",
  not exists (select from pg_class where relnamespace = to_regnamespace(quote_ident(current_schema()))) as "isEmpty",
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
    and has_database_privilege(current_database(), 'CREATE') as "mayCreate",
  quote_ident(current_database()) as "database",
  quote_ident(current_user) as "user",
  current_setting('statement_timeout') as "statementTimeout",
  current_setting('TimeZone') as "timezone",
  pg_backend_pid() as "pid"`;

/** What the platform's sessions are begun with: each statement has a limit of its own, and times are in UTC. */
const SESSION = { statement_timeout: 5_000, options: '-c timezone=UTC', application_name: 'tributary' };

export async function inspectPostgres(url: string): Promise<Inspection> {
  try {
    return await withPostgresClient(
      url,
      async (client) => {
        const { rows } = await client.query<PostgresState & { pid: number }>(QUESTION);
        const [state] = rows;
        if (!state) throw new Error('the server answers a question without a row');
        const inspection = judgePostgres(state);
        const isPooled = processOf(client) !== state.pid;
        if (inspection.unusable || !isPooled) return inspection;
        const server = `${inspection.server} behind a connection pooler`;
        return { ...inspection, server, unusable: await judgePooler(url, client, state) };
      },
      SESSION,
    );
  } catch (error) {
    const unusable = explainPostgres(error);
    if (unusable) return { server: 'PostgreSQL', unusable };
    throw error;
  }
}

/** The process that the server named when the session began; a pooler answers with a number of its own. */
const processOf = (client: Client): unknown => Reflect.get(client, 'processID');

/** Whether the database will do, as a session in it finds it. */
export function judgePostgres(state: PostgresState): Inspection {
  const { version, encoding, schema, database, user } = state;
  const server = `PostgreSQL ${version}`;
  const may = `"grant create on database ${database} to ${user}" and "grant create on schema ${schema} to ${user}"`;
  const problems: [boolean, string][] = [
    [!isAtLeast(version, oldest), `${server} is too old, ${oldest} or later is needed`],
    [state.isStandby, 'the server is a standby, which takes no writes: give the address of its primary'],
    [
      state.isReadOnly,
      `its transactions are read-only: "alter database ${database} reset default_transaction_read_only", ` +
        `or "alter role ${user} reset default_transaction_read_only"`,
    ],
    [
      encoding !== 'UTF8',
      `the encoding of the database is ${encoding}, and UTF8 is needed: ` +
        `make another by "create database … encoding 'UTF8' template template0"`,
    ],
    [
      !state.hasPublic,
      `the search_path leads to no schema "public": "alter role ${user} in database ${database} set search_path = public"`,
    ],
    [state.isEmpty && !state.mayCreate, `the user ${user} may not create tables and schemas there: ${may}`],
  ];
  const warnings = state.mayCreate
    ? []
    : [`the user ${user} may not create tables and schemas: migrations must be run by one who may, or ${may}`];
  return { server, unusable: problems.find(([applies]) => applies)?.[1], warnings };
}

const POOLER_REMEDY = "give the server's own address";

/** What a pooler between us and the server takes away; undefined where it leaves what is needed. */
async function judgePooler(url: string, client: Client, state: PostgresState): Promise<string | undefined> {
  if (!(await keepsSession(url, client))) {
    return (
      'the connection pooler in front gives each transaction another session, in which settings and locks are lost: ' +
      `${POOLER_REMEDY}, or let it pool whole sessions (pool_mode = session)`
    );
  }
  if (state.statementTimeout === '0' || state.timezone !== 'UTC') {
    return (
      'the connection pooler in front drops what a session is begun with, statement_timeout and timezone: ' +
      `${POOLER_REMEDY}, or set them for the user: "alter role ${state.user} set statement_timeout = '1s'" and ` +
      `"alter role ${state.user} set timezone = 'UTC'"`
    );
  }
  return undefined;
}

/** A pooler of transactions hands the server that a session has just used to whoever begins the next transaction. */
const keepsSession = (url: string, client: Client): Promise<boolean> =>
  withPostgresClient(
    url,
    async (other) => {
      const before = await askProcess(client);
      await other.query('begin');
      await askProcess(other);
      const after = await askProcess(client);
      await other.query('rollback');
      return before === after;
    },
    SESSION,
  );

async function askProcess(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

/** A wrong password or database will not get right by waiting. */
const lasting = new Set(['28P01', '28000', '3D000']);

/** What will not get right by waiting, with the remedy; undefined for anything else. */
export function explainPostgres(error: unknown): string | undefined {
  const message = toMessage(error);
  const code = codeOf(error) ?? '';
  const tls = explainTls(error, {
    plain: 'write sslmode=disable into the URL, or take sslmode out of it and PGSSLMODE out of the environment',
    untrusted:
      'name the certificate of who signed it in the URL, sslmode=verify-full&sslrootcert=FILE, ' +
      'or have nobody checked, sslmode=no-verify',
  });
  if (tls) return tls;
  if (/no encryption/.test(message)) return `${message}: write sslmode=verify-full into the URL`;
  if (/unsupported startup parameter/.test(message)) {
    return (
      `the connection pooler in front refuses what a session is begun with (${message}): ${POOLER_REMEDY}, or have ` +
      'it drop that (ignore_startup_parameters = statement_timeout,options) and set it for the user'
    );
  }
  return lasting.has(code) ? message : undefined;
}
