import type { Variables } from './field-costs.ts';
import type { Shape, ShapeField } from './operation-shape.ts';

/** The most values that an object of this shape may hold, as far as arguments and the schema tell. */
export function costOf(shape: Shape, variables: Variables): number {
  const costs = shape.fields.map((field) => costOfField(field, variables));
  return Math.max(
    0,
    ...shape.alternatives.map((places) => places.reduce((sum, place) => sum + (costs[place] ?? 0), 0)),
  );
}

export function costOfField({ costs, below }: ShapeField, variables: Variables): number {
  const length = costs.length?.(variables) ?? 1;
  const arguments_ = costs.ofArguments(variables);
  return arguments_ + length * (costs.weight + costOf(below, variables));
}

export interface CostlyField {
  readonly path: readonly string[];
  readonly cost: number;
}

/** The list far down in the answer that brings at least half of a shape's cost; undefined where none does. */
export function findCostliest(shape: Shape, variables: Variables): CostlyField | undefined {
  const total = costOf(shape, variables);
  let found: CostlyField | undefined;
  let times = 1;
  const path: string[] = [];
  for (let at = shape; ; ) {
    const costs = at.fields.map((field) => costOfField(field, variables));
    const most = Math.max(...costs);
    const field = at.fields[costs.indexOf(most)];
    if (!field || times * most < total / 2) return found;
    path.push(field.key);
    const length = field.costs.length?.(variables);
    if (length !== undefined || !found) found = { path: [...path], cost: times * most };
    times *= length ?? 1;
    at = field.below;
  }
}
