import type { Page } from '@tributary/common/lists/page';
import { SORTED_KINDS, type SortedKind } from '../document-kind.ts';
import { all, any, type Condition, everything, FINITE, type Filter, matching, none } from './conditions.ts';
import { type DocumentOrder, type Position, positionIn, type ValueKind } from './order.ts';
import { type Place, valueAtEnd } from './places.ts';

/**
 * A part of a list in which one comparison holds: MongoDB compares values of one type alone, and a keyset over values
 * of several would lose documents.
 */
export interface Slice {
  readonly kind: ValueKind;
  readonly place: Place;
  readonly condition: Condition;
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

/** The slices of a list from a page's beginning on, in their order. */
export function slicesOf(order: DocumentOrder, page: Page): Slice[] {
  const place = valueAtEnd(order.segments);
  const position = positionIn(order, page);
  const first = position ? order.kinds.indexOf(position.kind) : 0;
  return order.kinds.slice(first).map((kind, index) => ({
    kind,
    place,
    condition: all([
      order.isCertain ? everything : isOfKind(kind, place, order.segments),
      position && index === 0 ? isAfter(position, place, order) : everything,
    ]),
    sort: sortOf(kind, place, order),
  }));
}

function sortOf(kind: ValueKind, { field }: Place, { direction, isUnique }: DocumentOrder): Slice['sort'] {
  const way = direction === 'asc' ? 1 : -1;
  if (kind === 'rest') return { _id: way };
  return isUnique ? { [field]: way } : { [field]: way, _id: way };
}

/** Whether a value of a kind stands at a place, to which objects alone lead. */
export function isOfKind(kind: ValueKind, place: Place, segments: readonly string[]): Condition {
  if (kind === 'rest') return none(SORTED_KINDS.map((sorted) => isOfKind(sorted, place, segments)));
  const excluded = [...listsOnTheWay(place, segments), ...(kind === 'text' ? [{ [place.field]: LONG }] : [])];
  return {
    filter: { [place.field]: RANGE[kind], $nor: excluded },
    computed: place.computed,
  };
}

/** A comparison looks into lists; a list is no value to sort by. */
const listsOnTheWay = ({ field, computed }: Place, segments: readonly string[]): Filter[] => {
  const isComputed = Object.keys(computed).length > 0;
  const fields = isComputed ? [field] : segments.map((_, index) => segments.slice(0, index + 1).join('.'));
  return fields.map((name) => ({ [name]: { $type: 'array' } }));
};

/** All values of one type. */
const RANGE: Record<SortedKind, Filter> = {
  number: FINITE,
  text: { $gte: '' },
  boolean: { $gte: false },
  date: { $type: 'date' },
};

/** Its cursor would be longer than a cursor may be. */
const LONG: Filter = { $regex: '^.{1001}', $options: 's' };

/** What comes after a position, within its slice. */
function isAfter({ kind, value, id }: Position, { field, computed }: Place, order: DocumentOrder): Condition {
  const [beyond, from] = order.direction === 'asc' ? ['$gt', '$gte'] : ['$lt', '$lte'];
  if (kind === 'rest') return matching({ _id: { [beyond]: id } });
  if (order.isUnique) return { filter: { [field]: { [beyond]: value } }, computed };
  const alternatives = any([
    matching({ [field]: { [beyond]: value } }),
    matching({ [field]: value, _id: { [beyond]: id } }),
  ]);
  // The first bound says nothing new, but it is what lets an index be read from there on.
  return { filter: { [field]: { [from]: value }, ...alternatives.filter }, computed };
}
