import type { InputIssue } from '@tributary/common/mutations/outcome';
import { problemOfEntity } from '../features/entities.ts';
import { type Basis, digestOf } from './cached.ts';
import type { Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';
import type { Target } from './read-targets.ts';
import type { Ready } from './ready.ts';
import { unavailable } from './refused.ts';
import type { Scorable } from './score.ts';
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

/** A target with its values as they are scored; with issues where they are not all there, or do not fit. */
export interface Valued {
  readonly target: Target;
  readonly item: Scorable;
  readonly basis: Basis;
  readonly issues: readonly InputIssue[];
}

/** The values of targets that one deployment answers. */
export function valueTargets(
  { modelGeneration }: Prepared,
  { deployment, signature, plan }: Usable,
  targets: readonly Target[],
  given?: ReadonlyMap<string, unknown>,
): Valued[] {
  const rows = plan.views.map((_, view) => targets.map((target) => target.rows[view] ?? null));
  const values = useValues(plan, targets.length, rows, given);
  return targets.map((target, place) => {
    const used = values[place] ?? [];
    const issues = issuesOfMissing(plan, used);
    const tensorRows = issues.length > 0 ? [] : toTensorRows(signature, plan, used, (issue) => issues.push(issue));
    const basis = { digest: digestOf(deployment, used), modelGeneration, entityGeneration: target.generation };
    return { target, item: { entity: target.entity, used, rows: tensorRows }, basis, issues };
  });
}
