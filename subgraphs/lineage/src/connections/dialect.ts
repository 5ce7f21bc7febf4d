import { OutcomeUnknown } from '@tributary/common/errors';
import { type DatabaseConnection, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely';
import pg from 'pg';

/** Kysely keeps the name to itself. */
type PostgresConnection = Parameters<PostgresDriver['rollbackTransaction']>[0];

/** PostgreSQL, as kysely speaks to it, where a COMMIT that was sent and not answered says that it may have happened. */
export class LineageDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new LineageDriver(this.#config);
  }
}

class LineageDriver extends PostgresDriver {
  /** @throws OutcomeUnknown where nobody can tell; any other error where nothing was written. */
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection);
    } catch (error) {
      throw wasRefused(error) ? error : new OutcomeUnknown(error);
    }
  }

  /** What goes wrong here, such as on a connection that is gone, says less than what was before. */
  override async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

/**
 * Rules that are checked at the end, other writers in the way (but 40003, which says that nobody knows), a statement
 * that was ended: the server answers with these that it has rolled back.
 */
const REFUSALS = /^(22|23|25|40(?!003)|42|55|57014|P0)/;

const wasRefused = (error: unknown) =>
  (error instanceof pg.DatabaseError && REFUSALS.test(error.code ?? '')) ||
  // The COMMIT was answered by ROLLBACK.
  (error instanceof Error && error.name === 'AbortedTransactionError');
