import { conflict } from '@tributary/common/mutations/outcome';
import { findObstacle } from '../deployments/deployability.ts';
import { servedDigestOf } from '../deployments/served-file.ts';
import type { ModelVersion } from '../models/model-versions.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { lockReadViewsForShare } from './feature-sources.ts';
import { quarantineConflict } from './quarantine-marks.ts';
import type { Work } from './work.ts';

/**
 * The caller holds the lock of the version's row. What decides stays as it is until the transaction ends.
 * @throws Conflict when the version cannot be deployed there now.
 */
export async function refuseUndeployable(work: Work, version: ModelVersion, environment: string): Promise<void> {
  if (version.runId) await work.db.selectFrom('run').select('id').where('id', '=', version.runId).forShare().execute();
  await lockQuarantineForShare(work);
  await lockReadViewsForShare(work, version.id);
  await refuseObstacle(work, version.id, environment);
}

/** @throws Conflict when the platform has nothing of the version that it could serve. */
export function refuseUnservable(version: ModelVersion): void {
  if (servedDigestOf(version) !== null) return;
  throw conflict(
    'STATE',
    `${version.id} has no ONNX artifact with a sha256, which alone is served here: register a version with one, or give the endpointUrl where this one is served.`,
  );
}

/** As refuseUndeployable, where the caller holds the locks already. */
export async function refuseObstacle(work: Work, versionId: string, environment: string): Promise<void> {
  const obstacle = await findObstacle(work.db, work.settings.approvedOnly, { versionId, environment });
  switch (obstacle?.kind) {
    case undefined:
      return;
    case 'RUN':
      throw conflict('STATE', `The run of ${versionId} is ${obstacle.what}: it is deployed when that is COMPLETED.`);
    case 'APPROVAL':
      throw obstacle.what === 'REJECTED'
        ? conflict('STATE', `${versionId} is REJECTED.`)
        : conflict('STATE', `${environment} takes approved versions only; ${versionId} is ${obstacle.what}.`);
    case 'QUARANTINE':
      throw await quarantineConflict(work, obstacle.what);
    case 'DELETED_VIEW':
      throw conflict(
        'STATE',
        `${versionId} reads the feature view ${obstacle.what}, which is deleted: apply it again.`,
      );
    default:
      obstacle satisfies never;
  }
}
