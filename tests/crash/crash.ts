import { setTimeout as pause } from 'node:timers/promises';
import { openStores, type Stores } from '@tributary/sync/stores';
import { pino } from 'pino';
import { z } from 'zod';
import { createRandom } from '../setup/random.ts';
import { bodyShape } from './answer.ts';
import { CrashClients } from './clients.ts';
import { configsWrites } from './configs-writes.ts';
import { before } from './deadline.ts';
import { createDeploymentWrites } from './deployment-writes.ts';
import { Findings } from './findings.ts';
import { type Mutate, prepareStores } from './fixtures.ts';
import { type Judged, judge, untilDrained } from './judge.ts';
import { Ledger } from './ledger.ts';
import { lineageWrites, prepareLineageWrites } from './lineage-writes.ts';
import { startPlatform } from './platform.ts';
import { PROCESSES } from './processes.ts';
import { realtimeWrites } from './realtime-writes.ts';
import { drawSchedule } from './schedule.ts';

export interface CrashOptions {
  /** Who is killed after how many requests, and what each client writes, follow from it. */
  seed: number;
  /** How many processes are killed. */
  kills: number;
  /** Aborted where no more are to be killed: what was done so far is judged. */
  signal?: AbortSignal;
  /** Aborted where whoever asked waits no longer: what was started is stopped. */
  deadline: AbortSignal;
  /** How many writes are begun at most while those that were killed start again. */
  meanwhile: number;
  dataDir: string;
  /** What services are told beside. */
  settings?: Record<string, string>;
  /** Hears what is done. */
  log?(line: string): void;
}

export interface Crashed extends Judged {
  readonly kills: number;
  readonly requests: number;
  readonly findings: Findings;
}

const CLIENTS = 6;
/** For each kill, four times as many as are finished on average; with those for a short run. */
const RUNS_TO_FINISH = { aKill: 10, beside: 100 };
/** Of one statement, on a machine that others use, too. */
const PATIENCE_MS = 60_000;

/** Each kind of write that clients make. */
export const createWrites = () => ({
  ...lineageWrites,
  ...createDeploymentWrites(),
  ...configsWrites,
  ...realtimeWrites,
});

export type Write = keyof ReturnType<typeof createWrites>;

/** Kills the processes of a platform while clients write, and holds what is left against what was answered. */
export async function crash(options: CrashOptions): Promise<Crashed> {
  const { seed, kills, meanwhile, dataDir, signal, deadline, settings = {}, log = () => {} } = options;
  await using resources = new AsyncDisposableStack();
  const kinds = createWrites();
  const ledger = new Ledger<Write>();
  const findings = new Findings();
  const platform = await startPlatform({
    dataDir,
    settings,
    deadline,
    log,
    onStoreKilled: (store) => ledger.noteKill(store),
    prepare: (lineage) => prepareLineageWrites(lineage, RUNS_TO_FINISH.aKill * kills + RUNS_TO_FINISH.beside),
  });
  resources.defer(() => platform.stop());
  const stores = openStores({ ...platform.at, timeoutMs: PATIENCE_MS, log: pino({ level: 'silent' }) }, resources);
  await before(deadline, 'what writes stand on', prepareStores(mutateBy(platform.gateways, deadline), stores));
  await before(deadline, 'what sync brings there', untilDrained(stores));

  log('clients write from now on');
  const { gateways } = platform;
  const clients = new CrashClients<Write, Stores>({
    gateways,
    kinds,
    ledger,
    findings,
    seed,
    count: CLIENTS,
    deadline,
  });
  resources.defer(() => clients.close());
  const running = clients.run();
  // It may fail while nobody waits for it: whoever does hears it then.
  running.catch(() => {});
  let killed = 0;
  try {
    for (const { victims, after, delayMs } of drawSchedule(createRandom(seed), PROCESSES, kills)) {
      if (signal?.aborted) break;
      await Promise.race([running, clients.allow(after, meanwhile)]);
      await pause(delayMs);
      log(`kills ${victims.join(' and ')}`);
      await platform.kill(victims);
      log('all serve again');
      killed += victims.length;
    }
  } finally {
    clients.end();
    await running;
  }
  log('clients have ended');
  await before(deadline, 'what sync delivers', untilDrained(stores));
  log('sync has delivered everything');
  const judged = await before(deadline, 'the judgement', judge(ledger, kinds, stores, findings));
  return { ...judged, kills: killed, requests: clients.requests, findings };
}

const outcomeShape = z.object({ outcome: z.looseObject({ __typename: z.string() }) });

/** Asks the first gateway while nothing is killed yet. */
const mutateBy =
  ([url]: readonly string[], signal: AbortSignal): Mutate =>
  async (call, selection = '') => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      signal,
      body: JSON.stringify({
        query: `mutation { outcome: ${call} { __typename ${selection} ... on UserError { message } } }`,
      }),
    });
    const { data, errors } = bodyShape.parse(await response.json());
    const { data: answer } = outcomeShape.safeParse(data);
    if (!answer?.outcome.__typename.endsWith('Success'))
      throw new Error(`${call}: ${JSON.stringify({ data, errors })}`);
    return answer.outcome;
  };
