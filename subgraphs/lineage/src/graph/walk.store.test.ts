import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DrawnEdge, type DrawnGraph, insertDrawnGraph } from '../../../../tests/setup/drawn-graph.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { choose } from '../../../../tests/setup/random.ts';
import { findLineage } from '../lineage.ts';
import { createLoaders } from '../loaders.ts';
import { leadsTo } from './cycles.ts';
import type { NodeRef } from './edges.ts';

const GRAPHS = 8;
const QUESTIONS = 10;

let database: TestDatabase;
const graphs: DrawnGraph[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (let seed = 1; seed <= GRAPHS; seed++) graphs.push(await insertDrawnGraph(database.db, seed));
});
afterAll(() => database.drop());

const keyOf = ({ type, id }: NodeRef) => `${type} ${id}`;
type Way = 'UPSTREAM' | 'DOWNSTREAM';

/** Where a plain walk stands: at a view within one revision, or within all, which is 0 as at other nodes. */
interface Place {
  key: string;
  revision: number;
}

function stepsFrom({ key, revision }: Place, way: Way, edges: readonly DrawnEdge[], byRevision: boolean): Place[] {
  return edges.flatMap((edge) => {
    const [near, far] = way === 'DOWNSTREAM' ? [edge.from, edge.to] : [edge.to, edge.from];
    if (keyOf(near) !== key) return [];
    const holds =
      near.type !== 'FEATURE_VIEW' || edge.revision === null || revision === 0 || revision === edge.revision;
    if (!holds) return [];
    const isWithin = byRevision && far.type === 'FEATURE_VIEW' && edge.revision !== null;
    return [{ key: keyOf(far), revision: isWithin ? (edge.revision ?? 0) : 0 }];
  });
}

/** How far each node is from the root, going one way without end. */
function measure(root: NodeRef, way: Way, edges: readonly DrawnEdge[], byRevision = true): Map<string, number> {
  const distances = new Map([[keyOf(root), 0]]);
  const seen = new Set([`${keyOf(root)} 0`]);
  let level: Place[] = [{ key: keyOf(root), revision: 0 }];
  for (let distance = 1; level.length > 0; distance++) {
    const next: Place[] = [];
    for (const place of level.flatMap((place) => stepsFrom(place, way, edges, byRevision))) {
      const name = `${place.key} ${place.revision}`;
      if (seen.has(name)) continue;
      seen.add(name);
      next.push(place);
      if (!distances.has(place.key)) distances.set(place.key, distance);
    }
    level = next;
  }
  return distances;
}

/** Both ways where both are asked for, the nearer of two distances. */
function measureAll(root: NodeRef, direction: Way | 'BOTH', edges: readonly DrawnEdge[], byRevision = true) {
  const ways: Way[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction];
  const all = new Map<string, number>();
  for (const way of ways) {
    for (const [key, distance] of measure(root, way, edges, byRevision)) {
      all.set(key, Math.min(distance, all.get(key) ?? distance));
    }
  }
  return all;
}

/** The edges between nodes, those at a view together for all the revisions for which they hold. */
function edgesAmong(keys: ReadonlySet<string>, edges: readonly DrawnEdge[]): string[] {
  const revisions = new Map<string, number[]>();
  for (const { from, to, type, revision } of edges) {
    if (!keys.has(keyOf(from)) || !keys.has(keyOf(to))) continue;
    const name = `${keyOf(from)} ${type} ${keyOf(to)}`;
    const known = revisions.get(name) ?? [];
    revisions.set(name, revision === null || known.includes(revision) ? known : [...known, revision]);
  }
  return [...revisions].map(([name, list]) => `${name} ${list.sort((a, b) => a - b)}`).sort();
}

const idOf = (node: object) =>
  'name' in node && !('id' in node) ? String(node.name) : 'id' in node ? String(node.id) : '';
const TYPES = {
  DatasetVersion: 'DATASET_VERSION',
  TrainingRun: 'TRAINING_RUN',
  ModelVersion: 'MODEL_VERSION',
  Deployment: 'DEPLOYMENT',
  FeatureView: 'FEATURE_VIEW',
} as const;

