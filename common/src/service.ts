import type { z } from 'zod';
import { type serviceShape, toHttpSettings } from './env.ts';
import { limitHeapGrowth } from './heap.ts';
import { closeOnSignal } from './http/shutdown.ts';
import type { Logger } from './log.ts';
import { tellParent } from './parent.ts';
import { serveSubgraph } from './serve.ts';
import type { RequestContext, Subgraph } from './subgraph.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly config: z.output<z.ZodObject<ReturnType<typeof serviceShape>>>;
  readonly log: Logger;
  /** Closes the store, after the last request has its answer. */
  readonly closeStore: () => Promise<unknown>;
}

/** Serves a subgraph as a process of its own, until the process is told to end. */
export async function runService<Context extends RequestContext>(
  subgraph: Subgraph<Context>,
  { name, config, log, closeStore }: ServiceOptions,
): Promise<void> {
  limitHeapGrowth();
  const { HOST: host, PORT: port } = config;
  const http = await serveSubgraph(subgraph, { host, port, log, http: toHttpSettings(config) });
  closeOnSignal({ delayMs: config.SHUTDOWN_DELAY_MS }, () => http.close(), closeStore);
  log.info(`${name} listens at ${http.url}`);
  tellParent(http.url);
}
