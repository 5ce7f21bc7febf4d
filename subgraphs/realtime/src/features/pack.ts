import type { InputIssue } from '@tributary/common/mutations/outcome';
import { EVENT_TIME_AT, type Layout, LENGTH_BYTES, PRESENCE_AT, REVISION_AT, ROW_VERSION } from './layout.ts';
import type { Registry } from './registry.ts';

/** A row takes no more: whoever reads a thousand of them takes the memory of all. */
export const MAX_ROW_BYTES = 1_048_576;

/**
 * One row as it is stored, by the view's newest revision. A feature that is left out, or null, has no value.
 * @param issues hears of each value that does not fit; the row is then worth nothing.
 */
export function packRow(
  { layout, revision }: Pick<Registry, 'layout' | 'revision'>,
  values: Readonly<Record<string, unknown>>,
  eventTime: number,
  issues: (issue: InputIssue) => void,
): Buffer {
  // From Node's pool: a memory of its own for each row would take longer than its values.
  const row = Buffer.allocUnsafe(layout.variableAt).fill(0);
  row[0] = ROW_VERSION;
  row.writeDoubleLE(eventTime, EVENT_TIME_AT);
  row.writeUInt32LE(revision, REVISION_AT);
  const given: (Buffer | undefined)[] = [];
  let length = layout.variableAt;
  for (const name of Object.keys(values)) {
    const value = values[name];
    const column = layout.byName.get(name);
    if (!column) {
      issues({ path: [name], message: `must be a feature of the view, such as ${layout.columns[0]?.name}` });
      continue;
    }
    if (value === null || value === undefined) continue;
    const { place, index } = column;
    const packed = 'at' in place ? place.codec.write(row, place.at, value) : place.codec.encode(value);
    if (packed !== undefined && 'message' in packed) {
      const { message, at } = packed;
      issues({ path: at === undefined ? [name] : [name, String(at)], message });
      continue;
    }
    const byte = PRESENCE_AT + (index >> 3);
    row[byte] = (row[byte] ?? 0) | (1 << (index & 7));
    if (packed === undefined) continue;
    given[index] = packed;
    length += LENGTH_BYTES + packed.length;
  }
  if (length > MAX_ROW_BYTES) {
    issues({ path: [], message: `must take at most ${MAX_ROW_BYTES.toLocaleString('en')} bytes` });
  }
  return length === row.length ? row : append(row, layout, given, length);
}

function append(row: Buffer, layout: Layout, given: readonly (Buffer | undefined)[], length: number): Buffer {
  const whole = Buffer.allocUnsafe(length);
  let at = row.copy(whole);
  for (const { index } of layout.variable) {
    const bytes = given[index];
    if (!bytes) continue;
    at = whole.writeUInt32LE(bytes.length, at);
    at += bytes.copy(whole, at);
  }
  return whole;
}
