import type { Logger } from '@tributary/common/log';
import type { RequestContext } from '@tributary/common/subgraph';
import { type Database, type OpenDatabase, untilGivenUp } from './database.ts';
import { createRegistries, type Registries } from './features/registries.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { createServing, type ModelRunners, type Serving } from './predictions/serving.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { News, Topics } from './topics.ts';

export interface Context extends RequestContext {
  db: Database;
  topics: Topics;
  loaders: Loaders;
  /** Everybody who hears of news reads what is new together. */
  loadersFor(news: News): Loaders;
  /** What is known of feature views; the process keeps it. */
  registries: Registries;
  settings: Settings;
  /** What the process keeps to predict with. */
  serving: Serving;
}

export function createContext(
  { db, topics, ...runners }: Pick<OpenDatabase, 'db' | 'topics'> & ModelRunners,
  log: Logger,
  settings: Settings = DEFAULT_SETTINGS,
) {
  const registries = createRegistries();
  const serving = createServing(db, runners, log);
  const shared = new WeakMap<News, Loaders>();
  const loadersFor = (news: News): Loaders => {
    const loaders = shared.get(news) ?? createLoaders(db, registries);
    shared.set(news, loaders);
    return loaders;
  };
  return (request: RequestContext): Context => {
    const requestDb = untilGivenUp(db, request.signal);
    const loaders = createLoaders(requestDb, registries);
    return { ...request, db: requestDb, topics, loadersFor, registries, settings, serving, loaders };
  };
}

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db, context.registries);
}
