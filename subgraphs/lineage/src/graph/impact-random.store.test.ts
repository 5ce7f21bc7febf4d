import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DrawnEdge, type DrawnGraph, insertDrawnGraph } from '../../../../tests/setup/drawn-graph.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import type { NodeRef } from './edges.ts';
import {
  pageImpactedDatasetVersions,
  pageImpactedDeployments,
  pageImpactedFeatureViews,
  pageImpactedModelVersions,
} from './impact.ts';
import { walk } from './walk.ts';

const GRAPHS = 5;

let database: TestDatabase;
const graphs: DrawnGraph[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (let seed = 1; seed <= GRAPHS; seed++) graphs.push(await insertDrawnGraph(database.db, seed));
});
afterAll(() => database.drop());

const keyOf = ({ type, id }: NodeRef) => `${type} ${id}`;
const list = { where: null, includeArchived: true, order: [], page: { first: 1_000, after: null } };

/** What `impact` answers, as keys of nodes. */
async function impactOf(versionId: string): Promise<Set<string>> {
  const { db } = database;
  const ids = [versionId];
  const keys = [
    ...(await pageImpactedDatasetVersions(db, ids, list)).map(({ id }) => `DATASET_VERSION ${id}`),
    ...(await pageImpactedFeatureViews(db, ids, list)).map(({ name }) => `FEATURE_VIEW ${name}`),
    ...(await pageImpactedModelVersions(db, ids, list)).map(({ id }) => `MODEL_VERSION ${id}`),
    ...(await pageImpactedDeployments(db, ids, list)).map(({ id }) => `DEPLOYMENT ${id}`),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  return new Set(keys);
}

/** Where a plain walk stands: at a view within one revision or all of them (0), at a run as its reader or at all of it. */
interface Place {
  readonly key: string;
  readonly revision: number;
  readonly asReader: boolean;
}

const isCallers = ({ type }: DrawnEdge) => type === type.toLowerCase();

/** The steps downstream; a run that read the data does not lead to its model versions. */
function stepsFrom(place: Place, edges: readonly DrawnEdge[]): Place[] {
  return edges
    .filter(({ from }) => keyOf(from) === place.key)
    .filter(
      ({ from, revision }) =>
        from.type !== 'FEATURE_VIEW' || revision === null || place.revision === 0 || place.revision === revision,
    )
    .filter((edge) => !(place.asReader && edge.type === 'TRAINED'))
    .map((edge) => ({
      key: keyOf(edge.to),
      revision: edge.to.type === 'FEATURE_VIEW' ? (edge.revision ?? 0) : 0,
      asReader: edge.to.type === 'TRAINING_RUN' && !isCallers(edge),
    }));
}

function reach(root: string, edges: readonly DrawnEdge[]): Set<string> {
  const nameOf = ({ key, revision, asReader }: Place) => `${key} ${revision} ${asReader}`;
  const start: Place = { key: root, revision: 0, asReader: false };
  const seen = new Map([[nameOf(start), start]]);
  // A Map goes on to what is added while it is walked.
  for (const place of seen.values()) {
    for (const next of stepsFrom(place, edges)) {
      if (!seen.has(nameOf(next))) seen.set(nameOf(next), next);
    }
  }
  return new Set([...seen.values()].map(({ key }) => key));
}

/** Of the nodes that a walk reaches, those of which `impact` speaks. */
function spokenOf(keys: Iterable<string>, root: string, live: readonly string[]): string[] {
  return [...keys].filter((key) => {
    const [type, id = ''] = key.split(' ');
    return key !== root && type !== 'TRAINING_RUN' && (type !== 'DEPLOYMENT' || live.includes(id));
  });
}

describe("impact in graphs drawn by lot, with callers' edges between nodes of all types", () => {
  it('is what a plain walk finds', async () => {
    for (const { nodes, edges, learned, live } of graphs) {
      const all = [
        ...edges,
        ...learned.map(({ modelVersionId, datasetVersionId }) => ({
          type: 'TRAINED',
          from: { type: 'DATASET_VERSION' as const, id: datasetVersionId },
          to: { type: 'MODEL_VERSION' as const, id: modelVersionId },
          revision: null,
        })),
      ];
      for (const root of nodes.filter(({ type }) => type === 'DATASET_VERSION')) {
        const expected = spokenOf(reach(keyOf(root), all), keyOf(root), live);
        expect([...(await impactOf(root.id))].sort()).toEqual(expected.sort());
      }
    }
  });

  it('finds what lineage finds downstream, but for versions of runs that did not learn from the data', async () => {
    for (const { nodes, edges, live } of graphs) {
      const untrained = edges.filter(({ type, from }) => !(type === 'TRAINED' && from.type === 'TRAINING_RUN'));
      for (const root of nodes.filter(({ type }) => type === 'DATASET_VERSION')) {
        const args = { root, direction: 'DOWNSTREAM' as const, depth: 20, maxNodes: 5_000 };
        const found = new Set((await walk(database.db, args)).refs.map(keyOf));
        const impact = await impactOf(root.id);
        expect([...impact].filter((key) => !found.has(key))).toEqual([]);
        const certain = spokenOf(reach(keyOf(root), untrained), keyOf(root), live);
        expect(certain.filter((key) => !impact.has(key))).toEqual([]);
      }
    }
  });
});
