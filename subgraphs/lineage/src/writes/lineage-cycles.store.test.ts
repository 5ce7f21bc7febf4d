import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import {
  datasetVersion,
  deployment,
  LIVE,
  modelVersion,
  run,
  TRAINER,
  useLineageEdges,
  WRITER,
} from '../../../../tests/setup/lineage-edges.ts';

const lineage = useLineage();
const { add, remove, edges } = useLineageEdges(lineage);
const SUCCESS = { __typename: 'LineageEdgeSuccess' };
const CYCLE = { __typename: 'Conflict', reason: 'STATE' };

describe('a cycle', () => {
  it('is refused, whether it would be of one node or close over the platform’s edges of every kind', async () => {
    expect(await add(datasetVersion('raw@1'), datasetVersion('raw@1'))).toMatchObject({
      ...CYCLE,
      message: 'The edge would join a node to itself.',
    });
    expect(await add(run(TRAINER.toUpperCase()), run(TRAINER))).toMatchObject(CYCLE);
    const chain = [
      datasetVersion('raw@1'),
      datasetVersion('clean@1'),
      run(WRITER),
      datasetVersion('features@1'),
      run(TRAINER),
      modelVersion('m@1'),
      deployment(LIVE),
    ];
    for (const [index, later] of chain.entries()) {
      for (const earlier of chain.slice(0, index)) {
        expect(await add(later, earlier)).toEqual({
          ...CYCLE,
          message: `The edge would close a cycle: ${earlier.id} leads to ${later.id} already.`,
        });
      }
    }
    await sql`insert into model_version_dataset (model_version_id, dataset_version_id) values ('m@2', 's9@1')`.execute(
      lineage.db,
    );
    expect(await add(modelVersion('m@2'), datasetVersion('s9@1'))).toMatchObject(CYCLE);
    expect(await edges()).toEqual([]);
  });

  it("is refused over callers' edges, and over both kinds together, until one of them is deleted", async () => {
    expect(await add(datasetVersion('s1@1'), datasetVersion('s2@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s3@1'), datasetVersion('s1@1'))).toMatchObject(CYCLE);
    expect(await add(datasetVersion('s3@1'), datasetVersion('raw@1'))).toMatchObject(SUCCESS);
    expect(await add(deployment(LIVE), datasetVersion('s2@1'))).toMatchObject(CYCLE);
    await remove(datasetVersion('s2@1'), datasetVersion('s3@1'));
    expect(await add(deployment(LIVE), datasetVersion('s2@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(CYCLE);
  });

  it('is looked for without end on one that is there, and past what was never there', async () => {
    await sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
      values ('DATASET_VERSION', 's1@1', 'DATASET_VERSION', 's2@1', 'told', 'tester'),
        ('DATASET_VERSION', 's2@1', 'DATASET_VERSION', 's1@1', 'told', 'tester'),
        ('TRAINING_RUN', 'nobody', 'DATASET_VERSION', 's1@1', 'told', 'tester')`.execute(lineage.db);
    expect(await add(datasetVersion('s3@1'), datasetVersion('s1@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(CYCLE);
  });

  it('is not closed by two edges that are added at the same time', async () => {
    const rings = Array.from({ length: 20 }, (_, ring) =>
      [0, 1, 2].map((step) => datasetVersion(`s${ring * 3 + step}@1`)),
    );
    const answers = await Promise.all(
      rings.map((ring) => Promise.all(ring.map((node, step) => add(node, ring[(step + 1) % 3] ?? node)))),
    );
    for (const ring of answers) {
      expect(ring.map(({ __typename }) => __typename).sort()).toEqual([
        'Conflict',
        'LineageEdgeSuccess',
        'LineageEdgeSuccess',
      ]);
    }
    expect(await edges()).toHaveLength(40);
  });
});
