import { describe, type Engine } from './engines/engine.ts';
import { toMessage } from './errors.ts';
import { findFreePort } from './free-port.ts';
import { restartsHeldBy } from './processes/hold-restarts.ts';
import { findPortOwner } from './processes/port-owner.ts';
import { type ServerCommand, type ServerProcess, startServer } from './processes/server-process.ts';
import { supervise } from './processes/supervise.ts';
import { LastingError, waitUntilReady } from './ready.ts';
import type { RunningStore, StoppableStore, StoreName, StoreSettings } from './settings.ts';
import type { StoreFolder } from './store-folder.ts';

/** How one kind of server is started on a port and known to be ready. */
export interface Embedding {
  name: StoreName;
  engine: Engine;
  folder: StoreFolder;
  commandFor(port: number): ServerCommand | Promise<ServerCommand>;
  urlFor(port: number): string;
  /** Succeeds when the server answers; does what is left to do once it does. */
  probe(port: number, signal: AbortSignal): Promise<void>;
}

const attempts = 3;
const startTimeoutMs = 60_000;

/**
 * Starts a server on a free port of loopback, waits until it answers, and starts it there again whenever it ends by
 * itself. Throws with the reason and with what it logged last.
 */
export async function embedStore(embedding: Embedding, settings: StoreSettings): Promise<StoppableStore> {
  const { name, engine, folder, urlFor } = embedding;
  const { server: first, port } = await startOnFreePort(embedding, settings);
  const store = (server: ServerProcess): RunningStore => ({
    name,
    url: urlFor(port),
    engine: engine.engine,
    pid: server.identity.pid,
  });
  const { current, stop } = supervise(first, {
    name: `${name}: ${engine.engine}`,
    startAgain: (signal) => startOn(port, 'ready again', embedding, { ...settings, signal }),
    onDied: async (server) => settings.onDied?.(store(server), await server.lastLines()),
    log: settings.log,
    heldBy: () => restartsHeldBy(settings.dataDir),
    onGivenUp: settings.onGivenUp,
  });
  let stopping: Promise<void> | undefined;
  return {
    ...store(first),
    get pid() {
      return current().identity.pid;
    },
    stop: () => {
      stopping ??= stop().then(folder.release);
      return stopping;
    },
  };
}

/** A server that nobody but its starter uses has no URL. */
type Startable = Omit<Embedding, 'urlFor'> & Partial<Pick<Embedding, 'urlFor'>>;

/** The port was free when it was chosen, and somebody else has it now. */
class PortTakenError extends LastingError {}

/** Starts a server that nobody starts again, and waits until it answers. */
export async function startOnFreePort(
  embedding: Startable,
  settings: Pick<StoreSettings, 'log' | 'signal'>,
): Promise<{ port: number; server: ServerProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return { port, server: await startOn(port, 'ready', embedding, settings) };
    } catch (error) {
      if (attempt === attempts || !(error instanceof PortTakenError)) throw error;
    }
  }
}

async function startOn(
  port: number,
  state: string,
  embedding: Startable,
  { log, signal }: Pick<StoreSettings, 'log' | 'signal'>,
): Promise<ServerProcess> {
  const { name, engine, folder } = embedding;
  signal?.throwIfAborted();
  const server = await startServer(await embedding.commandFor(port), folder.logFile);
  try {
    await folder.note(server.identity);
    await waitForServer(server, embedding, port, signal);
    // For commands, which use it beside us.
    await folder.note(server.identity, embedding.urlFor?.(port));
    log(`${name}: ${describe(engine)} is ${state} on port ${port}, pid ${server.identity.pid}`);
    return server;
  } catch (error) {
    // Before it is stopped, which it logs too.
    const lines = await server.lastLines();
    await server.stop();
    signal?.throwIfAborted();
    if (error instanceof PortTakenError || lines.some((line) => /address already in use/i.test(line))) {
      throw new PortTakenError(`${name}: ${describe(engine)} did not start: another process has port ${port}`);
    }
    const said =
      lines.length > 0 && !(error instanceof LastingError)
        ? `. Its log (${folder.logFile}) ends with:\n${lines.join('\n')}`
        : '';
    throw new Error(`${name}: ${describe(engine)} did not start: ${toMessage(error)}${said}`, { cause: error });
  }
}

async function waitForServer(
  { ended, identity }: ServerProcess,
  { engine, probe }: Pick<Embedding, 'engine' | 'probe'>,
  port: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const done = new AbortController();
  const died = ended.then(() => {
    throw new Error('it ended while it started');
  });
  const probeOurs = async (deadline: AbortSignal) => {
    // Whatever answers there must be what was started, before it is asked, told a password or written to.
    const owner = await findPortOwner(identity.pid, port);
    if (owner === 'stranger') throw new PortTakenError(`another process has port ${port}`);
    if (owner === 'nobody') throw new Error('it does not listen yet');
    await probe(port, deadline);
  };
  const ready = waitUntilReady(describe(engine), probeOurs, {
    timeoutMs: startTimeoutMs,
    maxPauseMs: 25,
    signal: signal ? AbortSignal.any([signal, done.signal]) : done.signal,
  });
  try {
    await Promise.race([ready, died]);
  } finally {
    done.abort();
    ready.catch(() => undefined);
    died.catch(() => undefined);
  }
}
