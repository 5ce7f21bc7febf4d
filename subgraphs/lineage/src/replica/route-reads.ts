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
import { PLUGINS, storeFailure } from '../database.ts';
import type { Database } from '../tables.ts';
import type { Replica } from './open-replica.ts';
import { AnotherServer } from './positions.ts';

/**
 * The database for one request's reads. All of them go to the replica, where it shows what was written before the first
 * of them, else to the primary. When the replica fails, that statement and what follows go to the primary, which shows
 * no less.
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
        replica.tellFailure(error);
      }
    }
    return primary.getExecutor().withoutPlugins().executeQuery<Row>(query);
  };
  return new Kysely<Database>({
    dialect: dialectOf(new ReadingDriver({ executeQuery, streamQuery })),
    plugins: PLUGINS,
  });
}

/** A replica ends what reads rows that its primary has removed meanwhile. */
const IN_THE_WAY_OF_RECOVERY = '40001';
/** The replica answers, and the statement takes too long anywhere. */
const STATEMENT_TIMEOUT = '57014';

function isOfReplica(error: unknown): boolean {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === STATEMENT_TIMEOUT) return false;
  if (error instanceof AnotherServer) return true;
  return code === IN_THE_WAY_OF_RECOVERY || storeFailure(error) !== undefined;
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
