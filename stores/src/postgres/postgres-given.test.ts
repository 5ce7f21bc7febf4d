import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findProgram } from '../engines/find-program.ts';
import { findFreePort } from '../free-port.ts';
import { waitUntilReady } from '../ready.ts';
import { type StoppableStore, startStore } from '../start.ts';
import { failureOf, temporaryFolders } from '../testing.ts';
import { withPostgresClient } from './postgres-client.ts';
import { findPostgresUser } from './postgres-user.ts';

const folders = temporaryFolders();
const closing: (() => unknown)[] = [];
let server: StoppableStore;

beforeAll(async () => {
  server = await startStore('postgres', { dataDir: await folders.make(), log: () => undefined });
});
afterAll(async () => {
  for (const close of closing) await close();
  await server.stop();
  await folders.remove();
});

const urlOf = (database: string, login: Partial<URL> = {}) =>
  Object.assign(new URL(server.url), { pathname: `/${database}`, ...login }).href;

async function run(...statements: string[]): Promise<void> {
  await withPostgresClient(server.url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

const start = async (databaseUrl: string) =>
  startStore('postgres', { dataDir: await folders.make(), databaseUrl, log: () => undefined });

describe('a given PostgreSQL', () => {
  it.each([
    [
      "create database given encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0",
      /LATIN1, and UTF8 is needed/,
    ],
    ["create database given encoding 'SQL_ASCII' template template0", /SQL_ASCII, and UTF8 is needed/],
    [
      'create database given; alter database given set default_transaction_read_only = on',
      /transactions are read-only/,
    ],
    ['create database given; alter database given set search_path = nowhere', /leads to no schema "public"/],
  ])('is refused with what to do: %s', async (statements, reason) => {
    await run('drop database if exists given', ...statements.split('; '));
    expect(await failureOf(start(urlOf('given')))).toMatch(reason);
  });

  it('is refused when its user may not create tables there', async () => {
    await run('drop database if exists given', 'create database given', "create role guest login password 'secret'");
    expect(await failureOf(start(urlOf('given', { username: 'guest', password: 'secret' })))).toMatch(
      /the user guest may not create tables and schemas there: "grant create on database given to guest"/,
    );
  });

  it('is refused when it speaks no TLS and the URL asks for it', async () => {
    expect(await failureOf(start(`${server.url}?sslmode=verify-full`))).toMatch(
      /speaks no TLS .*: write sslmode=disable into the URL/,
    );
  });
});

const pgbouncer = await findProgram('pgbouncer');
const describeWithPooler = pgbouncer ? describe : describe.skip;

async function startPooler(settings: Record<string, string>): Promise<string> {
  const { username, password, port: serverPort } = new URL(server.url);
  const folder = await folders.make();
  const port = await findFreePort();
  const users = join(folder, 'users');
  await writeFile(users, `"${username}" "${password}"\n`);
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    auth_type: 'plain',
    auth_file: users,
    unix_socket_dir: '',
    ...settings,
  };
  const file = join(folder, 'pgbouncer.ini');
  const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}`);
  await writeFile(file, `[databases]\n* = host=127.0.0.1 port=${serverPort}\n[pgbouncer]\n${text.join('\n')}\n`);
  // It runs as another user, whatever the umask is.
  await Promise.all([chmod(folder, 0o755), chmod(users, 0o644), chmod(file, 0o644)]);
  const child = spawn(pgbouncer ?? '', [file], { ...(await findPostgresUser(() => undefined)), stdio: 'ignore' });
  const exited = once(child, 'exit');
  closing.push(() => child.kill('SIGKILL') && exited);
  const url = urlOf('tributary', { port: String(port) });
  await waitUntilReady('pgbouncer', () => withPostgresClient(url, (client) => client.query('select 1')), {
    timeoutMs: 20_000,
  });
  return url;
}

const DROPS = { ignore_startup_parameters: 'statement_timeout,options,extra_float_digits' };

describeWithPooler('a connection pooler before a given PostgreSQL', () => {
  it('is refused when it refuses the limits of a session', async () => {
    expect(await failureOf(start(await startPooler({ pool_mode: 'session' })))).toMatch(
      /refuses what a session is begun with .*ignore_startup_parameters/,
    );
  });

  it('is refused when it drops them, and taken when the user has them', async () => {
    const dropping = await startPooler({ pool_mode: 'session', ...DROPS });
    expect(await failureOf(start(dropping))).toMatch(/"alter role tributary set statement_timeout = '1s'"/);
    await run("alter role tributary set statement_timeout = '1s'", "alter role tributary set timezone = 'UTC'");
    const store = await start(await startPooler({ pool_mode: 'session', ...DROPS }));
    expect(store.engine).toBe('given');
  });

  it('is refused when it pools transactions', async () => {
    expect(await failureOf(start(await startPooler({ pool_mode: 'transaction', ...DROPS })))).toMatch(
      /gives each transaction another session/,
    );
  });
});
