import type { MongoClient } from 'mongodb';
import { isAtLeast } from '../engines/engine.ts';
import { codeOf, toMessage } from '../errors.ts';
import type { Inspection } from '../given.ts';
import { explainTls } from '../tls-problem.ts';
import { withMongoClient } from './mongodb-client.ts';
import { oldestMongodb } from './mongodb-sources.ts';

export async function inspectMongodb(url: string): Promise<Inspection> {
  try {
    return await withMongoClient(url, async (client) => {
      const admin = client.db('admin');
      const [hello, build] = await Promise.all([admin.command({ hello: 1 }), admin.command({ buildInfo: 1 })]);
      const inspection = judgeMongodb(hello, String(build.version));
      if (!inspection.unusable) await tryToWrite(client, databaseOf(url));
      return inspection;
    });
  } catch (error) {
    const unusable = explainMongodb(error, url);
    if (unusable) return { server: 'MongoDB', unusable };
    throw error;
  }
}

/** The name in the URL's path; without one the platform takes its own. */
const databaseOf = (url: string) => /^[^:]+:\/\/[^/?]+\/([^?]+)/.exec(url)?.[1] ?? 'tributary';

/** Whether a server will do. A router of a sharded cluster has no set of its own, but stands before some. */
export function judgeMongodb(
  hello: { setName?: unknown; msg?: unknown; isWritablePrimary?: unknown },
  version: string,
): Inspection {
  const server = `MongoDB ${version}`;
  const problems: [boolean, string][] = [
    [!isAtLeast(version, oldestMongodb), `${server} is too old, ${oldestMongodb} or later is needed`],
    [
      !hello.setName && hello.msg !== 'isdbgrid',
      'the server is not in a replica set, which transactions and change streams need: ' +
        'start it with --replSet and run rs.initiate()',
    ],
    [
      hello.isWritablePrimary === false,
      'the server is a secondary of its set, which takes no writes: ' +
        'name the set in the URL, replicaSet=NAME, without directConnection',
    ],
  ];
  return { server, unusable: problems.find(([applies]) => applies)?.[1] };
}

/** Rights, and transactions, are tried by one that is taken back: nothing of it stays. */
async function tryToWrite(client: MongoClient, database: string): Promise<void> {
  await client.withSession(async (session) => {
    session.startTransaction({ maxCommitTimeMS: 2_000 });
    try {
      await client.db(database).collection('tributary_tries').insertOne({}, { session, maxTimeMS: 2_000 });
    } finally {
      await session.abortTransaction();
    }
  });
}

const authenticationFailed = '18';
const unauthorized = '13';

/** What will not get right by waiting, with the remedy; undefined for anything else. */
export function explainMongodb(error: unknown, url: string): string | undefined {
  const message = toMessage(error);
  const code = codeOf(error);
  const tls = explainTls(error, {
    plain: 'take tls out of the URL',
    untrusted: 'name the certificate of who signed it in the URL, tlsCAFile=FILE',
  });
  if (tls) return tls;
  if (code === authenticationFailed) {
    return `${message}: look at user and password, and whether the user was made in admin: authSource=admin`;
  }
  if (code === unauthorized) {
    const remedy = url.includes('@')
      ? `give the user the role readWrite on the database ${databaseOf(url)}`
      : 'write user and password into the URL';
    return `${message}: ${remedy}`;
  }
  return undefined;
}
