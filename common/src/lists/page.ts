import { badUserInput } from '../errors.ts';
import { checkBounds } from './bounds.ts';

/** One value of a cursor: what the store compared, as JSON carries it without loss. Times are ISO 8601 texts. */
export type CursorValue = string | number | null;

/** What a store compares. */
export interface SortColumn {
  readonly name: string;
  readonly kind: 'text' | 'uuid' | 'integer' | 'float' | 'time';
  /** Rows without a value come last in both directions. */
  readonly nullable?: boolean;
}

export type Directed<Column> = Column & { readonly direction: 'asc' | 'desc' };

/** A key of a list's order. The last one is unique, so that no two rows compare equal. */
export type SortKey = Directed<SortColumn>;

/** A slice of a list: `first` rows after the row whose sort values are `after`. */
export interface Page {
  readonly first: number;
  readonly after: readonly CursorValue[] | null;
}

/** A row that carries the sort values which the store compared. */
export interface Positioned {
  readonly cursor: readonly CursorValue[];
}

/** A list as toConnection sees it: the page asked for, and the order that its cursors carry. */
export interface Listing {
  readonly page: Page;
  readonly order: readonly SortKey[];
}

/** A page in the shape of the schema's connections, of a list that nobody counts. */
export interface UncountedConnection<Node> {
  readonly edges: { cursor: string; node: Node }[];
  readonly nodes: Node[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** `totalCount` is a function, so it costs nothing until selected. */
export interface Connection<Node> extends UncountedConnection<Node> {
  totalCount: () => Promise<number>;
}

const MAX_FIRST = 1_000;
/** Room for three names of 250 characters, each of which JSON may write in six. */
const MAX_CURSOR_LENGTH = 16_384;

/** @throws BAD_USER_INPUT when a list of more than 1,000 is asked for. */
export const checkFirst = (first: number): void => checkBounds('first', first, 0, MAX_FIRST);

/**
 * The page that a list's arguments ask for. Data access reads `first + 1` rows of it, so that toConnection knows
 * whether more follow.
 * @throws BAD_USER_INPUT when `first` lies outside 0 to 1,000 or `after` is not a cursor of this order.
 */
export function readPage(args: { first: number; after?: string | null | undefined }, order: readonly SortKey[]): Page {
  checkFirst(args.first);
  return { first: args.first, after: args.after == null ? null : decodeCursor(args.after, order) };
}

/** @param rows up to `page.first + 1` of them, in the list's order. */
export const toConnection = <Node extends Positioned>(
  rows: readonly Node[],
  list: Listing,
  totalCount: () => Promise<number>,
): Connection<Node> => Object.assign(toUncountedConnection(rows, list), { totalCount });

/** As toConnection, without a count. A cursor is written when it is asked for: most lists are read by their nodes. */
export function toUncountedConnection<Node extends Positioned>(
  rows: readonly Node[],
  { page, order }: Listing,
): UncountedConnection<Node> {
  const nodes = rows.slice(0, page.first);
  const cursorOf = (node: Node | undefined) => node && encodeCursor(node.cursor, order);
  return {
    get edges() {
      return nodes.map((node) => ({ node, cursor: encodeCursor(node.cursor, order) }));
    },
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      get startCursor() {
        return cursorOf(nodes[0]) ?? null;
      },
      get endCursor() {
        return cursorOf(nodes.at(-1)) ?? null;
      },
    },
  };
}

/** A cursor begins with its order's signature, so that one from another list or order is recognised. */
function encodeCursor(values: readonly CursorValue[], order: readonly SortKey[]): string {
  return Buffer.from(JSON.stringify([signatureOf(order), ...values])).toString('base64url');
}

function decodeCursor(cursor: string, order: readonly SortKey[]): CursorValue[] {
  const [signature, ...values] = parseCursor(cursor);
  if (signature !== signatureOf(order) || values.length !== order.length) throw foreignCursor();
  return order.map((key, index) => checkValue(values[index], key));
}

function parseCursor(cursor: string): unknown[] {
  if (cursor.length > MAX_CURSOR_LENGTH) throw foreignCursor();
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    throw foreignCursor();
  }
}

function checkValue(value: unknown, { kind, nullable }: SortKey): CursorValue {
  if (value === null && nullable) return null;
  if ((typeof value === 'string' || typeof value === 'number') && fits[kind](value)) return value;
  throw foreignCursor();
}

const fits: Record<SortKey['kind'], (value: string | number) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\0'),
  uuid: (value) => typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
  integer: (value) => Number.isSafeInteger(value),
  float: (value) => typeof value === 'number',
  time: (value) => typeof value === 'string' && isTime(value),
};

const ISO_TIME = /^(?!0000)(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-5]):[0-5]\d)$/;

/** Exactly what a store takes: JavaScript reads the 30th of February as a day in March, and a store fails at it. */
function isTime(text: string): boolean {
  const [, day] = ISO_TIME.exec(text) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const signatureOf = (order: readonly SortKey[]) => order.map((key) => `${key.name} ${key.direction}`).join();

/** What a cursor is answered that is none of the list's. */
export const foreignCursor = () =>
  badUserInput('after is not a cursor of this list and order: pass an endCursor that the same list answered.');
