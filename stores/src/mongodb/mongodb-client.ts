import { MongoClient } from 'mongodb';

/** Works with a connection of its own. */
export async function withMongoClient<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 });
  try {
    // Two commands that connect by themselves hide the reason when that fails: one says that the topology is closed.
    await client.connect();
    return await work(client);
  } finally {
    await client.close();
  }
}
