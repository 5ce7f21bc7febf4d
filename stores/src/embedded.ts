import { describe, type Engine } from './engine.ts';
import { findFreePort } from './free-port.ts';
import { waitUntilReady } from './ready.ts';
import { type ServerCommand, type ServerProcess, startServer } from './server-process.ts';
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

/** Starts a server on a free port of loopback and waits until it answers. Throws with what it logged last. */
export async function embedStore(embedding: Embedding, settings: StoreSettings): Promise<StoppableStore> {
  const { name, engine, folder } = embedding;
  for (let attempt = 1; ; attempt += 1) {
    settings.signal?.throwIfAborted();
    const port = await findFreePort();
    const server = await startServer(await embedding.commandFor(port), folder.logFile);
    try {
      await folder.note(server.identity);
      await waitForServer(server, embedding, port, settings.signal);
      settings.log(`${name}: ${describe(engine)} is ready on port ${port}, pid ${server.identity.pid}`);
      return toStore(server, embedding, port, settings);
    } catch (error) {
      await server.stop();
      settings.signal?.throwIfAborted();
      const lines = await server.lastLines();
      if (attempt < attempts && lines.some((line) => /address already in use/i.test(line))) continue;
      const said = lines.length > 0 ? `; its log (${folder.logFile}) ends with:\n${lines.join('\n')}` : '';
      throw new Error(`${name}: ${describe(engine)} did not start${said}`, { cause: error });
    }
  }
}

async function waitForServer(
  { ended }: ServerProcess,
  { engine, probe }: Embedding,
  port: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const done = new AbortController();
  const died = ended.then(() => {
    throw new Error(`${describe(engine)} ended while it started`);
  });
  const ready = waitUntilReady(describe(engine), (deadline) => probe(port, deadline), {
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

function toStore(
  server: ServerProcess,
  { name, engine, folder, urlFor }: Embedding,
  port: number,
  { onDied }: StoreSettings,
): StoppableStore {
  const store: RunningStore = { name, url: urlFor(port), engine: engine.engine, pid: server.identity.pid };
  let stopping: Promise<void> | undefined;
  server.ended.then(async () => {
    if (!stopping) onDied?.(store, await server.lastLines());
  });
  const stop = async () => {
    await server.stop();
    await folder.release();
  };
  return {
    ...store,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
