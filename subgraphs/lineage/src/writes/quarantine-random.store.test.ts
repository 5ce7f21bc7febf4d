import { expect, it } from '@jest/globals';
import { rounds } from '../../../../tests/setup/config.ts';
import { derive, insertDatasets, readMarks } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { choose, createRandom, type Random } from '../../../../tests/setup/random.ts';

const lineage = useLineage();

/** What is derived from what, and who is quarantined, as plain sets. */
interface Picture {
  sources: Map<string, readonly string[]>;
  runs: Map<string, readonly string[]>;
  origins: Set<string>;
}

function marksIn({ sources, origins }: Picture): string[] {
  const marks: string[] = [];
  for (const origin of origins) {
    const distances = new Map([[origin, 0]]);
    for (const [reached, distance] of distances) {
      for (const [version, from] of sources) {
        if (from.includes(reached) && !distances.has(version)) distances.set(version, distance + 1);
      }
    }
    for (const [version, distance] of distances) marks.push(`${origin} ${version} ${distance}`);
  }
  return marks.toSorted();
}
const markedIn = (picture: Picture) => new Set(marksIn(picture).map((mark) => mark.split(' ')[1] ?? ''));

const some = (random: Random, values: readonly string[], max: number) => [
  ...new Set(Array.from({ length: Math.floor(random() * (max + 1)) }, () => choose(random, values))),
];

/** A few versions whose derivations may go in circles, as an import could bring them. */
async function begin(random: Random, seed: number): Promise<Picture> {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}${seed}`);
  await insertDatasets(lineage.db, names);
  const edges = names.flatMap((derived) =>
    some(random, names, 2)
      .filter((source) => source !== derived)
      .map((source) => [derived, source] as const),
  );
  if (edges.length > 0) await derive(lineage.db, edges);
  const sourcesOf = (name: string) => edges.filter(([derived]) => derived === name).map(([, source]) => `${source}@1`);
  return {
    sources: new Map(names.map((name) => [`${name}@1`, sourcesOf(name)])),
    runs: new Map(),
    origins: new Set(),
  };
}

let digests = 0;

const steps = {
  write: async (random: Random, picture: Picture) => {
    const versions = [...picture.sources.keys()];
    const derivedFromIds = some(random, versions, 2);
    const run = picture.runs.size > 0 && random() < 0.5 ? choose(random, [...picture.runs.keys()]) : null;
    const [datasetId] = choose(random, versions).split('@');
    const outcome = await lineage.mutate(
      'createDatasetVersion',
      {
        datasetId,
        digest: `sha256:${(++digests).toString(16).padStart(4, '0')}`,
        derivedFromIds,
        producedByRunId: run,
      },
      '... on DatasetVersionSuccess { datasetVersion { id } }',
    );
    const marked = markedIn(picture);
    if (derivedFromIds.some((id) => marked.has(id))) return expect(outcome.__typename).toBe('Conflict');
    const read = run === null ? [] : (picture.runs.get(run) ?? []);
    return picture.sources.set(outcome.datasetVersion.id, [...derivedFromIds, ...read]);
  },
  read: async (random: Random, picture: Picture) => {
    const inputs = some(random, [...picture.sources.keys()], 2);
    const outcome = await lineage.mutate(
      'createTrainingRun',
      { inputs: inputs.map((datasetVersionId) => ({ datasetVersionId })) },
      '... on TrainingRunSuccess { trainingRun { id } }',
    );
    const marked = markedIn(picture);
    if (inputs.some((id) => marked.has(id))) return expect(outcome.__typename).toBe('Conflict');
    return picture.runs.set(outcome.trainingRun.id, inputs);
  },
  quarantine: async (random: Random, picture: Picture) => {
    const id = choose(random, [...picture.sources.keys()]);
    const outcome = await lineage.mutate('quarantineDatasetVersion', { id, reason: 'wrong' }, '');
    expect(outcome.__typename).toBe('DatasetVersionSuccess');
    return picture.origins.add(id);
  },
  release: async (random: Random, picture: Picture) => {
    const id = choose(
      random,
      random() < 0.7 ? [...picture.origins, ...picture.sources.keys()] : [...picture.sources.keys()],
    );
    const isHeld = !picture.origins.has(id) && markedIn(picture).has(id);
    const outcome = await lineage.mutateById('releaseDatasetVersion', id, '');
    expect(outcome.__typename).toBe(isHeld ? 'Conflict' : 'DatasetVersionSuccess');
    return picture.origins.delete(id);
  },
};

it.each(Array.from({ length: rounds(3) }, (_, index) => index + 1))(
  'marks what a plain search finds, whatever happened before (%i)',
  async (seed) => {
    const random = createRandom(seed * 7_919);
    const picture = await begin(random, seed);
    const done: string[] = [];
    for (let count = 0; count < 80; count++) {
      const step = choose(random, ['write', 'write', 'read', 'quarantine', 'release', 'release'] as const);
      done.push(step);
      await steps[step](random, picture);
      const { marks, miscounted } = await readMarks(lineage.db);
      const seen = marks.filter((mark) => picture.sources.has(mark.split(' ')[0] ?? ''));
      expect({ done, marks: seen, miscounted }).toEqual({ done, marks: marksIn(picture), miscounted: [] });
    }
  },
);
