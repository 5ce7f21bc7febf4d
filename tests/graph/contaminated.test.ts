import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogPlaces } from '@tributary/realtime/predictions/log-places';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';

/** What learned from a dataset version, and where that is live: with what the other stores know of it. */
const IMPACT = `query ($id: ID!) {
  datasetVersion(id: $id) {
    state
    quarantineReason
    dataset { currentVersion { id } }
    impact {
      datasetVersions { nodes { id state } }
      featureViews { nodes { name } }
      modelVersions { nodes { id } }
      liveDeployments { nodes { environment trafficPercent modelVersion { id model { config { revision } leaderboardEntry { rank } } } } }
    }
  }
}`;

const QUARANTINE = `mutation ($id: ID!, $reason: String!) {
  quarantineDatasetVersion(input: { id: $id, reason: $reason }) {
    __typename ... on DatasetVersionSuccess { datasetVersion { state } }
  }
}`;
const RELEASE = `mutation ($id: ID!) {
  releaseDatasetVersion(id: $id) { __typename ... on DatasetVersionSuccess { datasetVersion { state } } }
}`;
const RUN = `mutation ($version: ID!) {
  createTrainingRun(input: { inputs: [{ datasetVersionId: $version }] }) { __typename ... on Conflict { message } }
}`;

const transports: Transport[] = ['embedded', 'services'];
const CONTAMINATED = 'fraud-transactions@4';

describe.each(transports)('a contaminated dataset version (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport });
  });
  afterAll(() => graph.close());

  const ask = async (query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await graph.ask(query, { variables });
    expect(errors).toBeUndefined();
    return data;
  };
  const impactOf = async (id: string) => (await ask(IMPACT, { id })).datasetVersion;

  it('is followed through derived data and feature views to the models that learned from it and where they are live', async () => {
    const { state, impact } = await impactOf(CONTAMINATED);
    expect(state).toBe('ACTIVE');
    const derived = impact.datasetVersions.nodes.map(({ id }: { id: string }) => id).sort();
    expect(derived).toEqual(['fraud-features@4', 'fraud-features@5', 'fraud-transactions@5']);
    expect(impact.featureViews.nodes).toEqual([{ name: 'user_transactions' }]);
    const learned = impact.modelVersions.nodes.map(({ id }: { id: string }) => id).sort();
    expect(learned).toEqual(['fraud-detector@5', 'fraud-detector@6']);
    const live = {
      model: { config: { revision: expect.any(Number) }, leaderboardEntry: { rank: expect.any(Number) } },
    };
    expect(impact.liveDeployments.nodes).toHaveLength(3);
    expect(impact.liveDeployments.nodes).toEqual(
      expect.arrayContaining([
        { environment: 'production', trafficPercent: 90, modelVersion: { id: 'fraud-detector@5', ...live } },
        { environment: 'production', trafficPercent: 10, modelVersion: { id: 'fraud-detector@6', ...live } },
        { environment: 'staging', trafficPercent: 100, modelVersion: { id: 'fraud-detector@6', ...live } },
      ]),
    );
  });

  it('is followed, in one request, to whom the live deployments have answered what', async () => {
    const whom = `query ($id: ID!) {
      datasetVersion(id: $id) {
        impact {
          modelVersions { nodes { id predictionCount model { card { pipelineTag } } } }
          liveDeployments {
            nodes { id environment live { requests } predictions(first: 10) { wholeSince nodes { entity score modelVersion { id } } } }
          }
        }
      }
    }`;
    const [asked] = (await ask(whom, { id: CONTAMINATED })).datasetVersion.impact.liveDeployments.nodes.filter(
      ({ environment }: { environment: string }) => environment === 'staging',
    );
    const { id: deploymentId, environment } = asked;
    const of = { modelId: 'fraud-detector', deploymentId };
    const records = ['user_1', 'user_2'].map((entity, index) => ({
      ...of,
      ...{ versionNumber: 6, entity, entityGeneration: 0, cached: false, latencyMs: 1 },
      answer: JSON.stringify({
        ...of,
        ...{ id: `p${index}`, version: 6, environment, entity, output: {}, label: '1', score: 0.5 + index / 4 },
        ...{ probabilities: null, features: [], quarantined: false, computedAt: 0 },
      }),
    }));
    const { realtime } = graph;
    const recording = { db: realtime, logPlaces: createLogPlaces() };
    await realtime.run((redis) => Promise.all(recordPredictions(redis, recording, DEFAULT_LOG, records)));
    const { modelVersions, liveDeployments } = (await ask(whom, { id: CONTAMINATED })).datasetVersion.impact;
    expect(modelVersions.nodes).toContainEqual({
      id: 'fraud-detector@6',
      predictionCount: 2,
      model: { card: { pipelineTag: expect.any(String) } },
    });
    const modelVersion = { id: 'fraud-detector@6' };
    expect(liveDeployments.nodes).toContainEqual({
      ...{ id: deploymentId, environment, live: { requests: 2 } },
      predictions: {
        wholeSince: expect.any(String),
        nodes: [
          { entity: 'user_2', score: 0.75, modelVersion },
          { entity: 'user_1', score: 0.5, modelVersion },
        ],
      },
    });
    const others = liveDeployments.nodes.filter(({ id }: { id: string }) => id !== deploymentId);
    expect(others.map(({ live }: { live: object }) => live)).toEqual([{ requests: 0 }, { requests: 0 }]);
  });

  it('is followed where models learned from it alone, without a feature view', async () => {
    const { impact } = await impactOf('iris@2');
    const learned = impact.modelVersions.nodes.map(({ id }: { id: string }) => id);
    expect(learned).toContain('iris-classifier@4');
    const live = impact.liveDeployments.nodes.map(
      (one: { environment: string; modelVersion: { id: string } }) => `${one.modelVersion.id} ${one.environment}`,
    );
    expect(live.sort()).toEqual(['iris-classifier@4 development', 'iris-classifier@4 production']);
  });

  it('is marked with all that derives from it, nothing new is built on it, and what is live goes on', async () => {
    const live = (await impactOf(CONTAMINATED)).impact.liveDeployments;
    const marked = await ask(QUARANTINE, { id: CONTAMINATED, reason: 'The labels of May were counted twice.' });
    expect(marked.quarantineDatasetVersion).toMatchObject({ datasetVersion: { state: 'QUARANTINED' } });
    const { dataset, quarantineReason, impact } = await impactOf(CONTAMINATED);
    expect(dataset.currentVersion).toEqual({ id: 'fraud-transactions@3' });
    expect(quarantineReason).toBe('The labels of May were counted twice.');
    for (const { state } of impact.datasetVersions.nodes) expect(state).toBe('QUARANTINED');
    expect(impact.liveDeployments).toEqual(live);
    const { createTrainingRun } = await ask(RUN, { version: 'fraud-features@5' });
    expect(createTrainingRun).toEqual({
      __typename: 'Conflict',
      message:
        'Dataset version fraud-features@5 is QUARANTINED because of fraud-transactions@4: nothing builds on it until that is released.',
    });
  });

  it('is trusted again with all that derives from it when it is released', async () => {
    const released = await ask(RELEASE, { id: CONTAMINATED });
    expect(released.releaseDatasetVersion).toMatchObject({ datasetVersion: { state: 'ACTIVE' } });
    const { impact } = await impactOf(CONTAMINATED);
    for (const { state } of impact.datasetVersions.nodes) expect(state).toBe('ACTIVE');
    expect((await ask(RUN, { version: 'fraud-features@5' })).createTrainingRun.__typename).toBe('TrainingRunSuccess');
  });
});
