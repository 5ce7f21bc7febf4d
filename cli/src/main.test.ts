import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrationStatus } from '@tributary/lineage/migrate';
import { bareEnv } from '../../tests/setup/config.ts';
import { createTestDatabase } from '../../tests/setup/postgres.ts';
import { testStores } from '../../tests/setup/stores.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a command that fails says, and its exit code. */
async function run(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: bareEnv({ DATA_DIR: folder, PORT: '0', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exited;
  return { code, out, said: said.trim() };
}

/** Prints, at the end of a process, the files of the stores' drivers that it has loaded. */
const TELL_DRIVERS = `import { createRequire } from 'node:module';
const { cache } = createRequire('/');
process.on('exit', () => {
  const drivers = Object.keys(cache).filter((file) => /node_modules.(mongoose|mongodb|pg|@redis)\\W/.test(file));
  console.error(Object.keys(cache).length, drivers.length);
});`;

describe('tributary', () => {
  it('says what it can do without the drivers of the stores', async () => {
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL_DRIVERS)}`;
    const { out, said } = await run(['--help'], { NODE_OPTIONS });
    expect(out).toContain('tributary start');
    expect(said).toMatch(/^[1-9]\d* 0$/);
  });
});

describe('tributary start', () => {
  it('says which setting does not fit and begins nothing', async () => {
    const settings: readonly [env: Record<string, string>, message: RegExp][] = [
      [{ NODE_ENV: 'production' }, /^With NODE_ENV=production the gateway does not start yet/],
      [{ APPROVED_ONLY: 'prod' }, /^APPROVED_ONLY must name some of ENVIRONMENTS/],
      [{ PORT: '70000' }, /^PORT must be a whole number between 0 and 65,535\.$/],
      [{ STORE_TIMEOUT_MS: '0' }, /^STORE_TIMEOUT_MS must be a whole number of at least 1\.$/],
      [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
    ];
    const ran = await Promise.all(settings.map(([env]) => run(['start'], env)));
    for (const [index, [, message]] of settings.entries()) {
      expect(ran[index]).toEqual({ code: 1, out: '', said: expect.stringMatching(message) });
    }
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('tributary start, with a proxy that does not answer', () => {
  it('serves the graph all the same, and says that its example has no answer', async () => {
    const database = await createTestDatabase();
    const { mongodbUrl, plainRedisUrl } = testStores();
    const name = new URL(database.url).pathname.slice(1);
    const child = spawn(process.execPath, [MAIN, 'start'], {
      cwd: folder,
      env: bareEnv({
        DATABASE_URL: database.url,
        MONGODB_URL: Object.assign(new URL(mongodbUrl), { pathname: `/${name}` }).href,
        REDIS_URL: plainRedisUrl,
        KEY_PREFIX: `${name}:`,
        PORT: '0',
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: 'http://127.0.0.1:9',
      }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    try {
      let out = '';
      for await (const data of child.stdout) {
        out += data;
        if (out.includes('Ctrl-C stops everything')) break;
      }
      expect(out).toContain('The example query has no answer: connect ECONNREFUSED 127.0.0.1:9');
      child.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
      await exited;
      await database.drop();
    }
  });
});

describe('tributary card', () => {
  it('reads a README and writes it again, which a failed one leaves as it is', async () => {
    const { databaseUrl, mongodbUrl, plainRedisUrl } = testStores();
    const pathname = `/${basename(folder).replaceAll(/\W/g, '_')}`;
    const env = {
      DATABASE_URL: databaseUrl,
      MONGODB_URL: Object.assign(new URL(mongodbUrl), { pathname }).href,
      REDIS_URL: plainRedisUrl,
    };
    const readme = '---\nlicense: mit\nmodel-index:\n  - name: a-model\n    results: []\n---\n# No newline at the end';
    await writeFile(join(folder, 'README.md'), readme);
    await writeFile(join(folder, 'BROKEN.md'), '---\na: [\n---\n');
    expect(await run(['card', 'import', 'README.md'], env)).toMatchObject({
      code: 0,
      out: 'a-model: has the card of README.md.\n',
    });
    const [exported, broken, none] = await Promise.all([
      run(['card', 'export', 'a-model'], env),
      run(['card', 'import', 'BROKEN.md', '--model', 'a-model'], env),
      run(['card', 'export', 'no-model'], env),
    ]);
    expect(exported).toMatchObject({ code: 0, out: readme });
    expect(broken).toMatchObject({ code: 1, said: expect.stringContaining('The front matter must be YAML') });
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining('Model no-model has no card') });
  });
});

describe('tributary migrate', () => {
  it('goes down and up again by one, and says what has run', async () => {
    const database = await createTestDatabase();
    try {
      const { mongodbUrl, plainRedisUrl } = testStores();
      const env = { DATABASE_URL: database.url, MONGODB_URL: mongodbUrl, REDIS_URL: plainRedisUrl };
      const newest = (await migrationStatus(database.db)).at(-1)?.name ?? '';
      expect((await run(['migrate', 'down'], env)).out).toContain(`postgres: took back ${newest}\n`);
      const { out } = await run(['migrate', 'status'], env);
      expect(out).toMatch(/^0001_data_and_runs {2}ran at \d{4}-.*Z$/m);
      expect(out).toContain(`${newest}  has not run\n`);
      expect(await run(['migrate'], env)).toMatchObject({ code: 0, out: expect.stringContaining(`applied ${newest}`) });
    } finally {
      await database.drop();
    }
  });

  it('names the store that refuses, without its password', async () => {
    const { databaseUrl, mongodbUrl, plainRedisUrl } = testStores();
    const url = new URL(databaseUrl);
    url.password = 'wrong-secret';
    const env = { DATABASE_URL: url.href, MONGODB_URL: mongodbUrl, REDIS_URL: plainRedisUrl };
    const { code, said } = await run(['migrate'], env);
    expect(code).toBe(1);
    expect(said).toMatch(/^postgres: DATABASE_URL \(postgres.*\) cannot be used: .*password/);
    expect(said).not.toContain('wrong-secret');
  });
});
