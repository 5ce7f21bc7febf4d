import type { InputIssue } from '@tributary/common/mutations/outcome';
import { codecs } from '../features/codecs.ts';
import type { FeatureType } from '../features/definition.ts';
import { type FeatureStatus, toColumns } from '../features/vectors.ts';
import type { Plan } from './plan.ts';
import type { UsedValues } from './stored.ts';

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
  { views, features, names }: Plan,
  entities: number,
  rows: readonly (readonly (Buffer | null)[])[],
  given?: ReadonlyMap<string, unknown>,
): UsedValues[] {
  const tables = views.map(({ registry, columns }, view) => toColumns(registry, columns, rows[view] ?? []));
  const sources = features.map(({ name, stored, default: otherwise }) => {
    const table = stored ? tables[stored.view] : undefined;
    return given?.has(name)
      ? { given: given.get(name) }
      : { otherwise, column: stored ? table?.columns[stored.column] : undefined, eventTimes: table?.eventTimes };
  });
  const areGiven = given && given.size > 0 ? names.map((name) => given.has(name)) : null;
  return Array.from({ length: entities }, (_, place): UsedValues => {
    const values: unknown[] = [];
    const eventTimes: (number | null)[] = [];
    let statuses: FeatureStatus[] | null = null;
    for (const { given: value, otherwise, column, eventTimes: times } of sources) {
      const status = value !== undefined ? 'PRESENT' : column ? (column.statuses?.[place] ?? 'PRESENT') : 'NOT_FOUND';
      if (status !== 'PRESENT') statuses ??= values.map(() => 'PRESENT');
      statuses?.push(status);
      values.push(value ?? (status === 'PRESENT' ? column?.values[place] : otherwise) ?? null);
      eventTimes.push(times?.[place] ?? null);
    }
    return { names, values, statuses, eventTimes, given: areGiven };
  });
}

/** What is missing of an entity's values: those that have neither value nor default. */
export function issuesOfMissing({ features }: Plan, { values, statuses }: UsedValues): InputIssue[] {
  if (!values.includes(null)) return [];
  return features.flatMap(({ name, stored }, place) => {
    if (values[place] !== null) return [];
    const message = stored
      ? `must be stored or given: it has no value (${statuses?.[place] ?? 'PRESENT'}) and no default`
      : 'must be given: no feature view of the version has it';
    return [{ path: ['features', name], message }];
  });
}
