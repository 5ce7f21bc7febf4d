import {
  type Column,
  EVENT_TIME_AT,
  type Layout,
  LENGTH_BYTES,
  PRESENCE_AT,
  REVISION_AT,
  ROW_VERSION,
} from './layout.ts';

/** The event time of a row, in milliseconds since 1970. */
export const eventTimeOf = (row: Buffer): number => row.readDoubleLE(EVENT_TIME_AT);

/** @throws Error where a newer program has written the row. */
export function revisionOf(row: Buffer): number {
  if (row[0] !== ROW_VERSION) throw new Error(`A row of version ${row[0]} is for a newer Tributary to read`);
  return row.readUInt32LE(REVISION_AT);
}

/** What to do with each of a row's values: undefined is no value. */
export type TakeValue = (place: number, value: unknown) => void;

/**
 * Reads columns of rows of one layout, value by value.
 * @param columns null where the layout lacks it.
 */
export function createReader(
  layout: Layout,
  columns: readonly (Column | null)[],
): (row: Buffer, take: TakeValue) => void {
  const needsVariable = columns.some((column) => column && !('at' in column.place));
  const starts: number[] = [];
  return (row, take) => {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    if (needsVariable) findStarts(layout, row, starts);
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      if (!column || !isPresent(row, column.index)) {
        take(place, undefined);
        continue;
      }
      if ('at' in column.place) {
        take(place, column.place.codec.read(view, column.place.at));
        continue;
      }
      const start = starts[column.index] ?? 0;
      take(place, column.place.codec.decode(row.subarray(start, start + view.getUint32(start - LENGTH_BYTES, true))));
    }
  };
}

const isPresent = (row: Buffer, index: number) => ((row[PRESENCE_AT + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;

function findStarts(layout: Layout, row: Buffer, starts: number[]): void {
  let at = layout.variableAt;
  for (const { index } of layout.variable) {
    if (!isPresent(row, index)) continue;
    starts[index] = at + LENGTH_BYTES;
    at += LENGTH_BYTES + row.readUInt32LE(at);
  }
}
