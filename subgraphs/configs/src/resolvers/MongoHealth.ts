import { findIndexes } from '../health.ts';
import type { MongoHealthResolvers } from '../resolver-types.generated.ts';

export const MongoHealth = {
  indexes: ({ status }, _, { db }) => (status === 'DOWN' ? null : findIndexes(db)),
} satisfies MongoHealthResolvers;
