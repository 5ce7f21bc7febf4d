import { describe, expect, it } from '@jest/globals';
import { type Orders, readList } from './list.ts';

interface BookOrder {
  readonly field: 'TITLE' | 'PAGES';
  readonly direction: 'ASC' | 'DESC';
}

const title = { name: 'book.title', kind: 'text' } as const;
const id = { name: 'book.id', kind: 'uuid' } as const;
const orders: Orders<BookOrder> = {
  fields: { TITLE: () => title, PAGES: () => ({ name: 'book.pages', kind: 'integer', nullable: true }) },
  unique: id,
  defaultOrder: [{ ...id, direction: 'desc' }],
};

describe('a list that can be sorted', () => {
  it('ends every order with the unique column, in the direction of the last', () => {
    const { order } = readList(
      {
        first: 2,
        orderBy: [
          { field: 'PAGES', direction: 'ASC' },
          { field: 'TITLE', direction: 'DESC' },
        ],
      },
      orders,
    );
    expect(order).toEqual([
      { name: 'book.pages', kind: 'integer', nullable: true, direction: 'asc' },
      { ...title, direction: 'desc' },
      { ...id, direction: 'desc' },
    ]);
  });

  it.each([null, undefined, []])('has its default order where orderBy is %j', (orderBy) => {
    expect(readList({ first: 2, orderBy }, orders).order).toEqual(orders.defaultOrder);
  });

  it('takes three orders', () => {
    const orderBy = Array.from({ length: 4 }, () => ({ field: 'TITLE', direction: 'ASC' }) as const);
    expect(readList({ first: 2, orderBy: orderBy.slice(1) }, orders).order).toHaveLength(4);
    expect(() => readList({ first: 2, orderBy }, orders)).toThrow('orderBy must have at most 3 orders.');
  });
});

describe('a list', () => {
  it('says nothing twice: what is left out is as what is null', () => {
    expect(readList({ first: 2 }, orders.defaultOrder)).toEqual(
      readList({ first: 2, after: null, where: null, includeArchived: null }, orders.defaultOrder),
    );
  });

  it('names the bound that its page is beyond', () => {
    expect(() => readList({ first: 1_001 }, orders)).toThrow('first must be between 0 and 1000, not 1001.');
  });
});
