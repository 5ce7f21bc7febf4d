import { createClient } from 'redis';
import { urlsOf } from './redis-urls.ts';

/** Works with a connection of its own; where the URL names several hosts, to the first that answers. */
export async function withRedisClient<T>(
  url: string,
  work: (client: ReturnType<typeof clientFor>) => Promise<T>,
): Promise<T> {
  const client = await connectToOne(urlsOf(url));
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function connectToOne([url = '', ...others]: readonly string[]): Promise<ReturnType<typeof clientFor>> {
  const client = clientFor(url);
  client.on('error', () => undefined);
  try {
    return await client.connect();
  } catch (error) {
    client.destroy();
    if (others.length === 0) throw error;
    return connectToOne(others);
  }
}

const clientFor = (url: string) =>
  createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 5_000, reconnectStrategy: false } });