async function ask(root: NodeRef, direction: Way | 'BOTH', depth: number, maxNodes: number) {
  const { db } = database;
  const graph = await findLineage(db, createLoaders(db), { root, direction, depth, maxNodes });
  if (!graph) throw new Error(`there is no ${keyOf(root)}`);
  return {
    keys: graph.nodes.map((node) => `${TYPES[node.__typename]} ${idOf(node)}`),
    edges: graph.edges
      .map(
        ({ from, fromType, to, toType, type, revisions }) =>
          `${fromType} ${from} ${type} ${toType} ${to} ${revisions ?? []}`,
      )
      .sort(),
    truncated: graph.truncated,
  };
}

/** Questions of every kind about a graph; every second from a deployment, since most lies upstream of these. */
const questionsOf = ({ nodes, random }: DrawnGraph) =>
  Array.from({ length: QUESTIONS }, (_, index) => ({
    root: choose(random, index % 2 === 0 ? nodes : nodes.filter(({ type }) => type === 'DEPLOYMENT')),
    direction: choose(random, ['BOTH', 'UPSTREAM', 'DOWNSTREAM'] as const),
    depth: choose(random, [1, 2, 3, 4, 20]),
  }));

describe('the walk around a node, in graphs drawn by lot with cycles in them', () => {
  it('finds what a plain walk finds, with all edges between, and says when more lay beyond depth', async () => {
    let cut = 0;
    let whole = 0;
    let keptApart = 0;
    for (const graph of graphs) {
      for (const { root, direction, depth } of questionsOf(graph)) {
        const distances = measureAll(root, direction, graph.edges);
        const expected = [...distances].filter(([, distance]) => distance <= depth).map(([key]) => key);
        const truncated = expected.length < distances.size;
        const { keys, ...rest } = await ask(root, direction, depth, 500);
        const question = { root, direction, depth };
        expect({ question, keys: [...keys].sort(), ...rest }).toEqual({
          question,
          keys: [...expected].sort(),
          edges: edgesAmong(new Set(expected), graph.edges),
          truncated,
        });
        if (truncated) cut++;
        else whole++;
        if (measureAll(root, direction, graph.edges, false).size > distances.size) keptApart++;
      }
    }
    // Otherwise the graphs would not show what they are for.
    expect([cut, whole, keptApart].map((count) => count > 5)).toEqual([true, true, true]);
  });

  it('answers exactly maxNodes nodes where there are more, the nearest first, with all edges between, and says so', async () => {
    for (const graph of graphs) {
      for (const { root, direction, depth } of questionsOf(graph)) {
        const distances = measureAll(root, direction, graph.edges);
        const within = [...distances.values()].filter((distance) => distance <= depth).sort((a, b) => a - b);
        for (const maxNodes of [1, 4, within.length - 1, within.length].filter((max) => max > 0)) {
          const { keys, edges, truncated } = await ask(root, direction, depth, maxNodes);
          const question = { root, direction, depth, maxNodes };
          const found = keys.map((key) => distances.get(key));
          expect({ question, found, truncated }).toEqual({
            question,
            found: within.slice(0, maxNodes),
            truncated: Math.min(maxNodes, within.length) < distances.size,
          });
          expect(new Set(keys).size).toBe(keys.length);
          expect(edges).toEqual(edgesAmong(new Set(keys), graph.edges));
        }
      }
    }
  });

  it('leads from one node to another where a plain walk from either finds the other', async () => {
    let leading = 0;
    for (const { nodes, edges, random } of graphs) {
      for (let pair = 0; pair < 30; pair++) {
        const from = choose(random, nodes);
        const to = choose(random, nodes);
        const leads = await leadsTo(database.db, from, to);
        expect({ from, to, leads }).toEqual({ from, to, leads: measure(from, 'DOWNSTREAM', edges).has(keyOf(to)) });
        expect({ from, to, leads }).toEqual({ from, to, leads: measure(to, 'UPSTREAM', edges).has(keyOf(from)) });
        if (leads) leading++;
      }
    }
    expect([leading > 20, leading < graphs.length * 30 - 20]).toEqual([true, true]);
  });
});
