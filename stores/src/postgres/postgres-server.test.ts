import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withPostgres } from '../testing/clients.ts';
import { settingsFor, useStores } from '../testing/stores.ts';
import { failureOf } from '../testing.ts';

const { folders, start } = useStores();

describe('embedded PostgreSQL', () => {
  it('listens on loopback alone, in UTF-8, C and UTC, and checks passwords', async () => {
    const { url } = await start('postgres', settingsFor(await folders.make()));
    const names = [
      'server_encoding',
      'timezone',
      'fsync',
      'listen_addresses',
      'unix_socket_directories',
      'max_connections',
    ];
    const values = await withPostgres(url, async (client) => {
      const { rows } = await client.query(
        `select name, current_setting(name) as value from unnest($1::text[]) as name
         union all select 'collation', datcollate from pg_database where datname = current_database()`,
        [names],
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    });
    expect(values).toEqual({
      server_encoding: 'UTF8',
      timezone: 'UTC',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '200',
      collation: 'C',
    });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    expect(await failureOf(withPostgres(wrong.href, async () => undefined))).toMatch(/password authentication failed/);
  });

  const itAsRoot = process.getuid?.() === 0 ? it : it.skip;
  itAsRoot('works below a folder that root has closed, and says what it opened', async () => {
    const closed = await folders.make();
    await chmod(closed, 0o700);
    const settings = settingsFor(join(closed, 'data'));
    await start('postgres', settings);
    expect(settings.lines.filter((line) => line.includes('let other users pass'))).toEqual([
      expect.stringContaining(`pass through ${closed} (not list what is there)`),
    ]);
    expect((await stat(closed)).mode & 0o777).toBe(0o701);
  });
});
