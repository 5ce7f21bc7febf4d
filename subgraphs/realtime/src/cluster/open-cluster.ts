import { OutcomeUnknown } from '@tributary/common/errors';
import { ClientClosedError, ErrorReply } from 'redis';
import { type Connection, type ConnectionOptions, createRedisClient, keepConnection } from '../connection.ts';
import { DeadlineError, UnreachableError } from '../connection-errors.ts';
import { wasRefused } from '../write-outcome.ts';
import { type Execute, routedClient } from './routed-client.ts';
import { SLOTS, slotOf } from './slot.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where a range of slots lies, as CLUSTER SLOTS answers. */
export interface SlotRange {
  readonly from: number;
  readonly to: number;
  readonly master: Address;
  readonly replicas: readonly Address[];
}

/** One command is sent on so often, as while a slot moves from node to node. */
const MAX_REDIRECTIONS = 5;
/** Nodes that are away are many commands' failure: the slots are asked for once in this time. */
const ASK_AGAIN_MS = 200;

/** Asks a node where the slots lie. @throws Error while the cluster does not serve all that it should. */
export const readSlots = (connection: Connection): Promise<readonly SlotRange[]> =>
  connection.run(async (redis) => {
    const [info, ranges] = await Promise.all([redis.clusterInfo(), redis.clusterSlots()]);
    if (!info.includes('cluster_state:ok')) throw new ErrorReply('CLUSTERDOWN The cluster is down');
    return ranges;
  });

/**
 * A connection to each node that has slots, opened when something lies there. A node that goes away takes its own
 * commands alone; where its slots have gone is asked of the others.
 * @param root a connection to whichever node the URL leads to, which this closes with the others.
 */
export function openCluster(root: Connection, ranges: readonly SlotRange[], options: ConnectionOptions): Connection {
  const nodes = new Map<string, Connection>();
  const model = createRedisClient(options.urls[0] ?? '', options.timeoutMs);
  /** The node of each slot; empty where none serves it. */
  const addresses = new Array<string>(SLOTS).fill('');
  /** Asked where the slots lie, as all masters may be away. */
  let replicas: readonly string[] = [];
  let askedAt = performance.now();
  let turn = 0;
  let isClosed = false;
  learn(ranges);

  function learn(found: readonly SlotRange[]): void {
    for (const { from, to, master } of found) addresses.fill(urlOf(master), from, to + 1);
    replicas = [...new Set(found.flatMap((range) => range.replicas.map(urlOf)))];
    const used = new Set([...addresses, ...replicas]);
    for (const [url, node] of nodes) {
      if (used.has(url)) continue;
      nodes.delete(url);
      node.close();
    }
  }

  /** The URL of a node: what is not its address is as in the URL that was given. */
  function urlOf({ host, port }: Address): string {
    const url = new URL(options.urls[0] ?? '');
    // A node that does not know its own address answers none.
    if (host) url.hostname = host.includes(':') ? `[${host}]` : host;
    url.port = String(port);
    return url.href;
  }

  function nodeOf(url: string): Connection {
    const known = nodes.get(url);
    if (known) return known;
    if (isClosed) throw new ClientClosedError();
    const node = keepConnection({ ...options, urls: [url] });
    nodes.set(url, node);
    return node;
  }

  /** In the background: what failed has failed. */
  function askAgain(): void {
    if (isClosed || performance.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = performance.now();
    for (const url of replicas) nodeOf(url);
    Promise.any([root, ...nodes.values()].map(readSlots)).then(learn, () => undefined);
  }

  const urls = () => [...new Set(addresses)].filter(Boolean);

  function urlFor(key: string | Buffer | undefined): string {
    if (key !== undefined) return addresses[slotOf(key)] ?? '';
    const all = urls();
    turn += 1;
    return all[turn % all.length] ?? '';
  }

  const execute: Execute = async (key, command) => {
    let url = urlFor(key);
    let asks = false;
    for (let redirection = 0; ; redirection++) {
      try {
        if (url === '') throw new ErrorReply('CLUSTERDOWN no node serves the slot');
        const node = nodeOf(url);
        if (!asks) return await node.run(command);
        const [, reply] = await node.run((redis) => Promise.all([redis.sendCommand(['ASKING']), command(redis)]));
        return reply;
      } catch (error) {
        if (isOfNode(error)) askAgain();
        const redirected = redirection < MAX_REDIRECTIONS ? readRedirection(error) : undefined;
        if (!redirected) throw error;
        url = urlOf(redirected.master);
        asks = redirected.kind === 'ASK';
        if (!asks) {
          addresses[redirected.slot] = url;
          askAgain();
        }
      }
    }
  };

  const client = routedClient(model, execute);
  return {
    run: (work) => work(client),
    write: async (work) => {
      const commands: Promise<unknown>[] = [];
      const noting = routedClient(model, (key, command) => {
        const answer = execute(key, command);
        commands.push(answer);
        return answer;
      });
      try {
        return await work(noting);
      } catch (error) {
        throw (await areRefused(commands)) ? error : new OutcomeUnknown(error);
      }
    },
    nodes: async () => urls().map((url) => nodeOf(url)),
    close: async () => {
      isClosed = true;
      await Promise.all([root, ...nodes.values()].map((node) => node.close()));
    },
  };
}

/** Another node may have the slots by now. */
const isOfNode = (error: unknown) =>
  error instanceof UnreachableError ||
  error instanceof DeadlineError ||
  (error instanceof ErrorReply && error.message.startsWith('CLUSTERDOWN'));

/** Whether none of them has changed anything. A node may refuse where others have written, or still do. */
async function areRefused(commands: readonly Promise<unknown>[]): Promise<boolean> {
  // Others may be added meanwhile, such as a script that is sent whole.
  for (const command of commands) {
    try {
      await command;
      return false;
    } catch (error) {
      if (!wasRefused(error)) return false;
    }
  }
  return true;
}

/** `MOVED 3999 127.0.0.1:6381`: the slot lies there. `ASK …`: this command goes there. A transaction says it of a step. */
function readRedirection(error: unknown) {
  const message = error instanceof Error ? error.message : '';
  const [, kind, slot, host = '', port] = /^(MOVED|ASK) (\d+) (.*):(\d+)$/.exec(message) ?? [];
  return kind ? { kind, slot: Number(slot), master: { host, port: Number(port) } } : undefined;
}
