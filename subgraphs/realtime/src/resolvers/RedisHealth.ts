import { countAuditEvents } from '../audit-streams.ts';
import type { RedisHealthResolvers } from '../resolver-types.generated.ts';

export const RedisHealth = {
  auditPending: ({ status }, _, { db }) => (status === 'DOWN' ? null : countAuditEvents(db)),
} satisfies RedisHealthResolvers;
