import { expect, it } from '@jest/globals';
import { type Positioned, toConnection } from './page.ts';

const order = [{ name: 'letter', kind: 'text', direction: 'asc' }] as const;

it('writes a cursor only when it is asked for', () => {
  let cursors = 0;
  const rows: Positioned[] = ['a', 'b', 'c'].map((letter) => ({
    get cursor() {
      cursors += 1;
      return [letter];
    },
  }));
  const connection = toConnection(rows, { page: { first: 2, after: null }, order }, async () => 3);
  expect([connection.nodes.length, connection.pageInfo.hasNextPage, cursors]).toEqual([2, true, 0]);
  const { startCursor, endCursor } = connection.pageInfo;
  expect(cursors).toBe(2);
  expect(connection.edges.map(({ cursor }) => cursor)).toEqual([startCursor, endCursor]);
});
