import { integerFrom } from '@tributary/common/mutations/inputs';
import { invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import { type GivenRow, packRows } from './check-rows.ts';
import type { Registries } from './registries.ts';
import type { Registry } from './registry.ts';
import { storeRows } from './rows.ts';
import { whileOpen } from './while-open.ts';

/** Of one call. */
export const MAX_ENTITIES = 1_000;

export interface StoredFeatures {
  readonly stored: number;
  /** Older than what is stored. */
  readonly skippedStale: number;
}

/** What is in the rows is checked by the view. */
const shape = z.object({
  view: z.string(),
  rows: z
    .custom<readonly GivenRow[]>(Array.isArray, 'must be a list')
    .refine(({ length }) => length <= MAX_ENTITIES, 'must have at most 1,000 entries'),
  ttlSeconds: integerFrom(1).nullish(),
});

export interface StoreFeaturesInput {
  readonly view: string;
  readonly rows: readonly GivenRow[];
  readonly ttlSeconds?: number | null | undefined;
}

/** Writes rows of a view: all of them or, where one does not fit, none. */
export const storeFeatures = (
  context: WriteContext & { readonly registries: Registries },
  input: StoreFeaturesInput,
): Promise<Outcome<StoredFeatures>> =>
  perform(context, shape, input, ({ db }, { view, rows, ttlSeconds }) =>
    whileOpen(db, context.registries, view, async (registry) => {
      checkTtl(registry, ttlSeconds);
      const stored = await storeRows(db, registry, packRows(registry, rows), ttlSeconds ?? registry.ttlSeconds);
      return stored === null ? null : { stored, skippedStale: rows.length - stored };
    }),
  );

function checkTtl({ ttlSeconds: longest, view }: Registry, ttlSeconds: number | null | undefined): void {
  if (ttlSeconds == null || longest === null || ttlSeconds <= longest) return;
  const message = `must be at most ${longest.toLocaleString('en')}, the time to live of ${view}`;
  throw invalidInput({ path: ['ttlSeconds'], message });
}
