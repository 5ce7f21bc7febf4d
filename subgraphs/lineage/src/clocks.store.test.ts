import { afterEach, expect, it, jest } from '@jest/globals';
import { catalogueOf } from '../../../tests/setup/catalogue.ts';
import { deploymentsOf } from '../../../tests/setup/deployments.ts';
import { useLineage } from '../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { setAlias } = catalogueOf(lineage);
const { createModel, deployed, retire, rollback } = deploymentsOf(lineage);

/** What another process would do whose clock runs a minute ahead. */
function ahead<Value>(work: () => Promise<Value>): Promise<Value> {
  const now = Date.now() + 60_000;
  jest.useFakeTimers({
    now,
    doNotFake: [
      'setTimeout',
      'setInterval',
      'setImmediate',
      'nextTick',
      'queueMicrotask',
      'clearTimeout',
      'clearInterval',
      'clearImmediate',
      'performance',
      'hrtime',
    ],
  });
  return work().finally(() => jest.useRealTimers());
}
afterEach(() => {
  jest.useRealTimers();
});

it('keeps moves of an alias in their order, whoever has a clock that runs ahead', async () => {
  await createModel('m', 2);
  await ahead(() => setAlias('m', 'champion', 1));
  await setAlias('m', 'champion', 2);
  const { data } = await lineage.ask('{ model(id: "m") { aliasHistory { nodes { to { number } } } } }');
  expect(data.model.aliasHistory.nodes).toEqual([{ to: { number: 2 } }, { to: { number: 1 } }]);
});

it('keeps the history of a deployment in its order, whoever has a clock that runs ahead', async () => {
  await createModel('d', 1);
  const id = await ahead(() => deployed('d@1'));
  await retire(id);
  const { data } = await lineage.ask(`{ deployment(id: "${id}") { history { nodes { status } } } }`);
  expect(data.deployment.history.nodes.map(({ status }: { status: string }) => status)).toEqual([
    'RETIRED',
    'LIVE',
    'PENDING',
  ]);
});

it('brings back nothing that was rolled back, whoever has a clock that runs ahead', async () => {
  await createModel('back', 3);
  await deployed('back@1');
  await rollback(await ahead(() => deployed('back@2')));
  await lineage.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'back@1').execute();
  const id = await deployed('back@3');
  const { data } = await lineage.ask(`{ deployment(id: "${id}") { rollbackTarget { modelVersion { id } } } }`);
  expect(data.deployment.rollbackTarget).toBeNull();
});
