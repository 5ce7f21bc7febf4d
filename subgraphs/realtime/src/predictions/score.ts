import { randomUUID } from 'node:crypto';
import { ModelFault, ScorersUnavailable } from '../scoring/scorers.ts';
import { ArtifactMissing, toArtifact } from '../serving/served-models.ts';
import type { ServedDeployment, ServedSignature } from '../serving/snapshot.ts';
import { type Answer, OddOutput, readAnswers } from './answers.ts';
import { unavailable } from './refused.ts';
import type { Serving } from './serving.ts';
import { type Scored, toScored, type UsedValues } from './stored.ts';
import { type TensorRow, toTensors } from './tensors.ts';

/** An entity with the values that it is scored with. */
export interface Scorable {
  readonly entity: string | null;
  readonly used: UsedValues;
  /** Of each input. */
  readonly rows: readonly TensorRow[];
}

/** Scores by one deployment, as one batch. @throws ModelUnavailable where its model or the scorers are at fault. */
export async function score(
  serving: Serving,
  modelId: string,
  deployment: ServedDeployment,
  signature: ServedSignature,
  items: readonly Scorable[],
): Promise<Scored[]> {
  const answers = new Map<Scorable, Answer>();
  // Vectors of the same model may differ in length, and a tensor is a rectangle.
  const groups = Map.groupBy(items, ({ rows }) => rows.map((row) => row.length).join());
  await Promise.all(
    Array.from(groups.values(), async (group) => {
      const its = await run(serving, modelId, deployment, signature, group);
      for (const [place, item] of group.entries()) {
        const answer = its[place];
        if (answer) answers.set(item, answer);
      }
    }),
  );
  const computedAt = Date.now();
  return items.flatMap((item) => {
    const answer = answers.get(item);
    if (!answer) return [];
    const head = {
      id: randomUUID(),
      modelId,
      version: deployment.versionNumber,
      environment: deployment.environment,
      deploymentId: deployment.id,
      entity: item.entity,
      ...answer,
      quarantined: deployment.quarantined,
      computedAt,
    };
    return toScored(head, item.used);
  });
}

async function run(
  { db, scorers }: Serving,
  modelId: string,
  deployment: ServedDeployment,
  signature: ServedSignature,
  batch: readonly Scorable[],
): Promise<Answer[]> {
  const version = `${modelId}@${deployment.versionNumber}`;
  const artifact = toArtifact(db, deployment);
  if (!artifact) throw unavailable(modelId, `${version} has no artifact to run.`);
  try {
    const inputs = toTensors(
      signature,
      batch.map(({ rows }) => rows),
    );
    return readAnswers(signature, await scorers.run(artifact, inputs, batch.length), batch.length);
  } catch (error) {
    const sentence = sentenceOf(error);
    throw sentence === undefined ? error : unavailable(modelId, `${version} cannot answer. ${sentence}`);
  }
}

const FAULTS = [ModelFault, ScorersUnavailable, OddOutput];

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ArtifactMissing) return 'Its artifact is on its way here: try again in some seconds.';
  return FAULTS.some((fault) => error instanceof fault) && error instanceof Error ? error.message : undefined;
}
