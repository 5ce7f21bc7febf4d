import type { CursorValue, Directed, Page, SortColumn } from '@tributary/common/page';

/** A field of the documents that a list can be sorted by. */
export interface DocumentColumn extends SortColumn {
  readonly field: string;
}

type DocumentKey = Directed<DocumentColumn>;

/** The order of lists that say nothing else: newest first, ties by id. */
export const newestFirst = (noun: string): readonly DocumentKey[] => [
  { name: `${noun}.createdAt`, field: 'createdAt', kind: 'time', direction: 'desc' },
  { name: `${noun}.id`, field: '_id', kind: 'text', direction: 'desc' },
];

type Filter = Record<string, unknown>;

/** The documents that come after a page's cursor. */
export function afterCursor(order: readonly DocumentKey[], { after }: Page): Filter {
  const [first] = order;
  if (after === null || !first) return {};
  const bounds = order.map((key, index) => toStored(key, after[index] ?? null));
  const alternatives = order.map((key, index) => ({
    ...Object.fromEntries(order.slice(0, index).map((equal, place) => [equal.field, bounds[place]])),
    [key.field]: { [key.direction === 'desc' ? '$lt' : '$gt']: bounds[index] },
  }));
  // The first key's bound says nothing new, but it is what lets the index be read from there on.
  return { [first.field]: { [first.direction === 'desc' ? '$lte' : '$gte']: bounds[0] }, $or: alternatives };
}

export const sortOf = (order: readonly DocumentKey[]): Record<string, 1 | -1> =>
  Object.fromEntries(order.map((key) => [key.field, key.direction === 'desc' ? -1 : 1]));

/** The values that the store compared: it keeps times to the millisecond, as ISO texts do. */
export const cursorOf = (document: { _id: string; createdAt: Date }): CursorValue[] => [
  document.createdAt.toISOString(),
  document._id,
];

const toStored = (key: DocumentKey, value: CursorValue): CursorValue | Date =>
  key.kind === 'time' && value !== null ? new Date(value) : value;
