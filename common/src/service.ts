import type { Logger } from './log.ts';
import { serveSubgraph } from './serve.ts';
import { closeOnSignal } from './shutdown.ts';
import type { RequestContext, Subgraph } from './subgraph.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly config: { readonly HOST: string; readonly PORT: number };
  readonly log: Logger;
  /** Closes the store, after the last request has its answer. */
  readonly closeStore: () => Promise<unknown>;
}

/** Serves a subgraph as a process of its own, until the process is told to end. */
export async function runService<Context extends RequestContext>(
  subgraph: Subgraph<Context>,
  { name, config, log, closeStore }: ServiceOptions,
): Promise<void> {
  const http = await serveSubgraph(subgraph, { host: config.HOST, port: config.PORT, log });
  log.info(`${name} listens at ${http.url}`);
  closeOnSignal(() => http.close(), closeStore);
}
