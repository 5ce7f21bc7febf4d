import { integerFrom, name, text } from '@tributary/common/mutations/inputs';
import { invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import type { TrainingRun } from './progress.ts';
import * as scripts from './scripts.ts';

const DAY_SECONDS = 86_400;
const MAX_METRICS = 1_000;

const finite = z.number({ error: 'must be a finite number' });
const shape = z.object({
  runId: name(),
  epoch: integerFrom(0).nullish(),
  epochs: integerFrom(0).nullish(),
  step: integerFrom(0).nullish(),
  percent: finite.min(0, 'must lie between 0 and 100').max(100, 'must lie between 0 and 100').nullish(),
  // A map, since a record would drop a name such as __proto__.
  metrics: z
    .custom<object>((value) => typeof value === 'object' && value !== null, 'must be a JSON object')
    .transform((metrics) => new Map<string, unknown>(Object.entries(metrics)))
    .pipe(z.map(name(), finite.nullable()))
    .nullish(),
  message: text(1_000).nullish(),
});

export const reportProgress = (context: WriteContext, input: unknown): Promise<Outcome<TrainingRun>> =>
  perform(context, shape, input, async ({ db }, { runId, metrics, ...fields }) => {
    const written = await db.write((redis) =>
      scripts.reportProgress(redis, db.keys.progress(runId), {
        values: [...toChanges(Object.entries(fields)), ['updatedAt', new Date().toISOString()]],
        metrics: toChanges([...(metrics ?? [])]),
        clearsMetrics: metrics === null,
        maxMetrics: MAX_METRICS,
        seconds: DAY_SECONDS,
      }),
    );
    if (!written) {
      const message = 'must leave the run with at most 1,000 names: give null for those that are not needed any more';
      throw invalidInput({ path: ['metrics'], message });
    }
    return { id: runId };
  });

const toChanges = (fields: readonly (readonly [field: string, value: string | number | null | undefined])[]) =>
  fields.flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value === null ? null : String(value)] as const],
  );
