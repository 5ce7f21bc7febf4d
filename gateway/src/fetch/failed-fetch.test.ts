import { describe, expect, it } from '@jest/globals';
import { errorsAtPlaces } from './failed-fetch.ts';

const reason = { message: 'gone', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
const pathsOf = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  errorsAtPlaces({ query, variables, operationName }, [reason]).map(({ path }) => path?.join('.'));

describe('a fetch that failed', () => {
  it('misses each response key of its root fields once', () => {
    const query = `query Q { shop { name } second: shop { name } ...Rest __typename }
      fragment Rest on Query { shop { id } ... on Query { rest } }`;
    expect(pathsOf(query, {}, 'Q')).toEqual(['shop', 'second', 'rest']);
  });

  it('misses of each representation what was selected for its type', () => {
    const query = `query($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Product { left: inStock ...More } ... on Maker { rating } ... on Node { id } } }
      fragment More on Product { warehouse { city } }`;
    const representations = [{ __typename: 'Product' }, { __typename: 'Maker' }];
    expect(pathsOf(query, { representations })).toEqual([
      '_entities.0.left',
      '_entities.0.warehouse',
      '_entities.0.id',
      '_entities.1.rating',
      '_entities.1.id',
    ]);
  });

  it('misses nothing that was left out by @skip or @include', () => {
    const query = 'query($no: Boolean!) { a b @include(if: $no) ... @skip(if: true) { c } }';
    expect(pathsOf(query, { no: false })).toEqual(['a']);
  });

  it('answers at most 100 errors', () => {
    const representations = Array.from({ length: 1_000 }, () => ({ __typename: 'Product' }));
    const query = '{ _entities(representations: []) { ... on Product { a b } } }';
    expect(pathsOf(query, { representations })).toHaveLength(100);
  });

  it('answers one error without a path when nothing is missed', () => {
    expect(errorsAtPlaces({ query: '{ __typename }', variables: {}, operationName: undefined }, [reason])).toEqual([
      reason,
    ]);
  });
});
