import { countAuditEvents } from '../audit-outbox.ts';
import { findIndexes } from '../health.ts';
import type { MongoHealthResolvers } from '../resolver-types.generated.ts';

export const MongoHealth = {
  auditPending: ({ status }, _, { db }) => (status === 'DOWN' ? null : countAuditEvents(db)),
  indexes: ({ status }, _, { db }) => (status === 'DOWN' ? null : findIndexes(db)),
} satisfies MongoHealthResolvers;
