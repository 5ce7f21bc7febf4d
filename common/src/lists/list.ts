import { badUserInput } from '../errors.ts';
import { type Combined, checkWhere } from './filters.ts';
import { type Directed, type Page, readPage, type SortColumn } from './page.ts';

/** Which rows are in a list. */
export interface Selection<Where = never> {
  readonly where: Where | null;
  readonly includeArchived: boolean;
}

/** A list's arguments, once read. It has plain values alone, since lists that are equal as JSON share a loader. */
export interface List<Where = never, Column extends SortColumn = SortColumn> extends Selection<Where> {
  readonly order: readonly Directed<Column>[];
  readonly page: Page;
}

/** An element of the argument `orderBy`. */
interface OrderBy {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** What a list can be sorted by. */
export interface Orders<Order extends OrderBy, Column extends SortColumn = SortColumn> {
  /** Of each field of the schema's enum what the store compares. */
  readonly fields: Readonly<Record<Order['field'], (order: Order) => Column>>;
  /** The last key of every order: no two rows have the same value in it. */
  readonly unique: Column;
  /** The order of a list without `orderBy`. */
  readonly defaultOrder: readonly Directed<Column>[];
}

interface ListArgs<Where, Order> {
  readonly where?: Where | null | undefined;
  readonly orderBy?: readonly Order[] | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly includeArchived?: boolean | null | undefined;
}

/**
 * Reads a list's arguments.
 * @param orders what `orderBy` may name, or the one order of a list that has no such argument.
 * @throws BAD_USER_INPUT when the page, the filter or the order is not allowed; the message says why.
 */
export function readList<
  Where extends Combined<Where> = never,
  Order extends OrderBy = never,
  Column extends SortColumn = SortColumn,
>(args: ListArgs<Where, Order>, orders: Orders<Order, Column> | readonly Directed<Column>[]): List<Where, Column> {
  if (args.where != null) checkWhere(args.where);
  const order = isFixed(orders) ? orders : readOrder(args.orderBy, orders);
  return {
    where: args.where ?? null,
    includeArchived: args.includeArchived ?? false,
    order,
    page: readPage(args, order),
  };
}

const isFixed = <Order extends OrderBy, Column extends SortColumn>(
  orders: Orders<Order, Column> | readonly Directed<Column>[],
): orders is readonly Directed<Column>[] => Array.isArray(orders);

const MAX_ORDERS = 3;

/** Ties go the way of the last order, so that one index serves both. */
function readOrder<Order extends OrderBy, Column extends SortColumn>(
  orderBy: readonly Order[] | null | undefined,
  { fields, unique, defaultOrder }: Orders<Order, Column>,
): readonly Directed<Column>[] {
  if (orderBy == null) return defaultOrder;
  if (orderBy.length > MAX_ORDERS) throw badUserInput(`orderBy must have at most ${MAX_ORDERS} orders.`);
  const keys = orderBy.map((order) => {
    const field: Order['field'] = order.field;
    return { ...fields[field](order), direction: directionOf(order) };
  });
  const last = keys.at(-1);
  return last ? [...keys, { ...unique, direction: last.direction }] : defaultOrder;
}

const directionOf = ({ direction }: OrderBy): Directed<SortColumn>['direction'] =>
  direction === 'ASC' ? 'asc' : 'desc';
