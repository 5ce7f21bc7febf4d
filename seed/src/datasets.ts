import type { DatasetEntry } from './dataset-catalogue.ts';
import { people } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { DatasetRow, DatasetVersionRow, LineageRows, RunRow } from './rows.ts';
import { after, DAY, HOUR, MINUTE, partOfYear, YEAR_START } from './time.ts';

/** Of each dataset, the oldest first. */
export type VersionsByDataset = ReadonlyMap<string, readonly DatasetVersionRow[]>;

/** The datasets that are there before any run: each version stands at its place in the year. */
export function generateDatasets(seed: number, entries: readonly DatasetEntry[]) {
  const random = createRandom(seed, 'datasets');
  const versions = new Map<string, DatasetVersionRow[]>();
  const derivations: LineageRows['derivations'] = [];
  for (const entry of entries.filter((entry) => !entry.writtenBy)) {
    const sources = entry.derivedFrom ?? [];
    const added: DatasetVersionRow[] = [];
    versions.set(entry.id, added);
    for (let number = 1; number <= entry.versions; number++) {
      // The first is older than the year; what is derived follows its source some hours later.
      const place = number === 1 ? YEAR_START : partOfYear((number - 1) / entry.versions);
      const delay = sources.length > 0 ? 2 * DAY + random.between(3, 20) * HOUR : random.between(0, 2 * DAY);
      const version = versionOf(entry, number, after(place, delay - 5 * DAY), null, random);
      added.push(version);
      // What is collected grows: each version has what the one before had.
      const previous = added.at(-2);
      if (previous && sources.length === 0) {
        derivations.push({ derivedId: version.id, sourceId: previous.id });
      }
      for (const source of sources) {
        const newest = newestVersion(versions, source, version.writtenAt);
        if (newest) derivations.push({ derivedId: version.id, sourceId: newest.id });
      }
    }
  }
  return { versions, derivations };
}

/** The datasets that runs wrote, such as predictions on a test set: each version by one run that a version came of. */
export function generateOutputs(
  seed: number,
  entries: readonly DatasetEntry[],
  keptRuns: readonly RunRow[],
): DatasetVersionRow[] {
  const random = createRandom(seed, 'outputs');
  return entries.flatMap((entry) => {
    const writers = keptRuns.filter((run) => run.modelId === entry.writtenBy).slice(0, entry.versions);
    return writers.map((run, index) =>
      versionOf(entry, index + 1, after(run.endedAt ?? run.createdAt, -random.between(20, 50) * 1_000), run.id, random),
    );
  });
}

/** The datasets' own rows. What a run is to write is told of when the year begins. */
export const toDatasetRows = (entries: readonly DatasetEntry[], versions: VersionsByDataset): DatasetRow[] =>
  entries.map((entry) => {
    const createdAt = after(versions.get(entry.id)?.[0]?.writtenAt ?? YEAR_START, -10 * MINUTE);
    return {
      id: entry.id,
      name: entry.name,
      description: entry.description,
      owner: people[entry.owner],
      tags: entry.tags,
      sourceUri: entry.sourceUri,
      license: entry.license,
      lastNumber: entry.versions,
      createdAt,
      updatedAt: createdAt,
    };
  });

/** The version of a dataset that a reader found at this time. */
export const newestVersion = (versions: VersionsByDataset, datasetId: string, at: Date) =>
  versions.get(datasetId)?.findLast((version) => version.createdAt <= at);

export function groupByDataset(versions: readonly DatasetVersionRow[]): Map<string, DatasetVersionRow[]> {
  return Map.groupBy(versions, ({ datasetId }) => datasetId);
}

function versionOf(
  entry: DatasetEntry,
  number: number,
  writtenAt: Date,
  producedBy: string | null,
  random: Random,
): DatasetVersionRow {
  return {
    id: `${entry.id}@${number}`,
    datasetId: entry.id,
    number,
    ...entry.contentOf(number, random),
    columns: entry.columns,
    producedBy,
    writtenAt,
    createdAt: after(writtenAt, random.between(5, 20) * 1_000),
  };
}
