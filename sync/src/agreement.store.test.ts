import { expect, it } from '@jest/globals';
import { createRandom } from '../../tests/setup/random.ts';
import { useSync } from '../../tests/setup/sync.ts';

const sync = useSync();
const { mutate, deliver, createModel, readBoard, readExperiment } = sync;

const MODELS = ['m0', 'm1', 'm2', 'm3'];
const METRICS = ['accuracy', 'loss', 'speed'];
const ROUNDS = 20;

/** The ranking by PostgreSQL, as [model, score]. */
async function readTopModels(metric: string, datasetId?: string) {
  const dataset = datasetId === undefined ? '' : `, datasetId: "${datasetId}"`;
  const { data } = await sync.ask(
    `{ topModels(first: 100, metric: "${metric}"${dataset}) { value run { model { id } } } }`,
  );
  const ranked: { value: number; run: { model: { id: string } } }[] = data.topModels;
  return ranked.map(({ value, run }) => [run.model.id, value]);
}

/** What PostgreSQL says of each run, as its experiment has it. */
async function readRuns() {
  const { data } = await sync.ask(
    '{ trainingRuns(first: 100, includeArchived: true) { nodes { id name status endedAt archivedAt model { id } metrics { name value } } } }',
  );
  type Run = { id: string; name: string | null; status: string; endedAt: string | null; archivedAt: string | null };
  const runs: (Run & { model: { id: string } | null; metrics: { name: string; value: number }[] })[] =
    data.trainingRuns.nodes;
  return runs.map(({ id, name, status, endedAt, archivedAt, model, metrics }) => ({
    _id: id,
    name,
    status,
    archived: archivedAt !== null,
    modelId: model?.id ?? null,
    metrics: endedAt ? Object.fromEntries(metrics.map((metric) => [metric.name, metric.value])) : {},
  }));
}

it('boards and experiments agree with rankings and runs after any history of mutations, ties too', async () => {
  const random = createRandom(18);
  const next = (below: number) => Math.floor(random() * below);
  const pick = (values: readonly string[]) => values[next(values.length)] ?? '';
  for (const id of MODELS) await createModel(id);
  await mutate('createDataset(input: { id: "d" })');
  await mutate('createDatasetVersion(input: { datasetId: "d", digest: "sha256:00", columns: [] })');
  const runs: string[] = [];
  for (let index = 0; index < 16; index++) {
    const dataset = next(2) === 0 ? ', datasetId: "d"' : '';
    const { trainingRun } = await mutate(
      `createTrainingRun(input: { modelId: "${pick(MODELS)}"${dataset} })`,
      '... on TrainingRunSuccess { trainingRun { id } }',
    );
    runs.push(trainingRun.id);
  }
  const points = () =>
    METRICS.map((name) => `{ name: "${name}", value: ${next(4) / 4 - 0.25}, step: ${next(3)} }`).join(', ');
  const finish = () =>
    mutate(`finishTrainingRun(input: { runId: "${pick(runs)}", status: COMPLETED, metrics: [${points()}] })`);
  const mutations = [
    finish,
    finish,
    finish,
    () => mutate(`logMetrics(input: { runId: "${pick(runs)}", points: [${points()}] })`),
    () => mutate(`updateTrainingRun(input: { id: "${pick(runs)}", name: "n${next(9)}" })`),
    () => mutate(`reopenTrainingRun(id: "${pick(runs)}")`),
    () => mutate(`archiveTrainingRuns(ids: ["${pick(runs)}"])`),
    () => mutate(`restoreTrainingRuns(ids: ["${pick(runs)}", "${pick(runs)}"])`),
    () => mutate(`archiveModel(id: "${pick(MODELS)}")`),
    () => mutate(`restoreModel(id: "${pick(MODELS)}")`),
    () => mutate(`${next(3) === 0 ? 'archive' : 'restore'}Dataset(id: "d")`),
    () => mutate(`defineMetric(input: { name: "${pick(METRICS)}", goal: ${pick(['MAXIMIZE', 'MINIMIZE'])} })`),
  ];
  await mutate('defineMetric(input: { name: "speed", goal: MAXIMIZE })');
  let ranked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let count = 1 + next(4); count > 0; count--) await mutations[next(mutations.length)]?.();
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
    for (const metric of METRICS) {
      const top = await readTopModels(metric);
      ranked += top.length;
      expect(await readBoard(metric)).toEqual(top);
      expect(await readBoard(`${metric}:d`)).toEqual(await readTopModels(metric, 'd'));
    }
    for (const run of await readRuns()) {
      const document = await readExperiment(run._id);
      expect(document).toMatchObject(run);
      expect(document?.metrics).toEqual(run.metrics);
    }
  }
  expect(ranked).toBeGreaterThan(ROUNDS * METRICS.length);
});
