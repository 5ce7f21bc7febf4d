import { MongoClient } from 'mongodb';
import { Client } from 'pg';
import { createClient } from 'redis';
import type { RunningStore } from '../start.ts';

export type Three = Record<'postgres' | 'mongodb' | 'redis', RunningStore>;

export async function withPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function withMongodb<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const redisAt = (url: string) => createClient({ url });

async function withRedis<T>(url: string, work: (client: ReturnType<typeof redisAt>) => Promise<T>): Promise<T> {
  const client = redisAt(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** Keeps a value in a store. */
export const writeTo = {
  postgres: (url: string) => withPostgres(url, (client) => client.query(`create table kept as select 'yes' as value`)),
  mongodb: (url: string) =>
    withMongodb(url, (client) => client.db('tributary').collection('kept').insertOne({ value: 'yes' })),
  redis: (url: string) =>
    withRedis(url, async (client) => {
      await client.set('kept', 'yes');
      // The log of writes is synced each second.
      await client.sendCommand(['WAITAOF', '1', '0', '3000']);
    }),
};

export const readFrom = {
  postgres: (url: string) =>
    withPostgres(url, async (client) => (await client.query('select value from kept')).rows[0]?.value),
  mongodb: (url: string) =>
    withMongodb(url, async (client) => (await client.db('tributary').collection('kept').findOne())?.value),
  redis: (url: string) => withRedis(url, (client) => client.get('kept')),
};

export const names = ['postgres', 'mongodb', 'redis'] as const;

export const readFromAll = (stores: Three): Promise<unknown[]> =>
  Promise.all(names.map((name) => readFrom[name](stores[name].url)));
