import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Address } from '@tributary/common/http/address';
import { findFreePort, isFree } from '@tributary/stores/free-port';
import { restartsHeldBy } from '@tributary/stores/processes/hold-restarts';
import { type Running, supervise } from '@tributary/stores/processes/supervise';
import { z } from 'zod';
import { print } from './print.ts';

/** A process of its own that serves HTTP on this machine. */
export interface Service extends Running {
  readonly name: string;
  readonly url: string;
}

export interface ServiceOptions {
  /** The folder of its package. */
  folder: string;
  env: NodeJS.ProcessEnv;
  address: Address;
  dataDir: string;
  /** Ends a start. */
  signal: AbortSignal;
  onGivenUp: (reason: Error) => void;
}

const START_MS = 60_000;
/** To find a port that nobody takes before the service does. */
const ATTEMPTS = 3;
const word = z.object({ listening: z.url() });

/**
 * Starts a service, and again at the same address whenever it ends by itself.
 * @throws Error when it ends before it has said where it listens.
 */
export async function keepService(name: string, options: ServiceOptions): Promise<Service> {
  const { address, dataDir, signal, onGivenUp } = options;
  const first = await (address.port === 0 ? startOnFreePort : startService)(name, options);
  const kept = { ...address, port: Number(new URL(first.url).port) };
  const { stop } = supervise(first, {
    name,
    startAgain: (stopped) =>
      startService(name, { ...options, address: kept, signal: AbortSignal.any([signal, stopped]) }),
    onDied: ({ howItEnded }) =>
      print(`${name}: ended ${howItEnded()}; what it said last stands above. It is started again.`),
    log: print,
    heldBy: () => restartsHeldBy(dataDir),
    onGivenUp,
  });
  return { ...first, stop };
}

/** One that the system draws could be given to somebody's connection while the service is down. */
async function startOnFreePort(name: string, options: ServiceOptions) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return await startService(name, { ...options, address: { ...options.address, port } });
    } catch (error) {
      // Somebody else may have taken it after it was chosen.
      if (attempt === ATTEMPTS || options.signal.aborted || (await isFree(port))) throw error;
      print(`${name}: another port is tried.`);
    }
  }
}

/** Answers once the child itself has said where it listens: whoever else answers there is a stranger. */
async function startService(name: string, { folder, env, address, signal }: ServiceOptions) {
  signal.throwIfAborted();
  const file = fileURLToPath(new URL(`../../${folder}/src/main.ts`, import.meta.url));
  // Over the channel a service hears that we are gone, and ends. A terminal's Ctrl-C would reach it before its clients.
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = spawn(process.execPath, [file], {
    env: { ...env, HOST: address.host, PORT: String(address.port) },
    stdio: [...stdio],
    detached: true,
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit').finally(() => process.off('exit', kill));
  const howItEnded = () => (child.signalCode ? `by ${child.signalCode}` : `with code ${child.exitCode}`);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  try {
    const url = await untilListening(name, child, signal);
    print(`${name}: listens at ${url}, pid ${child.pid}`);
    return { name, url, ended, stop, howItEnded };
  } catch (error) {
    kill();
    await ended;
    throw error;
  }
}

const untilListening = (name: string, child: ChildProcess, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { data } = word.safeParse(message);
      if (data) resolve(data.listening);
      else reject(new Error(`${name} does not say where it listens.`));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${name} ended while it started: its reason stands above.`)));
    const tooLate = new Error(`${name} did not listen within ${START_MS / 1_000} s.`);
    AbortSignal.timeout(START_MS).addEventListener('abort', () => reject(tooLate), { once: true });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
