import type { InputIssue } from '@tributary/common/mutations/outcome';
import { codecs } from '../features/codecs.ts';
import type { FeatureType } from '../features/definition.ts';
import { toColumns } from '../features/vectors.ts';
import type { Plan } from './plan.ts';
import type { UsedFeature } from './stored.ts';

/** Values that a caller gives, by the names of the signature. */
export type GivenValues = Readonly<Record<string, unknown>>;

const MAX_ISSUES = 20;

/**
 * Given values as they would be read, had they been stored. A null is as if left out.
 * @param issues hears of each that is none of the version's, or does not fit.
 */
export function checkGiven(plan: Plan, given: GivenValues, issues: (issue: InputIssue) => void): Map<string, unknown> {
  const values = new Map<string, unknown>();
  let found = 0;
  const tell = (issue: InputIssue) => {
    if (++found <= MAX_ISSUES) issues(issue);
  };
  for (const [name, value] of Object.entries(given)) {
    const feature = plan.byName.get(name);
    const path = ['features', name.slice(0, 100)];
    if (!feature) {
      const known = plan.features.slice(0, 20).map((one) => one.name);
      tell({
        path,
        message: `must be a feature of the version: ${known.join(', ')}${plan.features.length > known.length ? ', …' : ''}`,
      });
      continue;
    }
    if (value === null || value === undefined) continue;
    const { problem, value: read } = asStored(feature.type, value);
    if (problem)
      tell({ path: problem.at === undefined ? path : [...path, String(problem.at)], message: problem.message });
    else values.set(name, read);
  }
  return values;
}

/** A value as it is read once it was stored: 32 bits of a vector's numbers, one writing of a moment. */
function asStored(type: FeatureType, value: unknown) {
  const codec = codecs[type];
  if ('bytes' in codec) {
    const row = Buffer.alloc(codec.bytes);
    const problem = codec.write(row, 0, value);
    return problem ? { problem } : { value: codec.read(new DataView(row.buffer, row.byteOffset, row.length), 0) };
  }
  const encoded = codec.encode(value);
  return 'message' in encoded ? { problem: encoded } : { value: codec.decode(encoded) };
}

/**
 * The values that each entity is scored with, in the order of the plan's features: the given one, else the stored one,
 * else the default. Null stands where there is none.
 * @param rows of each of the plan's views, in the order of the entities.
 */
export function useValues(
  plan: Plan,
  entities: number,
  rows: readonly (readonly (Buffer | null)[])[],
  given: ReadonlyMap<string, unknown> = new Map(),
): UsedFeature[][] {
  const used: UsedFeature[][] = Array.from({ length: entities }, () => []);
  const tables = plan.views.map(({ registry, columns }, view) => toColumns(registry, columns, rows[view] ?? []));
  for (const feature of plan.features) {
    const { name, stored } = feature;
    const table = stored ? tables[stored.view] : undefined;
    const column = stored ? table?.columns[stored.column] : undefined;
    const value = given.get(name);
    for (const [place, its] of used.entries()) {
      if (value !== undefined) {
        its.push({ name, value, status: 'PRESENT', eventTime: null, given: true });
        continue;
      }
      const status = column ? (column.statuses?.[place] ?? 'PRESENT') : 'NOT_FOUND';
      const isPresent = status === 'PRESENT';
      its.push({
        name,
        value: isPresent ? column?.values[place] : feature.default,
        status,
        eventTime: table?.eventTimes[place] ?? null,
        given: false,
      });
    }
  }
  return used;
}

/** What is missing of an entity's values: those that have neither value nor default. */
export function issuesOfMissing(plan: Plan, used: readonly UsedFeature[]): InputIssue[] {
  return used.flatMap(({ name, value, status }, place) => {
    if (value !== null && value !== undefined) return [];
    const isStored = plan.features[place]?.stored;
    const message = isStored
      ? `must be stored or given: it has no value (${status}) and no default`
      : 'must be given: no feature view of the version has it';
    return [{ path: ['features', name], message }];
  });
}
