import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { deploymentsOf } from '../../../../tests/setup/deployments.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { waitForBlocked, whileLocked } from '../../../../tests/setup/waiting.ts';

const lineage = useLineage();
const { createRun, finish, mutate } = useRuns(lineage);
const { createModel, deployed } = deploymentsOf(lineage);

async function eventsOf(targetId: string): Promise<{ action: string; after: Record<string, unknown> }[]> {
  const query = '($id: ID!) { auditEvents(where: { targetId: $id }) { nodes { action after } } }';
  const { data } = await lineage.ask(`query ${query}`, { id: targetId });
  return data.auditEvents.nodes;
}

it('tells changes in the order in which they took effect, also where an earlier call had to wait', async () => {
  const id = await createRun();
  const update = await whileLocked(lineage.db, sql`select from model where id = 'm' for update`, async () => {
    const waiting = mutate('updateTrainingRun', { id, modelId: 'm' });
    await waitForBlocked(lineage.db, 1);
    await finish(id, 'COMPLETED');
    return [waiting];
  });
  await Promise.all(update);
  const actions = (await eventsOf(id)).map(({ action }) => action);
  expect(actions).toEqual(['updateTrainingRun', 'finishTrainingRun', 'createTrainingRun']);
});

it('tells the changes of one call in their order', async () => {
  await createModel('stepwise', 8);
  for (let number = 1; number <= 8; number++) {
    const events = await eventsOf(await deployed(`stepwise@${number}`, { trafficPercent: 5 }));
    expect(events.map(({ after }) => after.status)).toEqual(['LIVE', 'PENDING']);
  }
});
