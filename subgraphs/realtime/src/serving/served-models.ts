import type { Database } from '../database.ts';
import type { Scorers } from '../scoring/scorers.ts';
import { readArtifact } from './artifacts.ts';
import { readSnapshot } from './held-snapshots.ts';
import type { ServedDeployment, Snapshot } from './snapshot.ts';

/** What answers for a model, with the version of the copy that said so: 0 where there is none. */
export interface ServedModel extends Snapshot {
  readonly modelId: string;
  readonly version: number;
}

/** What is known of models, kept with its version: whoever predicts asks whether it is still the newest. */
export interface ServedModels {
  /** What was found last; undefined where nothing is kept. */
  kept(modelId: string): ServedModel | undefined;
  /** Reads it anew, and has what answers for it loaded before it is used. Who asks meanwhile shares it. */
  load(modelId: string): Promise<ServedModel>;
}

/** Models that are kept in memory; each takes some kilobytes. */
const MOST_KEPT = 1_000;

/** @param db the process's own, since what is loaded for one request is there for all. */
export function createServedModels(db: Database, scorers: Scorers): ServedModels {
  const kept = new Map<string, ServedModel>();
  const loading = new Map<string, Promise<ServedModel>>();

  async function load(modelId: string): Promise<ServedModel> {
    const served = await readServedModel(db, modelId);
    await warm(scorers, db, served, kept.get(modelId));
    return keep(served);
  }

  function keep(served: ServedModel): ServedModel {
    const { modelId } = served;
    kept.delete(modelId);
    if (served.version > 0) kept.set(modelId, served);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return served;
  }

  return {
    kept: (modelId) => kept.get(modelId),
    load: (modelId) => {
      const known = loading.get(modelId);
      if (known) return known;
      const loaded = load(modelId).finally(() => loading.delete(modelId));
      loading.set(modelId, loaded);
      return loaded;
    },
  };
}

async function readServedModel(db: Database, modelId: string): Promise<ServedModel> {
  const found = await readSnapshot(db, modelId);
  if (!found) return { modelId, version: 0, predictionTtlSeconds: 0, deployments: [] };
  return { modelId, version: found.version, ...found.snapshot };
}

/** Has new versions loaded that get traffic. What fails here fails again when it is asked, and is told there. */
async function warm(scorers: Scorers, db: Database, served: ServedModel, before: ServedModel | undefined) {
  const known = new Set(before?.deployments.filter(getsTraffic).map(({ artifact }) => artifact?.sha256));
  const added = served.deployments.filter((one) => getsTraffic(one) && !known.has(one.artifact?.sha256));
  await Promise.allSettled(
    added.map(async (deployment) => {
      const artifact = toArtifact(db, deployment);
      if (artifact) await scorers.warm(artifact);
    }),
  );
}

const getsTraffic = ({ trafficPercent, unavailable }: ServedDeployment) => trafficPercent > 0 && unavailable === null;

/** What scorers run for a deployment; null where it is served elsewhere. */
export function toArtifact(db: Database, { artifact, signature, endpointUrl }: ServedDeployment) {
  if (!artifact || !signature || endpointUrl !== null) return null;
  const { sha256 } = artifact;
  return { sha256, signature, read: () => readBytes(db, sha256) };
}

async function readBytes(db: Database, sha256: string): Promise<Uint8Array> {
  const bytes = await readArtifact(db, sha256);
  if (!bytes) throw new ArtifactMissing();
  return bytes;
}

/** The bytes of a version that answers are not here: sync brings them. */
export class ArtifactMissing extends Error {}
