import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { waitForBlocked, whileLocked } from '../../../../tests/setup/waiting.ts';

const lineage = useLineage();
const { createRun, finish } = useRuns(lineage);

it('a look for cycles keeps no run from ending', async () => {
  const id = await createRun();
  const sameEdge = sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
    values ('DATASET_VERSION', 'd@1', 'DATASET_VERSION', 'd@2', 'told', 'tester')`;
  const added = await whileLocked(lineage.db, sameEdge, async () => {
    const [from, to] = ['d@1', 'd@2'].map((id) => ({ type: 'DATASET_VERSION', id }));
    const waiting = lineage.ask('mutation ($edge: LineageEdgeInput!) { addLineageEdge(input: $edge) { __typename } }', {
      edge: { from, to, type: 'told' },
    });
    await waitForBlocked(lineage.db, 1);
    expect((await finish(id, 'COMPLETED')).trainingRun.status).toBe('COMPLETED');
    return [waiting];
  });
  // By then the same edge is there. Had the run waited for it, PostgreSQL would have ended the call that held it up.
  expect(await Promise.all(added)).toEqual([{ data: { addLineageEdge: { __typename: 'Conflict' } } }]);
});
