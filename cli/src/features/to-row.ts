import { readMoment } from '@tributary/common/moment';
import type { GivenRow } from '@tributary/realtime/features/check-rows';
import type { FeatureType } from '@tributary/realtime/features/definition';
import { toEntity } from '@tributary/realtime/features/entities';
import type { Registry } from '@tributary/realtime/features/registry';

export const EVENT_TIME = 'event_timestamp';
/** What feature stores add to their files, and we do not need. */
const IGNORED = 'created';

/** @throws Error where a file's columns are not those of the view. */
export function checkColumns({ view, joinKeys, layout }: Registry, names: readonly string[]): void {
  const missing = joinKeys.find((key) => !names.includes(key));
  if (missing !== undefined) throw new Error(`The file must have a column ${missing}, the join key of ${view}.`);
  const known = new Set([...joinKeys, EVENT_TIME, IGNORED, ...layout.byName.keys()]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Error(
      `The file has a column ${unknown}, which is no feature of ${view}: its columns are ${[...known].filter((name) => name !== IGNORED).join(', ')}.`,
    );
  }
}

/**
 * A row of a file as one that is stored.
 * @throws Error that names the cell which does not fit.
 */
export function toRow(
  { joinKeys, layout }: Registry,
  cells: Readonly<Record<string, unknown>>,
  cellsAreText: boolean,
): GivenRow {
  const entity = toEntity(joinKeys.map((key) => toKey(key, cells[key])));
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(cells)) {
    if (name === EVENT_TIME || name === IGNORED || joinKeys.includes(name)) continue;
    const type = layout.byName.get(name)?.type;
    values[name] = type ? toValue(type, cells[name], cellsAreText) : cells[name];
  }
  return { entity, values, eventTime: toEventTime(cells[EVENT_TIME]) };
}

function toKey(name: string, cell: unknown): string {
  if (cell instanceof Uint8Array) return toKey(name, Buffer.from(cell).toString());
  if (typeof cell === 'string' && cell !== '') return cell;
  if (typeof cell === 'bigint' || Number.isSafeInteger(cell)) return String(cell);
  throw new Error(`${name} must be a text or a whole number`);
}

function toEventTime(cell: unknown): Date | null {
  if (cell == null) return null;
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell;
  const moment = typeof cell === 'string' ? readMoment(withZone(cell)) : undefined;
  if (moment === undefined) throw new Error(`${EVENT_TIME} must be a moment, such as 2025-01-31T12:00:00Z`);
  return new Date(moment);
}

/** A time without a zone is in UTC, as data frames write it. */
const withZone = (text: string) => (/(?:Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);

/** What cannot be made a value of the type stays as it is, and is refused as such. */
function toValue(type: FeatureType, cell: unknown, cellsAreText: boolean): unknown {
  if (typeof cell === 'string') return cellsAreText ? readText(type, cell) : cell;
  if (cell instanceof Uint8Array) {
    const bytes = Buffer.from(cell);
    return type === 'BYTES' ? bytes.toString('base64') : readText(type, bytes.toString());
  }
  if (type === 'FLOAT' && Number.isNaN(cell)) return 'NaN';
  return toJson(cell);
}

function readText(type: FeatureType, text: string): unknown {
  if (type === 'STRING' || type === 'BYTES') return text;
  if (type === 'TIMESTAMP') return withZone(text);
  if (type === 'BOOL') return /^(true|1)$/i.test(text) || (/^(false|0)$/i.test(text) ? false : text);
  if (type === 'FLOAT' || type === 'INT') return readNumber(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readNumber(text: string): number | string {
  if (/^nan$/i.test(text)) return 'NaN';
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

/** What only binary files have, as JSON has it. */
function toJson(cell: unknown): unknown {
  if (typeof cell === 'bigint') return Number(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (ArrayBuffer.isView(cell)) return Object.values(cell).map(toJson);
  if (Array.isArray(cell)) return cell.map(toJson);
  if (typeof cell !== 'object' || cell === null) return cell;
  return Object.fromEntries(Object.entries(cell).map(([name, value]) => [name, toJson(value)]));
}
