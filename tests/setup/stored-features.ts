import { expect } from '@jest/globals';
import { type RegistryState, writeRegistries } from '@tributary/realtime/features/write-registries';
import { useRealtime } from './realtime.ts';

export type Feature = [name: string, type: string, value?: unknown];
type Revision = { features: Feature[]; ttlSeconds?: number | null };

export const CLICKS: Feature = ['clicks', 'INT'];
export const SPENT: Feature = ['spent', 'FLOAT'];

interface Row {
  entity: string;
  values: object;
  eventTime?: Date | string | undefined;
}

/** Views and their rows in the realtime subgraph, for the tests of one file. */
export function useFeatures() {
  const realtime = useRealtime();
  let version = 0;

  /** A view with these revisions; what is not said of it is of no matter. */
  function apply(view: string, revisions: Revision[], more: Partial<RegistryState> = {}): Promise<void> {
    version += 1;
    const firstRevision = more.firstRevision ?? 1;
    const layouts = revisions.map(({ features, ttlSeconds = 3_600 }, index) => ({
      features: features.map(([name, type, value = null]) => ({ name, type, default: value })),
      revisions: [{ revision: firstRevision + index, ttlSeconds }],
    }));
    const state = { view, version, entity: 'user', joinKeys: ['user_id'], firstRevision, layouts, ...more };
    return writeRegistries(realtime.db, [state]);
  }

  const remove = (view: string) => apply(view, [], { firstRevision: null });

  async function store(view: string, rows: Row[], ttlSeconds?: number) {
    const { data, errors } = await realtime.ask(
      `mutation ($input: StoreFeaturesInput!) {
        outcome: storeFeatures(input: $input) {
          __typename
          ... on StoreFeaturesSuccess { stored skippedStale }
          ... on UserError { message }
          ... on InvalidInput { issues { path message } }
        }
      }`,
      { input: { view, rows, ttlSeconds } },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data.outcome;
  }

  const storeOne = (view: string, entity: string, values: object, eventTime?: Date | string) =>
    store(view, [{ entity, values, eventTime }]);

  /** What is wrong with a row's only value. */
  async function refusal(view: string, values: object) {
    const { __typename, issues } = await storeOne(view, 'e', values);
    expect(__typename).toBe('InvalidInput');
    return issues;
  }

  async function readOne(view: string, entity: string, features?: string[]) {
    const { data, errors } = await realtime.ask(
      'query ($view: ID!, $entity: ID!, $features: [String!]) { featureVector(view: $view, entity: $entity, features: $features) { names values statuses eventTime } }',
      { view, entity, features },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data.featureVector;
  }

  async function deleteRows(view: string, ...entities: string[]) {
    const { data } = await realtime.ask(
      'mutation ($view: ID!, $entities: [ID!]!) { outcome: deleteFeatures(view: $view, entities: $entities) { __typename ... on DeleteFeaturesSuccess { deleted } ... on UserError { message } } }',
      { view, entities },
    );
    return data.outcome;
  }

  return { realtime, apply, remove, store, storeOne, refusal, readOne, deleteRows };
}

export const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
