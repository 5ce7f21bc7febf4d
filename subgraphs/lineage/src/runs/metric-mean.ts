import { type RawBuilder, sql } from 'kysely';

/** The average, which one huge value does not take away from others: null where there is such a value. */
export const meanOf = (column: string): RawBuilder<number | null> => {
  const value = sql.ref(column);
  return sql<number | null>`mean(sum(summable(${value})), count(summable(${value})), count(${value}))`;
};
