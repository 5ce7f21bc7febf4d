import { expect, it } from '@jest/globals';
import { findStaleTypes } from '@tributary/schema/codegen';
import { findStale } from '@tributary/schema/compose';

it('the committed supergraph and API are what the subgraphs compose to', async () => {
  expect(await findStale()).toEqual([]);
});

it('the generated types are those of the SDL', async () => {
  expect(await findStaleTypes()).toEqual([]);
});
