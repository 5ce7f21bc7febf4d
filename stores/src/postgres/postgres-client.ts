import { Client, type ClientConfig } from 'pg';

/** Works with a connection of its own. */
export async function withPostgresClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
  config: ClientConfig = {},
): Promise<T> {
  const client = new Client({ connectionTimeoutMillis: 5_000, query_timeout: 5_000, ...config, connectionString });
  // An error outside of a query, as when the server stops, would end the process if nobody listened.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
