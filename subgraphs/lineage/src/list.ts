import { badUserInput } from '@tributary/common/errors';
import type { Page, SortKey } from '@tributary/common/page';
import { readPage } from '@tributary/common/page';
import { type Combined, checkWhere } from './filters.ts';
import type { SortDirection } from './schema-types.generated.ts';

/** A key of a list's order. A metric's values are not the row's own, so their key names the metric. */
export interface OrderKey extends SortKey {
  readonly metric?: string;
}

/** What a list's arguments come to. Equal ones share a loader, so it holds plain values alone. */
export interface List<Where = never> {
  readonly where: Where | null;
  readonly order: readonly OrderKey[];
  readonly page: Page;
  readonly includeArchived: boolean;
}

interface ListArgs<Where> {
  readonly where?: Where | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly includeArchived?: boolean | null | undefined;
}

/** @throws BAD_USER_INPUT as readPage and checkWhere do. */
export function readList<Where extends Combined<Where> = never>(
  args: ListArgs<Where>,
  order: readonly OrderKey[],
): List<Where> {
  if (args.where != null) checkWhere(args.where);
  return {
    where: args.where ?? null,
    order,
    page: readPage(args, order),
    includeArchived: args.includeArchived ?? false,
  };
}

type Column = Omit<OrderKey, 'direction'>;

interface OrderBy<Field> {
  readonly field: Field;
  readonly direction: SortDirection;
  readonly metric?: string | null | undefined;
}

/** What a list can be sorted by. */
export interface Orders<Field extends string> {
  readonly fields: Readonly<Record<Field, (order: OrderBy<Field>) => Column>>;
  /** Tells rows apart that are equal by all else. */
  readonly unique: Column;
  /** The order of a list that says nothing. */
  readonly usual: readonly SortKey[];
}

const MAX_ORDERS = 3;

/**
 * The order that a list's arguments ask for. Ties go the way of the last order, so that one index serves both.
 * @throws BAD_USER_INPUT when there are more than three, or one lacks what it needs.
 */
export function readOrder<Field extends string>(
  orderBy: readonly OrderBy<Field>[] | null | undefined,
  { fields, unique, usual }: Orders<Field>,
): readonly OrderKey[] {
  if (orderBy == null) return usual;
  if (orderBy.length > MAX_ORDERS) throw badUserInput(`orderBy takes up to ${MAX_ORDERS} orders.`);
  const keys = orderBy.map((order) => ({ ...fields[order.field](order), direction: directionOf(order) }));
  const last = keys.at(-1);
  return last ? [...keys, { ...unique, direction: last.direction }] : usual;
}

const directionOf = ({ direction }: { direction: SortDirection }): OrderKey['direction'] =>
  direction === 'ASC' ? 'asc' : 'desc';

/** How far a walk through the graph goes at most. */
export const MAX_DEPTH = 20;

/** @throws BAD_USER_INPUT unless the argument lies between 1 and `max`. */
export function checkBounds(name: string, value: number, max: number): void {
  if (value < 1 || value > max) throw badUserInput(`${name} must be between 1 and ${max}, not ${value}.`);
}
