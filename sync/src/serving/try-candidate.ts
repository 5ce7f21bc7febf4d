import { setTimeout as pause } from 'node:timers/promises';
import type { OpenDeployment } from '@tributary/lineage/deployments/servings';
import type { Settlement } from '@tributary/lineage/writes/settle-deployment';
import type { Database } from '@tributary/realtime/database';
import { signatureShape } from '@tributary/realtime/serving/snapshot';
import { askForTrial, closeTrial, readVerdict, type Trial, type Verdict } from '@tributary/realtime/serving/trials';
import type { Stores } from '../stores.ts';
import { bringArtifact } from './bring-artifact.ts';

/** Loading has five seconds and a run has one; some others may be before it. */
const PATIENCE_MS = 15_000;
/** A small model is loaded and run within some tens of milliseconds, and whoever deployed it waits meanwhile. */
const LOOK_FIRST_MS = 5;
const LOOK_LAST_MS = 100;
const LOOK_LONGER = 1.2;

/**
 * Brings a candidate's file and has it loaded and run once where it will be scored.
 * @returns what becomes of the deployment; undefined where that is not known yet, since somebody is away.
 */
export async function tryCandidate(stores: Stores, candidate: OpenDeployment): Promise<Settlement | undefined> {
  const { id, modelVersionId, sha256 } = candidate;
  if (sha256 === null) return failed(noArtifact(modelVersionId));
  const brought = await bringArtifact(stores, sha256);
  if ('away' in brought) return undefined;
  if ('fault' in brought) return failed(brought.fault);
  const signature = signatureShape.nullable().safeParse(candidate.signature).data;
  if (!signature) return failed(noSignature(modelVersionId));
  const verdict = await awaitVerdict(stores.realtime, { id, sha256, signature });
  if (!verdict) return undefined;
  return verdict.fault === null ? { status: 'LIVE' } : failed(verdict.fault);
}

async function awaitVerdict(db: Database, trial: Trial): Promise<Verdict | null> {
  const known = await readVerdict(db, trial);
  if (known) return known;
  await askForTrial(db, trial);
  const end = performance.now() + PATIENCE_MS;
  for (let wait = LOOK_FIRST_MS; performance.now() < end; wait = Math.min(wait * LOOK_LONGER, LOOK_LAST_MS)) {
    await pause(wait);
    const verdict = await readVerdict(db, trial);
    if (verdict) return verdict;
  }
  await closeTrial(db, trial.id);
  return null;
}

const failed = (reason: string): Settlement => ({ status: 'FAILED', reason });

export const noArtifact = (versionId: string): string =>
  `${versionId} has no ONNX artifact with a sha256, which alone is served here: register a version with one.`;
export const noSignature = (versionId: string): string =>
  `${versionId} has no signature, by which its inputs are made: register a version with one.`;
