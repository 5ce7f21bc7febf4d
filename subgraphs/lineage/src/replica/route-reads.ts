import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { PLUGINS, STATEMENT_TIMEOUT, storeFailure } from '../database.ts';
import type { Database } from '../tables.ts';
import type { Replica } from './open-replica.ts';
import { AnotherServer } from './positions.ts';

/**
 * The database for one request's reads. All of them go to the replica, where it shows what was written before the first
 * of them, else to the primary. When the replica fails, that statement and what follows go to the primary, which shows
 * no less, and so do other requests until the replica is looked at again.
 */
export function routeReads(primary: Kysely<Database>, replica: Replica): Kysely<Database> {
  let isReplica: Promise<boolean> | undefined;
  const executeQuery = async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    isReplica ??= replica.hasCaughtUp();
    if (await isReplica) {
      try {
        return await replica.db.getExecutor().withoutPlugins().executeQuery<Row>(query);
      } catch (error) {
        if (!isOfReplica(error)) throw error;
        isReplica = Promise.resolve(false);
        if (!isInTheWayOfRecovery(error)) replica.distrust(error);
      }
    }
    return primary.getExecutor().withoutPlugins().executeQuery<Row>(query);
  };
  return new Kysely<Database>({
    dialect: dialectOf(new ReadingDriver({ executeQuery, streamQuery })),
    plugins: PLUGINS,
  });
}

/** A replica ends what reads rows that its primary has removed meanwhile; it is well, and answers the next. */
const IN_THE_WAY_OF_RECOVERY = '40001';

const codeOf = (error: unknown) => (error instanceof pg.DatabaseError ? error.code : undefined);
const isInTheWayOfRecovery = (error: unknown) => codeOf(error) === IN_THE_WAY_OF_RECOVERY;

function isOfReplica(error: unknown): boolean {
  // It answers, and the statement takes too long anywhere.
  if (codeOf(error) === STATEMENT_TIMEOUT) return false;
  return isInTheWayOfRecovery(error) || error instanceof AnotherServer || storeFailure(error) !== undefined;
}

class ReadingDriver extends DummyDriver {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    super();
    this.#connection = connection;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  override async beginTransaction(): Promise<void> {
    throw new Error('reads are no transaction: take the database itself');
  }
}

function streamQuery(): never {
  throw new Error('reads are no streams: take the database itself');
}

const dialectOf = (driver: ReadingDriver): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
