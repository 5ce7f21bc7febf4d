import { type AuditEvent, auditEvent } from '@tributary/common/mutations/audit-event';
import { findAuditEvents as findInMongodb } from '@tributary/configs/audit-outbox';
import { insertAuditEvents } from '@tributary/lineage/audit/audit-trail';
import { findAuditEvents as findInRedis } from '@tributary/realtime/audit-streams';
import type { Stores } from '../stores.ts';

/** More than wait where a platform serves, and less than memory takes: each has up to 128 KiB. */
const MOST = 1_000;

/**
 * Events for the audit that wait in MongoDB and Redis, as lines of JSON: in the export they go to the audit itself.
 * @throws Error where so many wait that the worker must carry them first.
 */
export async function* writeWaitingAudit({ configs, realtime }: Stores): AsyncGenerator<string> {
  const ofMongodb = await findInMongodb(configs, MOST + 1);
  const ofRedis = (await findInRedis(realtime, MOST + 1)).map(({ event }) => event);
  if (Math.max(ofMongodb.length, ofRedis.length) > MOST) {
    throw new Error(
      `More than ${MOST.toLocaleString('en')} events wait for the audit in MongoDB or Redis: let Tributary run until they are carried, then export again.`,
    );
  }
  for (const event of [...ofMongodb, ...ofRedis]) yield JSON.stringify(auditEvent.parse(event));
}

/** Safe to repeat: the audit takes each event once. */
export async function readWaitingAudit({ lineage }: Stores, lines: readonly string[]): Promise<void> {
  const events = lines.map((line): AuditEvent => auditEvent.parse(JSON.parse(line)));
  await insertAuditEvents(lineage, events);
}
