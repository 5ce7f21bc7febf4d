import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands before a store, so that a test can take the store away and give it back at the same address. */
export interface StoreProxy {
  url: string;
  /** As a store that was stopped: connections break, new ones are refused. */
  stop(): Promise<void>;
  /** As a store that hangs: connections stay, nothing comes back. */
  hang(): void;
  /**
   * Hears of what passes, until it is set to undefined again. What it answers `lose` is not passed on; `lose` and `cut`
   * break the connection, the latter after what it heard was passed on. Bytes are passed on in place of what it heard.
   */
  interfere: ((from: 'client' | 'store', text: string) => 'pass' | 'lose' | 'cut' | Buffer) | undefined;
  /** The store is back. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** @param url of the store; the proxy's has the same user, password and path. */
export async function proxyOf(url: string): Promise<StoreProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let hanging = false;
  const accept = (client: Socket) => {
    const store = connect(Number(target.port), target.hostname);
    for (const socket of [client, store]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => store.destroy());
    store.on('close', () => client.destroy());
    client.on('data', (data) => hanging || pass('client', data, store));
    store.on('data', (data) => hanging || pass('store', data, client));
    const pass = (from: 'client' | 'store', data: Buffer | string, to: Socket) => {
      const what = proxy.interfere?.(from, String(data)) ?? 'pass';
      if (what === 'lose') to.destroy();
      else if (what === 'cut') to.end(data, () => to.destroy());
      else to.write(what === 'pass' ? data : what);
    };
  };
  let server = createServer(accept).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const { port } = address;
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const resume = async () => {
    if (hanging) {
      hanging = false;
      // What was swallowed cannot be answered any more.
      for (const socket of sockets) socket.destroy();
    }
    if (server.listening) return;
    server = createServer(accept).listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const hang = () => {
    hanging = true;
  };
  const proxy: StoreProxy = {
    url: toProxyUrl(url, port),
    stop,
    hang,
    resume,
    interfere: undefined,
    close: async () => {
      if (server.listening) await stop();
    },
  };
  return proxy;
}

function toProxyUrl(url: string, port: number): string {
  const result = Object.assign(new URL(url), { port: String(port), hostname: '127.0.0.1' });
  if (result.protocol === 'mongodb:') {
    // A replica set would be found by the addresses of its members, past the proxy.
    result.searchParams.delete('replicaSet');
    result.searchParams.set('directConnection', 'true');
  }
  return result.href;
}
