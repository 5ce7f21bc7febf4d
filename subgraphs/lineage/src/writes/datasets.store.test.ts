import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../../tests/setup/catalogue.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { addVersion, createDataset, createRun, digest, quarantine } = catalogueOf(lineage);

describe('datasets', () => {
  it('are created, changed, archived and restored, each once in the audit', async () => {
    expect((await createDataset({ id: 'flowers' })).dataset).toEqual({
      id: 'flowers',
      name: 'flowers',
      archivedAt: null,
    });
    expect(await createDataset({ id: 'flowers' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const update = (input: object) =>
      lineage.mutate('updateDataset', input, '... on DatasetSuccess { dataset { name description tags } }');
    await update({ id: 'flowers', name: 'Flowers', description: 'x', tags: ['a'] });
    expect((await update({ id: 'flowers', description: null, name: null })).dataset).toEqual({
      name: 'flowers',
      description: null,
      tags: ['a'],
    });
    await update({ id: 'flowers', tags: ['a'] });
    await lineage.mutateById('archiveDataset', 'flowers', '');
    expect(await addVersion({ datasetId: 'flowers', digest: digest('00') })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    await lineage.mutateById('restoreDataset', 'flowers', '');
    const events = await lineage.db
      .selectFrom('auditEvent')
      .select(['action', 'before', 'after'])
      .where('targetId', '=', 'flowers')
      .orderBy('at')
      .orderBy('id')
      .execute();
    expect(events.map(({ action }) => action)).toEqual([
      'createDataset',
      'updateDataset',
      'updateDataset',
      'archiveDataset',
      'restoreDataset',
    ]);
    expect(events[2]).toEqual({
      action: 'updateDataset',
      before: { name: 'Flowers', description: 'x' },
      after: { name: 'flowers', description: null },
    });
  });

  it('refuse a version with two columns of one name, or from the future', async () => {
    await createDataset({ id: 'odd' });
    const column = { name: 'id', type: 'int64' };
    const cases = [
      [{ columns: [column, column] }, 'columns', 'must name each column once'],
      [{ writtenAt: '2999-01-01T00:00:00.000Z' }, 'writtenAt', 'must not lie in the future'],
    ] as const;
    for (const [input, place, message] of cases) {
      expect(await addVersion({ datasetId: 'odd', digest: digest('22'), ...input })).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: [place], message }],
      });
    }
  });

  it('answer a repeated digest with the newest version, and count without gaps', async () => {
    await createDataset({ id: 'numbers' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => addVersion({ datasetId: 'numbers', digest: digest('11') })),
    );
    expect(new Set(answers.map(({ datasetVersion }) => datasetVersion.id))).toEqual(new Set(['numbers@1']));
    expect(
      (
        await addVersion({
          datasetId: 'numbers',
          digest: digest('22'),
          columns: [{ name: 'a', type: 'int64' }],
          derivedFromIds: ['numbers@1'],
        })
      ).datasetVersion,
    ).toMatchObject({
      id: 'numbers@2',
      state: 'ACTIVE',
      derivedFrom: [{ id: 'numbers@1' }],
      columns: [{ name: 'a', type: 'int64', nullable: null }],
    });
    expect((await addVersion({ datasetId: 'numbers', digest: digest('11') })).datasetVersion.id).toBe('numbers@3');
    expect(await addVersion({ datasetId: 'nobody', digest: digest('11') })).toMatchObject({
      __typename: 'NotFound',
      type: 'Dataset',
    });
    expect(await addVersion({ datasetId: 'numbers', digest: 'abc' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['digest'] }],
    });
    expect(
      await addVersion({ datasetId: 'numbers', digest: digest('33'), derivedFromIds: ['numbers@9'] }),
    ).toMatchObject({ __typename: 'NotFound', type: 'DatasetVersion' });
  });

  it('refuse a repeated digest with other sources', async () => {
    await createDataset({ id: 'twice' });
    const add = (byte: string, derivedFromIds?: string[]) =>
      addVersion({ datasetId: 'twice', digest: digest(byte), derivedFromIds });
    await add('11');
    await add('22', ['twice@1']);
    expect((await add('22', ['twice@1', 'twice@1'])).datasetVersion.id).toBe('twice@2');
    expect((await add('22')).datasetVersion.id).toBe('twice@2');
    expect(await add('22', [])).toMatchObject({
      __typename: 'Conflict',
      reason: 'DUPLICATE',
      message: 'twice@2 has this digest already, and its derivedFromIds are twice@1.',
    });
  });

  it('refuse what derives from quarantined data, and mark what a run wrote that had read it', async () => {
    await createDataset({ id: 'source' });
    await createDataset({ id: 'predictions' });
    await addVersion({ datasetId: 'source', digest: digest('44') });
    const run = await createRun({ datasetId: 'source' });
    await quarantine('source@1');
    expect(
      await addVersion({ datasetId: 'predictions', digest: digest('55'), derivedFromIds: ['source@1'] }),
    ).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    const written = await addVersion({ datasetId: 'predictions', digest: `run:${run}`, producedByRunId: run });
    expect(written.datasetVersion).toMatchObject({
      id: 'predictions@1',
      state: 'QUARANTINED',
      producedBy: { id: run },
      derivedFrom: [{ id: 'source@1' }],
    });
    const { data } = await lineage.ask('{ dataset(id: "predictions") { currentVersion { id } } }');
    expect(data.dataset.currentVersion).toBeNull();
  });
});
