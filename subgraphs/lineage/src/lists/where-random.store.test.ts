import { expect, it } from '@jest/globals';
import { rounds } from '../../../../tests/setup/config.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { choose, createRandom, type Random } from '../../../../tests/setup/random.ts';
import { at, type Sample, samples, samplesWhere, useSamples } from '../../../../tests/setup/samples.ts';
import type { FloatFilter, StringFilter, TrainingRunWhere } from '../schema-types.generated.ts';

const lineage = useLineage();
const { runsWhere } = useSamples(lineage);

it('a filter of runs finds what a plain evaluation of the same rows finds', async () => {
  const random = createRandom(20_260_101);
  const count = rounds(120);
  let matched = 0;
  for (let round = 0; round < count; round++) {
    const where = randomWhere(random, 3);
    const found = await runsWhere(where);
    const expected = samplesWhere((sample) => evaluate(sample, where));
    expect({ where, found }).toEqual({ where, found: expected });
    if (found.length > 0 && found.length < samples.length) matched++;
  }
  // Filters that tell the rows apart: otherwise the comparison says little.
  expect(matched).toBeGreaterThan(count / 3);
});

function randomWhere(random: Random, depth: number): TrainingRunWhere {
  const nested = () => Array.from({ length: Math.floor(random() * 4) }, () => randomWhere(random, depth - 1));
  const text = () => choose(random, ['PyTorch', 'o', 'xgboost', '%', '_', 'É', 'adam', 'py', 'ada', '0.1', '']);
  const string = (): StringFilter =>
    choose<StringFilter>(random, [
      { eq: text() },
      { ne: text() },
      { in: [text(), text()] },
      { contains: text() },
      { startsWith: text() },
      {},
      { eq: null, ne: text() },
      { in: [] },
    ]);
  const number = (): FloatFilter => {
    const bound = choose(random, [-2, 0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
    return choose<FloatFilter>(random, [
      { eq: bound },
      { gt: bound },
      { gte: bound },
      { lt: bound },
      { lte: bound },
      {},
      { gte: bound, lte: bound + 0.4 },
    ]);
  };
  const leaf = (): TrainingRunWhere =>
    choose<TrainingRunWhere>(random, [
      { id: samples.filter(() => random() < 0.5).map(({ id }) => id) },
      { status: ['COMPLETED', 'RUNNING'] },
      { framework: string() },
      { createdBy: string() },
      { modelId: 'model-1' },
      { datasetId: 'data-1' },
      { groupId: ['sweep'] },
      { tag: choose(random, ['nightly', 'gpu', 'none']) },
      { metric: { name: choose(random, ['accuracy', 'loss', 'none']), value: number() } },
      {
        parameter: {
          name: choose(random, ['rate', 'optimizer']),
          text: string(),
          number: random() < 0.5 ? null : number(),
        },
      },
      { durationSeconds: number() },
      { createdAt: { gt: at(Math.floor(random() * 40)) } },
      { endedAt: { lte: at(1_000 + Math.floor(random() * 120)) } },
      { framework: null },
    ]);
  if (depth === 0) return leaf();
  return choose<() => TrainingRunWhere>(random, [
    leaf,
    () => ({ ...leaf(), ...leaf() }),
    () => ({ AND: nested() }),
    () => ({ OR: nested() }),
    () => ({ NOT: randomWhere(random, depth - 1) }),
    () => ({ ...leaf(), OR: nested(), NOT: randomWhere(random, depth - 1) }),
  ])();
}

type Given<Value> = Value | null | undefined;
const given = <Value>(value: Given<Value>, holds: (value: Value) => boolean) => value == null || holds(value);

function evaluate(run: Sample, where: TrainingRunWhere): boolean {
  const { AND, OR, NOT } = where;
  const duration = run.endedAt === null ? undefined : (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000;
  return (
    given(AND, (parts) => parts.every((part) => evaluate(run, part))) &&
    given(OR, (parts) => parts.some((part) => evaluate(run, part))) &&
    given(NOT, (part) => !evaluate(run, part)) &&
    given(where.id, (ids) => ids.includes(run.id)) &&
    given(where.status, (statuses) => statuses.includes(run.status)) &&
    given(where.framework, (filter) => matchesText(run.framework, filter)) &&
    given(where.createdBy, (filter) => matchesText(run.createdBy, filter)) &&
    given(where.modelId, (id) => run.modelId === id) &&
    given(where.datasetId, (id) => run.datasetIds.includes(id)) &&
    given(where.groupId, (ids) => run.groupId !== null && ids.includes(run.groupId)) &&
    given(where.tag, (tag) => run.tags.includes(tag)) &&
    given(where.metric, ({ name, value }) => name in run.metrics && matchesNumber(run.metrics[name], value)) &&
    given(where.parameter, ({ name, text, number }) => {
      const value = run.parameters[name];
      const isNumber = value !== undefined && /^[+-]?(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(value);
      return (
        value !== undefined &&
        given(text, (filter) => matchesText(value, filter)) &&
        given(number, (filter) => matchesNumber(isNumber ? Number(value) : undefined, filter))
      );
    }) &&
    given(where.durationSeconds, (filter) => matchesNumber(duration, filter)) &&
    given(where.createdAt?.gt, (time) => run.createdAt > time) &&
    given(where.endedAt?.lte, (time) => run.endedAt !== null && run.endedAt <= time)
  );
}

function matchesText(value: string | null, { eq, ne, in: values, contains, startsWith }: StringFilter): boolean {
  return (
    given(eq, (text) => value === text) &&
    given(ne, (text) => value !== text) &&
    given(values, (texts) => value !== null && texts.includes(value)) &&
    given(contains, (text) => value?.toLowerCase().includes(text.toLowerCase()) ?? false) &&
    given(startsWith, (text) => value?.toLowerCase().startsWith(text.toLowerCase()) ?? false)
  );
}

function matchesNumber(value: number | undefined, { eq, gt, gte, lt, lte }: FloatFilter): boolean {
  const finite = value !== undefined && Number.isFinite(value) ? value : Number.NaN;
  return (
    given(eq, (bound) => finite === bound) &&
    given(gt, (bound) => finite > bound) &&
    given(gte, (bound) => finite >= bound) &&
    given(lt, (bound) => finite < bound) &&
    given(lte, (bound) => finite <= bound)
  );
}
