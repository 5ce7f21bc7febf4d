import { randomUUIDv7 } from 'node:crypto';
import { audit } from '@tributary/common/mutations/audit';
import { withoutLargeFields } from '@tributary/common/mutations/audit-event';
import {
  document,
  idempotencyKey,
  list,
  name,
  orDefault,
  reference,
  slug,
  tags,
  time,
  uuid,
} from '@tributary/common/mutations/inputs';
import type { Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { experimentCopy } from '../copies/copies.ts';
import type { Run } from '../runs/runs.ts';
import { withIdempotencyKey } from './idempotency.ts';
import { parameters, setParameters, toRecord } from './log-runs.ts';
import { createMissingModel, lockOpenModelForShare } from './models.ts';
import { perform } from './perform.ts';
import { measureDocument } from './run-document.ts';
import { createMissingRunGroup, lockOpenRunGroupForShare } from './run-groups.ts';
import { type ReadInput, readRunInputs } from './run-inputs.ts';
import { getRun, runTarget } from './run-rows.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const createFields = {
  id: uuid.nullish(),
  modelId: slug.nullish(),
  groupId: slug.nullish(),
  createMissing: orDefault(z.boolean(), false),
  datasetId: reference.nullish(),
  inputs: list(
    z.object({
      datasetVersionId: reference,
      role: orDefault(z.enum(['TRAINING', 'VALIDATION', 'TEST', 'OTHER']), 'TRAINING'),
    }),
    100,
  ).nullish(),
  framework: name(100).nullish(),
  name: name().nullish(),
  parentId: reference.nullish(),
  parameters: parameters.nullish(),
  tags: tags.nullish(),
  sourceCommit: name(200).nullish(),
  start: orDefault(z.boolean(), true),
  startedAt: time.nullish(),
  idempotencyKey,
};
const isStartedOrNot = ({ start, startedAt }: { start: boolean; startedAt?: Date | null | undefined }) =>
  start || startedAt == null;
const notStarted = { path: ['startedAt'], message: 'must be left out, since start is false' };
const createShape = z.object(createFields).refine(isStartedOrNot, notStarted);
/** With the whole configuration, which becomes part of the run's experiment. */
const registerShape = z.object({ ...createFields, config: document }).refine(isStartedOrNot, notStarted);
type NewRun = z.output<typeof createShape>;

export const createTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, createShape, input, async (work, input) => {
    const { id } = await withIdempotencyKey(work, 'createTrainingRun', input, () =>
      insertRun(work, 'createTrainingRun', input),
    );
    return getRun(work, id);
  });

export interface RegisteredRun {
  trainingRun: Run;
  /** False where the idempotency key was used before. */
  created: boolean;
}

export const registerTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<RegisteredRun>> =>
  perform(context, registerShape, input, async (work, input) => {
    const { id, created } = await withIdempotencyKey(work, 'registerTrainingRun', input, async () => {
      const id = await insertRun(work, 'registerTrainingRun', input, input.config);
      await work.db
        .insertInto('runConfig')
        .values({ runId: id, config: JSON.stringify(input.config) })
        .execute();
      return id;
    });
    return { trainingRun: await getRun(work, id), created };
  });

async function insertRun(work: Work, action: string, input: NewRun, config?: Record<string, unknown>): Promise<string> {
  const id = input.id ?? randomUUIDv7();
  const documentBytes = measureDocument(config, input.parameters ?? []);
  if (input.createMissing && input.modelId != null) await createMissingModel(work, input.modelId);
  if (input.createMissing && input.groupId != null) await createMissingRunGroup(work, input.groupId);
  if (input.modelId != null) await lockOpenModelForShare(work, input.modelId);
  if (input.groupId != null) await lockOpenRunGroupForShare(work, input.groupId);
  const parentId = input.parentId == null ? null : (await getRun(work, input.parentId)).id;
  const inputs = await readRunInputs(work, input.datasetId ?? null, input.inputs ?? []);
  const run = await work.db
    .insertInto('run')
    .values({
      id,
      parentId,
      name: input.name ?? null,
      groupId: input.groupId ?? null,
      modelId: input.modelId ?? null,
      framework: input.framework ?? null,
      tags: input.tags ?? [],
      sourceCommit: input.sourceCommit ?? null,
      status: input.start ? 'RUNNING' : 'SCHEDULED',
      startedAt: input.start ? (input.startedAt ?? new Date()) : null,
      datasetVersionId: inputs.find(({ role }) => role === 'TRAINING')?.datasetVersionId ?? null,
      createdBy: work.subject,
      documentBytes,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertInputs(work, id, inputs);
  const parameters = toRecord(await setParameters(work, id, input.parameters ?? []));
  const { documentBytes: _, ...columns } = run;
  const audited = config && withoutLargeFields({ config });
  audit(work, action, runTarget(id), null, { ...columns, inputs, parameters, ...audited });
  markStale(work, [experimentCopy(id)]);
  return id;
}

async function insertInputs({ db }: Work, runId: string, inputs: readonly ReadInput[]): Promise<void> {
  if (inputs.length === 0) return;
  await db
    .insertInto('runInput')
    .values(inputs.map((input, position) => ({ ...input, runId, position })))
    .execute();
}
