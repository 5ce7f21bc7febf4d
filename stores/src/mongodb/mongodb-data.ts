import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Embedding, startOnFreePort } from '../embedded.ts';
import { codeOf } from '../errors.ts';
import { keepPassword } from '../private-files.ts';
import type { StoreSettings } from '../settings.ts';
import type { StoreFolder } from '../store-folder.ts';
import { withMongoClient } from './mongodb-client.ts';

/** Where a MongoDB that we run keeps its data. */
export interface MongodbData {
  path: string;
  /** Undefined for data that was made before it got one: that goes on without. */
  password: string | undefined;
}

export const MONGODB_USER = 'tributary';
const userExists = '51003';

/** How the server is started on data that knows no user yet. */
export type OpenServer = Pick<Embedding, 'name' | 'engine'> & {
  commandFor(port: number, data: string): ReturnType<Embedding['commandFor']>;
};

export const passwordFileOf = (folder: StoreFolder) => join(folder.path, 'password');

/** Opens the data in a store's folder, or makes it with a user and a password. */
export async function prepareData(
  folder: StoreFolder,
  server: OpenServer,
  settings: Pick<StoreSettings, 'signal'>,
): Promise<MongodbData> {
  const path = join(folder.path, 'data');
  const names = await readdir(folder.path);
  const isThere = (await readdir(path).catch(() => [])).length > 0;
  const hasPassword = names.includes('password');
  if (isThere && !hasPassword) return { path, password: undefined };
  const password = await keepPassword(passwordFileOf(folder));
  if (!isThere) await createData(folder, { path, password, server, settings });
  return { path, password };
}

/**
 * The server lets anybody in until it has a user, and checks passwords when it is started to do so. Made aside and
 * moved into place, so that a start that was cut off leaves none that is half made.
 */
async function createData(
  folder: StoreFolder,
  {
    path,
    password,
    server,
    settings,
  }: { path: string; password: string; server: OpenServer; settings: Pick<StoreSettings, 'signal'> },
): Promise<void> {
  const draft = `${path}-new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const { name, engine } = server;
  const started = await startOnFreePort(
    {
      name,
      engine,
      folder,
      commandFor: (port) => server.commandFor(port, draft),
      probe: (port) => createUser(port, password),
    },
    { ...settings, log: () => undefined },
  );
  await started.server.stop();
  await rm(path, { recursive: true, force: true });
  await rename(draft, path);
}

const createUser = (port: number, pwd: string) =>
  withMongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, async (client) => {
    const roles = [{ role: 'root', db: 'admin' }];
    try {
      await client.db('admin').command({ createUser: MONGODB_USER, pwd, roles });
    } catch (error) {
      // An attempt before this one ran out of time, and was done all the same.
      if (codeOf(error) !== userExists) throw error;
    }
  });
