import { type InputIssue, invalidInput, type MutationError } from '@tributary/common/mutations/outcome';
import { problemOfEntity } from '../features/entities.ts';
import { type Basis, digestsOf } from './cached.ts';
import type { Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';
import type { Target } from './read-targets.ts';
import type { Ready } from './ready.ts';
import { unavailable } from './refused.ts';
import type { Scorable } from './score.ts';
import type { UsedValues } from './stored.ts';
import { toTensorRows } from './tensors.ts';
import { issuesOfMissing, useValues } from './values.ts';

export type Usable = Extract<Ready, { readonly plan: Plan }>;

/** A deployment that can answer. @throws ModelUnavailable that says why it cannot. */
export function usable(modelId: string, ready: Ready): Usable {
  if ('problem' in ready) throw unavailable(modelId, ready.problem);
  return ready;
}

/** What is wrong with an entity's id, as one of the views'. */
export const problemOfTarget = ({ views }: Plan, entity: string): string | undefined =>
  problemOfEntity(views[0]?.registry ?? { joinKeys: [] }, entity);

/** A target with its values; with issues where they are not all there. */
export interface Valued {
  readonly target: Target;
  readonly used: UsedValues;
  /** Null where no answer is kept: values alone were given, or the model's answers are not cached. */
  readonly basis: Basis | null;
  readonly issues: readonly InputIssue[];
}

/** The values of targets that one deployment answers. */
export function valueTargets(
  { model, modelGeneration }: Prepared,
  { deployment, plan }: Usable,
  targets: readonly Target[],
  given?: ReadonlyMap<string, unknown>,
): Valued[] {
  const rows = plan.views.map((_, view) => targets.map((target) => target.rows[view] ?? null));
  const values = useValues(plan, targets.length, rows, given);
  const digestOf = model.predictionTtlSeconds > 0 ? digestsOf(deployment) : null;
  return targets.flatMap((target, place) => {
    const used = values[place];
    if (!used) return [];
    const basis =
      digestOf && target.entity !== null
        ? { digest: digestOf(used.values), modelGeneration, entityGeneration: target.generation }
        : null;
    return { target, used, basis, issues: issuesOfMissing(plan, used) };
  });
}

/** What is scored; an error where values are missing, or do not fit the model. */
export function toScorable({ signature, plan }: Usable, { target, used, issues }: Valued): Scorable | MutationError {
  const odd = [...issues];
  const rows = odd.length > 0 ? [] : toTensorRows(signature, plan, used.values, (issue) => odd.push(issue));
  return odd.length > 0 ? invalidInput(...odd) : { entity: target.entity, used, rows };
}
