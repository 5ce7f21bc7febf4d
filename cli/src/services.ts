import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { waitUntilReady } from '@tributary/stores/ready';
import { type Config, serviceEnv } from './config.ts';
import { EXAMPLE_FILE } from './example.ts';
import { print } from './print.ts';
import type { StoreUrls } from './stores.ts';

const READY_MS = 20_000;

/** The three subgraphs and the gateway, each a process of its own on loopback. Answers where the gateway listens. */
export async function startServices(config: Config, urls: StoreUrls, resources: AsyncDisposableStack): Promise<string> {
  const start = (name: string, file: string, port: number, settings: Record<string, string>) =>
    startService(name, file, `http://127.0.0.1:${port}`, {
      ...settings,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: config.LOG_LEVEL,
      // The gateway's: the processes share this environment.
      PROBE_PORT: '',
    });
  const began = [
    start('lineage', 'subgraphs/lineage', 4001, { DATABASE_URL: urls.databaseUrl }),
    start('configs', 'subgraphs/configs', 4002, { MONGODB_URL: urls.mongodbUrl }),
    start('realtime', 'subgraphs/realtime', 4003, { REDIS_URL: urls.redisUrl, KEY_PREFIX: urls.keyPrefix }),
    start('gateway', 'gateway', config.PORT, { SUPERGRAPH: SUPERGRAPH_FILE, EXAMPLE_QUERY_FILE: EXAMPLE_FILE }),
  ];
  for (const service of began) resources.defer(service.stop);
  await Promise.all(began.map((service) => service.ready));
  return `http://127.0.0.1:${config.PORT}`;
}

function startService(name: string, folder: string, url: string, settings: Record<string, string>) {
  const file = fileURLToPath(new URL(`../../${folder}/src/main.ts`, import.meta.url));
  // Over the channel a service hears that we are gone, and ends. A terminal's Ctrl-C would reach it before its clients.
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = spawn(process.execPath, [file], { env: serviceEnv(settings), stdio: [...stdio], detached: true });
  const exited = once(child, 'exit');
  let stopping = false;
  const ended = new AbortController();
  child.on('exit', (code, signal) => {
    const how = signal ? `by ${signal}` : `with code ${code}`;
    ended.abort(new Error(`${name} ended ${how}: its reason stands above.`));
    if (!stopping) print(`${name}: ended ${how}. The graph answers without it.`);
  });
  const ask = async (signal: AbortSignal) => {
    const response = await fetch(`${url}/readyz`, { signal });
    if (!response.ok) throw new Error(`${name} is not ready`);
  };
  const ready = waitUntilReady(name, ask, { timeoutMs: READY_MS, signal: ended.signal }).then(() =>
    print(`${name}: listens at ${url}, pid ${child.pid}`),
  );
  const stop = async () => {
    stopping = true;
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
  };
  return { ready, stop };
}
