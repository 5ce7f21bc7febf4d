import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { catalogueOf } from '../../../../tests/setup/catalogue.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { waitForBlocked, whileLocked } from '../../../../tests/setup/waiting.ts';

const lineage = useLineage();
const { addVersion, createDataset, createModel, digest, register } = catalogueOf(lineage);

it('of two model versions the higher number is the newer one, also where its call began first', async () => {
  await createModel({ id: 'm' });
  const claim = sql`
    insert into idempotency (subject, key, operation, input_digest) values ('tester', 'k', 'registerModelVersion', '')`;
  const registered: Promise<unknown>[] = [];
  const claimant = whileLocked(lineage.db, claim, async () => {
    registered.push(register({ modelId: 'm', idempotencyKey: 'k' }));
    await waitForBlocked(lineage.db, 1);
    await register({ modelId: 'm' });
    throw new Error('the first caller gives up');
  });
  await expect(claimant).rejects.toThrow('gives up');
  await Promise.all(registered);
  const { data } = await lineage.ask('{ modelVersions { nodes { number } } }');
  expect(data.modelVersions.nodes).toEqual([{ number: 2 }, { number: 1 }]);
});

it('is the current version of a dataset that was given the last number, however many come at once', async () => {
  await createDataset({ id: 'd' });
  const bytes = Array.from({ length: 50 }, (_, index) => digest(index.toString(16).padStart(2, '0')));
  await Promise.all(bytes.map((digest) => addVersion({ datasetId: 'd', digest })));
  const { data } = await lineage.ask('{ dataset(id: "d") { currentVersion { number } } }');
  expect(data.dataset.currentVersion.number).toBe(50);
  const rows = await lineage.db
    .selectFrom('datasetVersion')
    .select(['number', 'writtenAt'])
    .orderBy('number')
    .execute();
  const times = rows.map(({ writtenAt }) => writtenAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
