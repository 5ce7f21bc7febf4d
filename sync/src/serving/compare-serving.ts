import { isDeepStrictEqual } from 'node:util';
import type { Serving } from '@tributary/lineage/deployments/servings';
import type { Database } from '@tributary/realtime/database';
import { findArtifactSize } from '@tributary/realtime/serving/artifacts';
import { readSnapshot } from '@tributary/realtime/serving/held-snapshots';
import type { Snapshot } from '@tributary/realtime/serving/snapshot';
import type { Held } from '../kind.ts';
import type { Brought } from './bring-artifact.ts';
import { toSnapshot } from './to-snapshot.ts';

/** How a model's snapshot is held, by the files that lie beside it. */
export async function compareServing(db: Database, serving: Serving): Promise<Held> {
  const held = await readSnapshot(db, serving.copy.key[0]);
  const digests = new Set(serving.deployments.flatMap(({ sha256 }) => sha256 ?? []));
  const files = new Map(await Promise.all([...digests].map((sha256) => findFile(db, sha256))));
  const isAsAtHome = isDeepStrictEqual(withoutReasons(held?.snapshot), withoutReasons(toSnapshot(serving, files)));
  return { version: held?.version ?? 0, differences: isAsAtHome ? [] : ['the snapshot'] };
}

async function findFile(db: Database, sha256: string): Promise<[sha256: string, file: Brought]> {
  const sizeBytes = await findArtifactSize(db, sha256);
  return [sha256, sizeBytes === null ? { fault: 'missing' } : { sizeBytes }];
}

/** Why a file is missing is not known here; that one cannot answer must be told. */
const withoutReasons = (snapshot: Snapshot | undefined) =>
  snapshot && {
    ...snapshot,
    deployments: snapshot.deployments.map((one) => ({ ...one, unavailable: one.unavailable !== null })),
  };
