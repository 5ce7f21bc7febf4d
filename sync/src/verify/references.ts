import { findMissingArtifacts, findMissingConfigs, walkModelReferences } from '@tributary/configs/references';
import {
  findUnknownModels,
  type OutwardReference,
  walkArtifactUses,
  walkConfigUses,
} from '@tributary/lineage/references';
import { isOwnBoard } from '@tributary/realtime/keys';
import { walkBoardNames, walkEntries } from '@tributary/realtime/leaderboards/held-boards';
import { inBatches } from '../in-batches.ts';
import type { Stores } from '../stores.ts';

/** References that were followed, and a sentence for each that leads nowhere. */
interface Followed {
  readonly count: number;
  readonly dangling: readonly string[];
}

const BATCH = 1_000;

/**
 * Follows what refers from one store to another. Nothing holds such a reference when it is written: a configuration or
 * a score may come before its model.
 */
export async function* followReferences({ lineage, configs, realtime }: Stores): AsyncGenerator<Followed> {
  for await (const references of inBatches(walkModelReferences(configs), BATCH)) {
    const modelIds = references.map(({ modelId }) => modelId);
    const unknown = await findUnknownModels(lineage, modelIds);
    yield {
      count: references.length,
      dangling: references.flatMap(({ from, modelId }) =>
        unknown.has(modelId) ? [`${from}: there is no model ${modelId}.`] : [],
      ),
    };
  }
  for await (const board of walkBoardNames(realtime)) {
    if (!isOwnBoard(board)) continue;
    for await (const entries of walkEntries(realtime, board)) {
      const unknown = await findUnknownModels(
        lineage,
        entries.map(({ modelId }) => modelId),
      );
      const dangling = [...unknown].map((modelId) => `score on board ${board}: there is no model ${modelId}.`);
      yield { count: entries.length, dangling };
    }
  }
  for await (const uses of walkArtifactUses(lineage)) {
    yield follow(uses, await findMissingArtifacts(configs, targetsOf(uses)), 'artifact');
  }
  for await (const uses of walkConfigUses(lineage)) {
    yield follow(uses, await findMissingConfigs(configs, targetsOf(uses)), 'configuration');
  }
}

const targetsOf = (uses: readonly OutwardReference[]) => uses.map(({ to }) => to);

const follow = (uses: readonly OutwardReference[], missing: ReadonlySet<string>, noun: string): Followed => ({
  count: uses.length,
  dangling: uses.flatMap(({ from, to }) => (missing.has(to) ? [`${from}: there is no ${noun} ${to} in MongoDB.`] : [])),
});
