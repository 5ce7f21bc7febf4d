import { expect, it } from '@jest/globals';
import { useConfigs } from '../../../tests/setup/configs.ts';
import { untilGivenUp } from './database.ts';
import { findIndexes, probe, readStoreState } from './health.ts';
import { countModelConfigs } from './model-configs.ts';

const configs = useConfigs();

it('makes no command for a request that nobody waits for', async () => {
  const request = new AbortController();
  const db = untilGivenUp(configs.db, request.signal);
  expect(await countModelConfigs(db)).toBe(0);
  configs.commands.length = 0;
  const reason = new Error('left');
  request.abort(reason);
  for (const ask of [countModelConfigs, probe, readStoreState, findIndexes]) {
    await expect((async () => ask(db))()).rejects.toBe(reason);
  }
  expect(configs.commands).toEqual([]);
});
