import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inheritedEnv } from './config.ts';
import { commandLineOf } from './identity.ts';
import { run } from './run.ts';
import { startStore, startStores } from './start.ts';
import { names, readFromAll, type Three, writeTo } from './testing/clients.ts';
import { settingsFor } from './testing/stores.ts';
import { failureOf, runningOf, temporaryFolders, testToolsDir } from './testing.ts';

const folders = temporaryFolders();
afterAll(folders.remove);

const pidsOf = ({ postgres, mongodb, redis }: Three) => [postgres, mongodb, redis].map(({ pid }) => pid ?? 0);

interface Holder {
  parent: ChildProcess;
  stores: Three;
  /** What it has logged. */
  logged(): string;
}

/** Another Tributary, which holds the stores of a data folder. */
async function startParent(dataDir: string, env: Record<string, string> = {}): Promise<Holder> {
  const program = fileURLToPath(new URL('./fixtures/hold-stores.ts', import.meta.url));
  const parent = spawn(process.execPath, [program, dataDir, testToolsDir], {
    env: { ...inheritedEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let logged = '';
  parent.stderr.on('data', (data) => (logged += data));
  const [line] = await Promise.race([
    once(parent.stdout, 'data'),
    once(parent, 'exit').then(() => Promise.reject(new Error(`The stores were not started:\n${logged}`))),
  ]);
  return { parent, stores: JSON.parse(String(line)), logged: () => logged };
}

async function endParent({ parent }: Holder): Promise<void> {
  if (parent.exitCode !== null || parent.signalCode !== null) return;
  parent.kill('SIGTERM');
  await once(parent, 'exit');
}

/** They were set for another server than ours. */
const FOREIGN = {
  PGSSLMODE: 'verify-full',
  PGSSLNEGOTIATION: 'direct',
  PGOPTIONS: '-c search_path=nowhere',
  PGHOST: 'elsewhere.example',
  PGPASSWORD: 'wrong',
  PGDATA: '/nowhere',
};

describe("the stores of a folder with any name, whatever PostgreSQL's variables say", () => {
  let dataDir: string;
  let holder: Holder;
  beforeAll(async () => {
    // One that would be a pattern, too.
    dataDir = join(await folders.make(), 'r [x]{y}*?\\z "q" $p');
    holder = await startParent(dataDir, FOREIGN);
  });
  afterAll(() => endParent(holder));

  it('are servers in process groups of their own, out of reach of Ctrl-C', async () => {
    for (const pid of pidsOf(holder.stores)) {
      const { stdout } = await run('ps', ['-o', 'pgid=', '-p', String(pid)]);
      expect(Number(stdout)).toBe(pid);
    }
  });

  it('show no password in a log or in the arguments of a process', async () => {
    for (const name of names) {
      const store = holder.stores[name];
      const { password } = new URL(store.url);
      expect(password).toHaveLength(32);
      expect(await commandLineOf(store.pid ?? 0)).not.toContain(password);
      expect(await readFile(join(dataDir, name, 'log'), 'utf8')).not.toContain(password);
      expect((await stat(join(dataDir, name, 'password'))).mode & 0o777).toBe(0o600);
      expect(holder.logged()).not.toContain(password);
    }
  });

  it('outlive a killed Tributary: the next one stops what it left, and has its data', async () => {
    const { parent, stores } = holder;
    for (const name of names) await writeTo[name](stores[name].url);

    const held = await failureOf(startStores(settingsFor(dataDir)));
    expect(held).toMatch(
      new RegExp(`is used by the running Tributary with pid ${parent.pid}: stop it, or choose another DATA_DIR$`),
    );

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await runningOf(pidsOf(stores))).toEqual(pidsOf(stores));

    const settings = settingsFor(dataDir);
    const next = await startStores(settings);
    try {
      expect(await runningOf(pidsOf(stores))).toEqual([]);
      expect(settings.lines.filter((line) => line.includes('outlived the Tributary'))).toHaveLength(3);
      expect(await readFromAll(next)).toEqual(['yes', 'yes', 'yes']);
    } finally {
      await next.stop();
    }
    await next.stop();
    expect(await runningOf(pidsOf(next))).toEqual([]);
  });

  it.each(['postgres', 'mongodb'] as const)(
    'are refused where the password file is another, with that reason: %s',
    async (name) => {
      await writeFile(join(dataDir, name, 'password'), 'another');
      expect(await failureOf(startStore(name, settingsFor(dataDir)))).toMatch(
        new RegExp(
          `^${name}: .* did not start: .*/${name}/password has not the password that the data was made with: .*--fresh`,
        ),
      );
    },
  );
});

describe('startStores', () => {
  it('ends the servers at once with a process that exits without stopping them, one that is suspended too', async () => {
    const { parent, stores } = await startParent(await folders.make());
    process.kill(stores.postgres.pid ?? 0, 'SIGSTOP');
    parent.kill('SIGUSR2');
    await once(parent, 'exit');
    while ((await runningOf(pidsOf(stores))).length > 0) await pause(20);
  });

  it('stops what was begun when it is aborted', async () => {
    const stop = new AbortController();
    const pids: number[] = [];
    const log = (line: string) => {
      const pid = Number(/is ready on port .* pid (\d+)/.exec(line)?.[1]);
      if (pid > 0) {
        pids.push(pid);
        stop.abort(new Error('given up'));
      }
    };
    const settings = { ...settingsFor(await folders.make()), log, signal: stop.signal };
    expect(await failureOf(startStores(settings))).toBe('given up');
    expect(pids).not.toEqual([]);
    expect(await runningOf(pids)).toEqual([]);
  });
});
