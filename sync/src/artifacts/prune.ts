import { liftMarks, markUnnamed } from '@tributary/configs/artifacts/marks';
import { walkArtifacts } from '@tributary/configs/artifacts/restore';
import { createLocks } from '@tributary/configs/locks';
import { removeMarked } from '@tributary/configs/writes/prune-artifacts';
import { findNamedHashes } from '@tributary/lineage/references';
import { inBatches } from '../in-batches.ts';
import type { Stores } from '../stores.ts';

export interface PruneOptions {
  /** Who asks, for the audit. */
  subject: string;
  /** False only says what would be done. */
  apply: boolean;
  /** Hears what becomes of each artifact that nothing names. */
  report(line: string): void;
  signal: AbortSignal;
  /** How long nothing may name an artifact before it is removed. */
  keptMs?: number;
}

export interface Pruned {
  named: number;
  /** Nothing names them since a moment ago, or since less than a day. */
  marked: number;
  removed: number;
  bytes: number;
}

const DAY_MS = 86_400_000;
const BATCH = 500;

/**
 * Marks the artifacts that no run and no model version names, and removes those that were marked a day ago and are not
 * named since. An upload of the same bytes lifts the mark, and so does a name.
 */
export async function pruneArtifacts(
  { lineage, configs }: Stores,
  { subject, apply, report, signal, keptMs = DAY_MS }: PruneOptions,
): Promise<Pruned> {
  const context = { db: configs, caller: { subject, scopes: [] }, locks: createLocks(), signal };
  const before = new Date(Date.now() - keptMs);
  const sum: Pruned = { named: 0, marked: 0, removed: 0, bytes: 0 };
  for await (const artifacts of inBatches(walkArtifacts(configs), BATCH)) {
    signal.throwIfAborted();
    const named = await findNamedHashes(
      lineage,
      artifacts.map(({ sha256 }) => sha256),
    );
    const unnamed = artifacts.filter(({ sha256 }) => !named.has(sha256));
    const isDue = ({ unnamedSince }: { unnamedSince: Date | null }) => unnamedSince !== null && unnamedSince < before;
    const due = unnamed.filter(isDue);
    const waiting = unnamed.filter((artifact) => !isDue(artifact));
    sum.named += named.size;
    sum.marked += waiting.length;
    if (apply) {
      await liftMarks(configs, [...named]);
      await markUnnamed(
        configs,
        waiting.map(({ sha256 }) => sha256),
      );
    }
    for (const { sha256, sizeBytes } of waiting) report(`${sha256}  ${count(sizeBytes)} bytes, named by nothing`);
    for (const { sha256, sizeBytes } of due) {
      if (apply && !(await removeMarked(context, sha256, before))) continue;
      sum.removed += 1;
      sum.bytes += sizeBytes;
      report(`${sha256}  ${count(sizeBytes)} bytes, ${apply ? 'removed' : 'to be removed'}`);
    }
  }
  return sum;
}

const count = (value: number) => value.toLocaleString('en');
