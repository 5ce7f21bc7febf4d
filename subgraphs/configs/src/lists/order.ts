import { badUserInput } from '@tributary/common/errors';
import {
  type CursorValue,
  type Directed,
  foreignCursor,
  type Page,
  type SortColumn,
} from '@tributary/common/lists/page';
import { certainKindAt, type DocumentKind, SORTED_KINDS, type SortedKind } from '../document-kind.ts';
import type { DocumentOrder as OrderBy } from '../schema-types.generated.ts';
import { readPlace } from './places.ts';

/** What stands at the place that a list is sorted by. */
export type ValueKind = SortedKind | 'rest';

/** An order of documents: by what stands at one place, then by id in the same direction. */
export interface DocumentOrder {
  readonly segments: readonly string[];
  readonly direction: 'asc' | 'desc';
  /** Which kinds of values the list has there, in their order. */
  readonly kinds: readonly ValueKind[];
  /** Every document has a value of the one kind there. */
  readonly isCertain: boolean;
  /** No two documents of the list have the same value there. */
  readonly isUnique: boolean;
}

const certain = (segments: readonly string[], kind: ValueKind, direction: DocumentOrder['direction']) =>
  ({ segments, direction, kinds: [kind], isCertain: true, isUnique: false }) satisfies DocumentOrder;

/** The order of lists that say nothing else. */
export const newestFirst: DocumentOrder = certain(['createdAt'], 'date', 'desc');

/** Of one model's revisions. */
export const highestRevisionFirst: DocumentOrder = { ...certain(['revision'], 'number', 'desc'), isUnique: true };

/** Of documents that have a number there. */
export const highestFirst = (segments: readonly string[]): DocumentOrder => ({
  ...certain(segments, 'number', 'desc'),
  isCertain: false,
});

/** @throws BAD_USER_INPUT for a path that cannot name a field, and for several orders. */
export function readOrder(orderBy: readonly OrderBy[] | null | undefined, kind: DocumentKind): DocumentOrder {
  const [asked, ...others] = orderBy ?? [];
  if (!asked) return newestFirst;
  if (others.length > 0) throw badUserInput('orderBy must have at most one order.');
  const segments = readPlace(asked.path);
  const direction = asked.direction === 'ASC' ? 'asc' : 'desc';
  if (segments.join() === '_id') return { ...certain(segments, 'text', direction), isUnique: true };
  const only = certainKindAt(kind, segments);
  if (only) return certain(segments, only, direction);
  return { segments, direction, kinds: [...SORTED_KINDS, 'rest'], isCertain: false, isUnique: false };
}

/** What a cursor carries: the kind of the value, the value as JSON, the id. */
export const columnsOf = ({ segments, direction }: DocumentOrder): readonly Directed<SortColumn>[] => [
  { name: 'kind', kind: 'text', direction },
  { name: JSON.stringify(segments), kind: 'text', nullable: true, direction },
  { name: 'id', kind: 'text', direction },
];

/** Where in a list a page begins. */
export interface Position {
  readonly kind: ValueKind;
  readonly value: unknown;
  readonly id: string;
}

/** @throws BAD_USER_INPUT for a cursor that names a place where no document of the order can stand. */
export function positionIn(order: DocumentOrder, { after }: Page): Position | null {
  if (after === null) return null;
  const [name, json, id] = after;
  const kind = order.kinds.find((one) => one === name);
  const value = kind && readValue[kind](parse(json));
  if (!kind || value === undefined || typeof id !== 'string') throw foreignCursor();
  return { kind, value, id };
}

/** @param value what the store compared; undefined where that was nothing. */
export const cursorOf = (kind: ValueKind, value: unknown, id: string): CursorValue[] => [
  kind,
  kind === 'rest' ? null : JSON.stringify(value),
  id,
];

function parse(json: CursorValue | undefined): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    throw foreignCursor();
  }
}

/** Undefined where a value is of another kind. */
const readValue: Record<ValueKind, (value: unknown) => unknown> = {
  number: (value) => (typeof value === 'number' ? value : undefined),
  text: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  date: (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : undefined),
  rest: (value) => (value === null ? null : undefined),
};
