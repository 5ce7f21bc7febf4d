import { isAtLeast } from './engine.ts';
import { codeOf, toMessage } from './errors.ts';
import type { Inspection } from './given.ts';
import { withMongoClient } from './mongodb-client.ts';
import { oldestMongodb } from './mongodb-sources.ts';

/** Authentication, and rights, will not get right by waiting. */
const lasting = new Set(['18', '13']);

export async function inspectMongodb(url: string): Promise<Inspection> {
  try {
    return await withMongoClient(url, async (client) => {
      const admin = client.db('admin');
      const [hello, build] = await Promise.all([admin.command({ hello: 1 }), admin.command({ buildInfo: 1 })]);
      return judgeMongodb(hello, String(build.version));
    });
  } catch (error) {
    if (lasting.has(codeOf(error) ?? '')) return { server: 'MongoDB', unusable: toMessage(error) };
    throw error;
  }
}

/** A router of a sharded cluster has no set of its own, but stands before some. */
export function judgeMongodb(hello: { setName?: unknown; msg?: unknown }, version: string): Inspection {
  const server = `MongoDB ${version}`;
  if (!isAtLeast(version, oldestMongodb)) {
    return { server, unusable: `${server} is too old, ${oldestMongodb} or later is needed` };
  }
  if (hello.setName || hello.msg === 'isdbgrid') return { server };
  const unusable =
    'the server is not in a replica set, which transactions and change streams need: ' +
    'start it with --replSet and run rs.initiate()';
  return { server, unusable };
}
