import type { OfParent } from '@tributary/common/loaders';
import type { PipelineStage } from 'mongoose';
import type { DocumentKind } from '../document-kind.ts';
import { type Placed, type Stored, toRead } from '../documents.ts';
import { projectionOf } from '../parts.ts';
import { all, type Condition, type Filter, matching } from './conditions.ts';
import type { DocumentList } from './document-list.ts';
import { cursorOf } from './order.ts';
import { type Slice, slicesOf } from './slices.ts';

/** Reads a list slice by slice, until the page is full. */
export async function readPage<Row>(
  list: DocumentList<object>,
  read: (slice: Slice, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const most = list.page.first + 1;
  const rows: Row[] = [];
  for (const slice of slicesOf(list.by, list.page)) {
    rows.push(...(await read(slice, most - rows.length)));
    if (rows.length >= most) break;
  }
  return rows;
}

/** As readPage, for each of many parents: those whose page is full are left out of the next slice. */
export async function readPages<Row extends OfParent>(
  parentKeys: readonly string[],
  list: DocumentList<object>,
  read: (slice: Slice, limit: number, parentKeys: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const most = list.page.first + 1;
  const rows = new Map<string, Row[]>(parentKeys.map((key) => [key, []]));
  for (const slice of slicesOf(list.by, list.page)) {
    const waiting = parentKeys.filter((key) => (rows.get(key)?.length ?? 0) < most);
    if (waiting.length === 0) break;
    for (const row of await read(slice, most, waiting)) {
      const ofParent = rows.get(row.parentKey);
      if (ofParent && ofParent.length < most) ofParent.push(row);
    }
  }
  return [...rows.values()].flat();
}

/** The documents of a collection that a condition chooses. `base` is what an index holds, and comes first. */
export function chosen(base: Filter, condition: Condition): (PipelineStage.Match | PipelineStage.Set)[] {
  if (Object.keys(condition.computed).length === 0) return [{ $match: all([matching(base), condition]).filter }];
  return [{ $match: base }, { $set: condition.computed }, { $match: condition.filter }];
}

/** Holds the value that a list is sorted by, where what is read of a document has it not. */
const VALUE = '_sortedBy';

/** The stages that read one slice of a list, up to a number of documents. */
export function sliceStages(
  base: Filter,
  where: Condition,
  slice: Slice,
  limit: number,
  kind: DocumentKind,
  { by, parts }: DocumentList<object>,
) {
  const isCarried = isRead(by.segments, kind);
  return [
    ...chosen(base, all([where, slice.condition])),
    { $sort: { ...slice.sort } },
    { $limit: limit },
    ...(isCarried ? [] : [{ $set: { [VALUE]: `$${slice.place.field}` } }]),
    { $project: projectionOf(kind, parts, isCarried ? [] : [VALUE]) },
  ];
}

/** Whether the value is among what is always read. */
const isRead = ([name = '', ...below]: readonly string[], { narrow }: DocumentKind) =>
  below.length === 0 && (name === '_id' || narrow.includes(name));

/** A document of a slice, with its place in the list. */
export function toPlaced<Fields extends Stored>(
  stored: Fields,
  { kind }: Slice,
  { by }: DocumentList<object>,
): Placed<Fields> {
  const value: unknown = Reflect.get(stored, VALUE) ?? Reflect.get(stored, by.segments[0] ?? '');
  const read = toRead(stored);
  Reflect.deleteProperty(read.document, VALUE);
  return { ...read, cursor: cursorOf(kind, value, stored._id) };
}
