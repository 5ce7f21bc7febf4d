import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HOLD_RESTARTS } from '@tributary/stores/processes/hold-restarts';
import type { RunningStores, StoreName } from '@tributary/stores/settings';
import type { Findings } from '../../tests/crash/findings.ts';
import type { Blame } from './answers.ts';

const WAYS = ['killed', 'frozen', 'restarted'] as const;
const STORES = ['postgres', 'mongodb', 'redis'] as const satisfies StoreName[];
/** What ends each of them in order. */
const STOP_SIGNALS = { postgres: 'SIGINT', mongodb: 'SIGTERM', redis: 'SIGTERM' } as const;

type Way = (typeof WAYS)[number];

/** A store was away from one moment to another, by this process's clock. */
export interface Episode {
  readonly store: StoreName;
  readonly way: Way;
  readonly from: number;
  readonly back: number;
  /** When everything was answered right again. */
  readonly rightAgain: number;
}

/** Each store in each way, so that those that follow each other differ in both. */
export const TURNS: { store: StoreName; way: Way }[] = WAYS.flatMap((_, shift) =>
  STORES.map((store, index) => ({ store, way: WAYS[(index + shift) % WAYS.length] ?? 'killed' })),
);

const LONGEST_MS = 60_000;
const POLL_MS = 25;

export interface Scene {
  readonly stores: RunningStores;
  readonly dataDir: string;
  /** How often a store has said that it is ready again. */
  readonly returns: ReadonlyMap<StoreName, number>;
  isWhole(): Promise<boolean>;
}

/** Takes a store away for so long, and waits until everything is answered right again. */
export async function play(scene: Scene, store: StoreName, way: Way, awayMs: number): Promise<Episode> {
  const { stores, dataDir, returns } = scene;
  const { pid } = stores[store];
  if (pid === undefined) throw new Error(`${store} is not one that was started here.`);
  const hold = join(dataDir, HOLD_RESTARTS);
  const before = returns.get(store) ?? 0;
  const from = performance.now();
  if (way === 'frozen') {
    // With the processes that it has for each connection.
    process.kill(-pid, 'SIGSTOP');
    await pause(awayMs);
    process.kill(-pid, 'SIGCONT');
  } else {
    if (way === 'killed') await writeFile(hold, '');
    process.kill(pid, way === 'killed' ? 'SIGKILL' : STOP_SIGNALS[store]);
    if (way === 'killed') await pause(awayMs);
    await rm(hold, { force: true });
    await until(`${store} is ready again`, async () => (returns.get(store) ?? 0) > before);
  }
  const back = performance.now();
  await until(`everything is right after ${store} was ${way}`, scene.isWhole);
  return { store, way, from, back, rightAgain: performance.now() };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`After ${LONGEST_MS / 1_000} s it is not so that ${what}.`);
    await pause(POLL_MS);
  }
}

/**
 * Holds whom answers blamed against who was away.
 * @param graceMs how long after its return a store may still be blamed: connections are made anew.
 * @returns how long after the return the last request began that blamed a store, in milliseconds.
 */
export function judgeBlames(
  blames: readonly Blame[],
  episodes: readonly Episode[],
  graceMs: number,
  findings: Findings,
): number {
  let latest = 0;
  for (const { store, began, ended, says } of blames) {
    const own = episodes.filter((episode) => episode.store === store && episode.from <= ended);
    const after = Math.min(...own.map(({ back }) => Math.max(0, began - back)));
    if (after > graceMs) findings.add(`${store} is blamed, which was there`, { says, secondsAfter: after / 1_000 });
    else latest = Math.max(latest, after);
  }
  return latest;
}
