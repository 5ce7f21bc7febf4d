import type { Logger } from '@tributary/common/log';
import { type CopyOf, putDownCopies, servingCopy } from '@tributary/lineage/copies/copies';
import { waitsForTrial } from '@tributary/lineage/deployments/deployments';
import { findRollbackDigests, findServings, type Serving } from '@tributary/lineage/deployments/servings';
import type { Settings } from '@tributary/lineage/settings';
import { type Settlement, settleDeployment } from '@tributary/lineage/writes/settle-deployment';
import { storeFailure } from '@tributary/realtime/database';
import { sweepArtifacts } from '@tributary/realtime/serving/artifacts';
import { findServedModels, removeSnapshots } from '@tributary/realtime/serving/held-snapshots';
import { takeIncomplete, writeSnapshot } from '@tributary/realtime/serving/write-snapshots';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/realtime/sync-clock';
import type { Kind } from '../kind.ts';
import { type Brought, bringArtifact } from '../serving/bring-artifact.ts';
import { compareServing } from '../serving/compare-serving.ts';
import { createErrands } from '../serving/errands.ts';
import { toSnapshot } from '../serving/to-snapshot.ts';
import { tryCandidate } from '../serving/try-candidate.ts';
import type { Stores } from '../stores.ts';

interface ServingState extends Serving {
  /** The files that would answer after a rollback. */
  spare: string[];
}

/** A delivery waits so long for a file and its trial, within which those who deploy wait for it; then the others go on. */
const PATIENCE_MS = 200;
/** When a store or a process that was away is asked again. */
const RETRY_MS = 5_000;
/** When it is looked whether a file that was missing has been brought back. */
const RECHECK_MS = 60_000;

/**
 * What answers for a model: first its files are brought and its PENDING deployments settled, then it is told what is
 * LIVE. A file or a trial that takes long, or a store that is away, holds up nothing else: it comes with a later version.
 */
export function createServing(settings: Settings, log?: Logger): Kind<CopyOf<'serving'>, ServingState> {
  const bring = createErrands<Brought>(PATIENCE_MS);
  const attempt = createErrands<Settlement | undefined>(PATIENCE_MS);

  async function settleCandidates(stores: Stores, { copy, deployments }: Serving): Promise<void> {
    // Each takes its share from those before it.
    for (const candidate of deployments.filter(waitsForTrial).toReversed()) {
      const settlement = await attempt(
        candidate.id,
        () => tryCandidate(stores, candidate).catch(() => undefined),
        (late) => late && putDownAgain(stores, [copy]),
      );
      if (!settlement) continue;
      try {
        await settleDeployment({ db: stores.lineage, settings }, candidate, settlement);
      } catch (err) {
        log?.warn({ err, deployment: candidate.id }, 'A deployment could not be settled: it is tried again');
      }
    }
  }

  async function write(stores: Stores, state: ServingState): Promise<void> {
    const { copy, version, spare } = state;
    const live = state.deployments.filter(({ status, endpointUrl }) => status === 'LIVE' && endpointUrl === null);
    const needed = [...new Set([...live.flatMap(({ sha256 }) => sha256 ?? []), ...spare])];
    const files = new Map(
      await Promise.all(
        needed.map(
          async (sha256): Promise<[string, Brought | undefined]> => [
            sha256,
            await bring(
              sha256,
              () => bringArtifact(stores, sha256),
              () => putDownAgain(stores, [copy]),
            ),
          ],
        ),
      ),
    );
    await writeSnapshot(stores.realtime, {
      modelId: copy.key[0],
      version,
      snapshot: toSnapshot(state, files),
      artifacts: needed,
      retryMs: retryIn(state, [...files.values()]),
    });
  }

  return {
    name: 'serving',
    batch: 20,
    prepare: async (stores, copies) => {
      const servings = await findServings(stores.lineage, copies);
      await Promise.all(servings.map((serving) => settleCandidates(stores, serving)));
    },
    read: async ({ lineage }, copies) => {
      const servings = await findServings(lineage, copies);
      const live = servings.flatMap(({ deployments }) => deployments.filter(({ status }) => status === 'LIVE'));
      const ids = live.map(({ id }) => id);
      const digests = await findRollbackDigests(lineage, settings.approvedOnly, ids);
      return servings.map((serving) => ({
        ...serving,
        spare: serving.deployments.flatMap(({ id }) => digests.get(id) ?? []),
      }));
    },
    write: async (stores, states) => {
      await Promise.all(states.map((state) => write(stores, state)));
    },
    compare: ({ realtime }, states) => Promise.all(states.map((state) => compareServing(realtime, state))),
    walkHeld: async function* ({ realtime }) {
      yield (await findServedModels(realtime)).map(servingCopy);
    },
    removeHeld: ({ realtime }, copies) =>
      removeSnapshots(
        realtime,
        copies.map(({ key: [modelId] }) => modelId),
      ),
    tidy: async (stores) => {
      const modelIds = await takeIncomplete(stores.realtime, RETRY_MS);
      await putDownCopies(stores.lineage, modelIds.map(servingCopy));
      await sweepArtifacts(stores.realtime);
    },
    readClock: ({ realtime }) => readSyncClock(realtime, 'serving'),
    writeClock: ({ realtime }, at) => writeSyncClock(realtime, 'serving', at),
    moveClock: ({ realtime }, from, to) => moveSyncClock(realtime, 'serving', from, to),
    storeFailure,
  };
}

/** Where that fails, what is missing is looked for again in any case. */
const putDownAgain = ({ lineage }: Stores, copies: readonly CopyOf<'serving'>[]): void => {
  putDownCopies(lineage, copies).catch(() => undefined);
};

function retryIn({ deployments }: Serving, files: readonly (Brought | undefined)[]): number | null {
  if (deployments.some(waitsForTrial) || files.some((file) => !file || 'away' in file)) return RETRY_MS;
  return files.some((file) => file && 'fault' in file) ? RECHECK_MS : null;
}
