import { z } from 'zod';

/** Runs one statement, on whichever connection and transaction the caller has. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<{ rows: unknown[] }>;

export const SEED_SIZES = ['small', 'medium', 'large'] as const;
export type SeedSize = (typeof SEED_SIZES)[number];

/** Which seed a database holds, kept beside the platform's own tables, and how far it came. */
export interface LoadState {
  size: SeedSize;
  seed: number;
  /** Of a bulk seed: the base rows, then one a model. */
  batches: number;
  finished: boolean;
  /** Of what a small seed is made of: another version's seed of the same integer may differ. */
  digest: string | null;
}

const states = z.array(
  z.object({
    size: z.enum(SEED_SIZES),
    seed: z.coerce.number(),
    batches: z.number(),
    finished: z.boolean(),
    digest: z.string().nullish().default(null),
  }),
);

/** Null where no seed was ever begun. */
export async function readLoadState(query: Query): Promise<LoadState | null> {
  const { rows } = await query("select to_regclass('seed.load') is not null as there");
  if (!z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there) return null;
  const found = await query('select * from seed.load');
  return states.parse(found.rows)[0] ?? null;
}

/** @throws Error where the database holds another seed. */
export function refuseOtherSeed(state: LoadState | null, size: SeedSize, seed: number): void {
  if (!state || (state.size === size && state.seed === seed)) return;
  const part = state.finished ? 'holds' : 'holds a part of';
  throw new Error(
    `The database ${part} the ${state.size} seed of ${state.seed}: use an empty database to load the ${size} seed of ${seed}.`,
  );
}

/** Notes that this seed was begun; once it was, that stays. */
export async function beginLoad(query: Query, { size, seed, batches, finished, digest }: LoadState): Promise<void> {
  await query('create schema if not exists seed');
  await query(`create table if not exists seed.load (
    is_only boolean primary key default true check (is_only),
    size text not null,
    seed bigint not null,
    batches integer not null,
    finished boolean not null,
    digest text
  )`);
  await query(
    `insert into seed.load (size, seed, batches, finished, digest) values ($1, $2, $3, $4, $5)
    on conflict (is_only) do nothing`,
    [size, seed, batches, finished, digest],
  );
}

/**
 * Counts a batch, in the transaction that loads it; the row's lock makes another seed wait.
 * @throws Error where another seed has loaded it meanwhile.
 */
export async function countBatch(query: Query, batches: number): Promise<void> {
  const { rows } = await query(
    'update seed.load set batches = $1 where batches = $1 - 1 and not finished returning batches',
    [batches],
  );
  if (rows.length === 0) throw new Error('Another process is loading the same seed: let it end.');
}

export const finishLoad = (query: Query) => query('update seed.load set finished = true where not finished');
