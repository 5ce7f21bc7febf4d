import type { NodeRef } from '@tributary/lineage/graph/edges';
import type { Database } from '@tributary/lineage/tables';
import type { Kysely } from 'kysely';
import { choose, createRandom, type Random } from './random.ts';

/** An edge as the platform has it: at a view once for each revision for which it holds, a caller's for none. */
export interface DrawnEdge {
  from: NodeRef;
  to: NodeRef;
  type: string;
  revision: number | null;
}

export interface DrawnGraph {
  nodes: NodeRef[];
  edges: DrawnEdge[];
  /** What model versions learned from, as they name it. */
  learned: { modelVersionId: string; datasetVersionId: string }[];
  /** The ids of the deployments that are LIVE. */
  live: string[];
  random: Random;
}

const COUNTS = { datasetVersions: 12, runs: 7, modelVersions: 8, deployments: 5, views: 3, revisions: 4 };

const uuid = (seed: number, kind: number, index: number) =>
  `00000000-0000-7000-8${kind}00-${String(seed * 1_000 + index).padStart(12, '0')}`;

/**
 * A small graph of nodes of every type, whose edges are drawn by lot: also from the later to the earlier, so that there
 * are cycles. Its ids begin with the seed, so that many share a database.
 */
export async function insertDrawnGraph(db: Kysely<Database>, seed: number): Promise<DrawnGraph> {
  const random = createRandom(seed);
  const maybe = (chance: number) => random() < chance;
  const list = <Value>(length: number, make: (index: number) => Value) =>
    Array.from({ length }, (_, index) => make(index));
  const some = <Value>(count: number, values: readonly Value[]) => [
    ...new Set(list(count, () => choose(random, values))),
  ];

  const datasetVersions = list(COUNTS.datasetVersions, (index) => `g${seed}-d${index}@1`);
  const runs = list(COUNTS.runs, (index) => uuid(seed, 1, index));
  const modelId = `g${seed}`;
  const modelVersions = list(COUNTS.modelVersions, (index) => `${modelId}@${index + 1}`);
  const deployments = list(COUNTS.deployments, (index) => uuid(seed, 2, index));
  const views = list(COUNTS.views, (index) => `g${seed}_v${index}`);
  const revisions = list(COUNTS.revisions, (index) => index + 1);

  const producedBy = new Map(datasetVersions.filter(() => maybe(0.3)).map((id) => [id, choose(random, runs)]));
  const runOf = new Map(modelVersions.filter(() => maybe(0.5)).map((id) => [id, choose(random, runs)]));
  const inputs = runs.flatMap((runId) =>
    some(2, datasetVersions).map((datasetVersionId) => ({ runId, datasetVersionId })),
  );
  const derivations = datasetVersions.flatMap((derivedId) =>
    maybe(0.4)
      ? some(2, datasetVersions)
          .filter((sourceId) => sourceId !== derivedId)
          .map((sourceId) => ({ derivedId, sourceId }))
      : [],
  );
  const trainedOn = modelVersions.flatMap((modelVersionId) =>
    maybe(0.4) ? [{ modelVersionId, datasetVersionId: choose(random, datasetVersions) }] : [],
  );
  const deployed = deployments.map((id) => ({ id, modelVersionId: choose(random, modelVersions) }));
  const live = deployments.filter(() => maybe(0.6));
  const sources = views.flatMap((viewName) =>
    revisions.flatMap((revision) =>
      some(2, datasetVersions).map((datasetVersionId) => ({ viewName, revision, datasetVersionId })),
    ),
  );
  const uses = modelVersions.flatMap((modelVersionId) =>
    some(2, views).map((viewName) => ({ modelVersionId, viewName, revision: choose(random, revisions) })),
  );

  const ref =
    (type: NodeRef['type']) =>
    (id: string): NodeRef => ({ type, id });
  const [dataset, run, model, deployment, view] = [
    ref('DATASET_VERSION'),
    ref('TRAINING_RUN'),
    ref('MODEL_VERSION'),
    ref('DEPLOYMENT'),
    ref('FEATURE_VIEW'),
  ];
  const nodes = [
    ...datasetVersions.map(dataset),
    ...runs.map(run),
    ...modelVersions.map(model),
    ...deployments.map(deployment),
    ...views.map(view),
  ];
  const told = list(8, () => ({
    from: choose(random, nodes),
    to: choose(random, nodes),
    type: choose(random, ['told', 'guessed']),
  }))
    .filter(({ from, to }) => from !== to)
    .filter(
      ({ from, to, type }, index, all) =>
        all.findIndex((other) => other.from === from && other.to === to && other.type === type) === index,
    );

  await db
    .insertInto('dataset')
    .values(datasetVersions.map((id) => ({ id: id.slice(0, -2), name: id })))
    .execute();
  await db.insertInto('model').values({ id: modelId, name: modelId }).execute();
  const createdBy = 'tester';
  await db
    .insertInto('run')
    .values(runs.map((id) => ({ id, status: 'RUNNING', startedAt: new Date(), createdBy })))
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(
      datasetVersions.map((id) => ({
        id,
        datasetId: id.slice(0, -2),
        number: 1,
        digest: 'sha256:00',
        columns: '[]',
        producedBy: producedBy.get(id) ?? null,
      })),
    )
    .execute();
  await db
    .insertInto('runInput')
    // In two roles, which is one edge.
    .values(
      inputs.flatMap((input) => [
        { ...input, role: 'TRAINING', position: 0 },
        { ...input, role: 'TEST', position: 1 },
      ]),
    )
    .execute();
  await db.insertInto('datasetDerivation').values(derivations).execute();
  await db
    .insertInto('modelVersion')
    .values(
      modelVersions.map((id, index) => ({ id, modelId, number: index + 1, runId: runOf.get(id) ?? null, createdBy })),
    )
    .execute();
  await db.insertInto('modelVersionDataset').values(trainedOn).execute();
  await db
    .insertInto('deployment')
    .values(
      deployed.map((deployed, index) => ({
        ...deployed,
        modelId,
        environment: `place-${index}`,
        status: live.includes(deployed.id) ? ('LIVE' as const) : ('RETIRED' as const),
        trafficPercent: 0,
        requestedPercent: 100,
        deployedBy: createdBy,
        endedAt: live.includes(deployed.id) ? null : new Date(),
      })),
    )
    .execute();
  await db
    .insertInto('featureView')
    .values(views.map((name) => ({ name, entity: 'user', joinKeys: ['user'], revision: COUNTS.revisions })))
    .execute();
  await db
    .insertInto('featureViewRevision')
    .values(
      views.flatMap((viewName) => revisions.map((revision) => ({ viewName, revision, features: '[]', createdBy }))),
    )
    .execute();
  await db.insertInto('featureViewSource').values(sources).execute();
  await db.insertInto('modelVersionFeatureView').values(uses).execute();
  await db
    .insertInto('lineageEdge')
    .values(
      told.map(({ from, to, type }) => ({
        fromType: from.type,
        fromId: from.id,
        toType: to.type,
        toId: to.id,
        type,
        createdBy,
      })),
    )
    .execute();

  const edge = (type: string, from: NodeRef, to: NodeRef, revision: number | null = null) => ({
    from,
    to,
    type,
    revision,
  });
  const isRead = (modelVersionId: string, datasetVersionId: string) =>
    inputs.some((input) => input.runId === runOf.get(modelVersionId) && input.datasetVersionId === datasetVersionId);
  const edges = [
    ...inputs.map(({ runId, datasetVersionId }) => edge('READ', dataset(datasetVersionId), run(runId))),
    ...[...producedBy].map(([id, runId]) => edge('PRODUCED', run(runId), dataset(id))),
    ...derivations.map(({ derivedId, sourceId }) => edge('DERIVED', dataset(sourceId), dataset(derivedId))),
    ...[...runOf].map(([id, runId]) => edge('TRAINED', run(runId), model(id))),
    ...trainedOn
      .filter(({ modelVersionId, datasetVersionId }) => !isRead(modelVersionId, datasetVersionId))
      .map(({ modelVersionId, datasetVersionId }) => edge('TRAINED', dataset(datasetVersionId), model(modelVersionId))),
    ...deployed.map(({ id, modelVersionId }) => edge('DEPLOYED', model(modelVersionId), deployment(id))),
    ...sources.map(({ viewName, revision, datasetVersionId }) =>
      edge('FILLS', dataset(datasetVersionId), view(viewName), revision),
    ),
    ...uses.map(({ modelVersionId, viewName, revision }) =>
      edge('SERVES', view(viewName), model(modelVersionId), revision),
    ),
    ...told.map(({ from, to, type }) => edge(type, from, to)),
  ];
  return { nodes, edges, learned: trainedOn, live, random };
}
