import { type InputIssue, invalidInput } from '@tributary/common/mutations/outcome';
import { problemOfEntity } from './entities.ts';
import { packRow } from './pack.ts';
import type { Registry } from './registry.ts';
import type { PackedRow } from './rows.ts';

/** One entity's values as a caller gives them. */
export interface GivenRow {
  readonly entity: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Now, unless given. */
  readonly eventTime?: Date | null | undefined;
}

const MAX_AHEAD_MS = 300_000;
const MAX_ISSUES = 20;

/**
 * A row as it is stored.
 * @param issues hears of whatever does not fit; the row is then worth nothing.
 */
export function checkRow(
  registry: Registry,
  { entity, values, eventTime }: GivenRow,
  now: number,
  issues: (issue: InputIssue) => void,
): PackedRow {
  const problem = problemOfEntity(registry, entity);
  if (problem !== undefined) issues({ path: ['entity'], message: problem });
  const time = eventTime?.getTime() ?? now;
  if (time > now + MAX_AHEAD_MS) {
    issues({ path: ['eventTime'], message: 'must not lie more than five minutes ahead' });
  }
  const row = packRow(registry, values, time, ({ path, message }) => issues({ path: ['values', ...path], message }));
  return { entity, row };
}

/** @throws InvalidInput with the path of each value that does not fit, up to twenty. */
export function packRows(registry: Registry, rows: readonly GivenRow[]): PackedRow[] {
  const issues: InputIssue[] = [];
  const now = Date.now();
  const packed: PackedRow[] = [];
  for (const [index, row] of rows.entries()) {
    packed.push(
      checkRow(registry, row, now, ({ path, message }) => {
        if (issues.length < MAX_ISSUES) issues.push({ path: ['rows', String(index), ...path], message });
      }),
    );
    if (issues.length === MAX_ISSUES) break;
  }
  if (issues.length > 0) throw invalidInput(...issues);
  return packed;
}
