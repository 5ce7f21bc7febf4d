import { describe, expect, it } from '@jest/globals';
import { derive, insertDatasets, readMarks, runFrom } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

const VERSION = '... on DatasetVersionSuccess { datasetVersion { id state quarantineReason } }';
const quarantine = (id: string, reason = 'wrong') =>
  lineage.mutate('quarantineDatasetVersion', { id, reason }, VERSION);
const release = (id: string) => lineage.mutateById('releaseDatasetVersion', id, VERSION);

/** The marks of the datasets whose names begin so, each counted. */
async function marksOf(prefix: string): Promise<string[]> {
  const { marks, miscounted } = await readMarks(lineage.db);
  expect(miscounted).toEqual([]);
  return marks
    .filter((mark) => mark.startsWith(prefix))
    .map((mark) => mark.replaceAll(prefix, '').replaceAll('@1', ''));
}
const auditOf = (targetId: string) =>
  lineage.db
    .selectFrom('auditEvent')
    .select(['actor', 'action', 'targetType', 'before', 'after'])
    .where('targetId', '=', targetId)
    .orderBy('at')
    .orderBy('id')
    .execute();

describe('a quarantine', () => {
  it('reaches along a chain, and a release lifts it', async () => {
    await insertDatasets(lineage.db, ['chain-a', 'chain-b', 'chain-c', 'chain-z']);
    await derive(lineage.db, [
      ['chain-b', 'chain-a'],
      ['chain-c', 'chain-b'],
    ]);
    expect(await quarantine('chain-a@1', 'labels were swapped')).toEqual({
      __typename: 'DatasetVersionSuccess',
      datasetVersion: { id: 'chain-a@1', state: 'QUARANTINED', quarantineReason: 'labels were swapped' },
    });
    expect(await marksOf('chain-')).toEqual(['a a 0', 'a b 1', 'a c 2']);
    expect((await release('chain-a@1')).datasetVersion).toEqual({
      id: 'chain-a@1',
      state: 'ACTIVE',
      quarantineReason: null,
    });
    expect(await marksOf('chain-')).toEqual([]);
  });

  it('goes the shortest way through a diamond, and ends in a cycle', async () => {
    await insertDatasets(lineage.db, ['way-a', 'way-b', 'way-c', 'way-d']);
    await derive(lineage.db, [
      ['way-b', 'way-a'],
      ['way-c', 'way-b'],
      ['way-d', 'way-c'],
      ['way-d', 'way-a'],
      ['way-a', 'way-d'],
    ]);
    await quarantine('way-a@1');
    expect(await marksOf('way-')).toEqual(['a a 0', 'a b 1', 'a c 2', 'a d 1']);
    await quarantine('way-d@1');
    expect(await marksOf('way-')).toEqual(['a a 0', 'a b 1', 'a c 2', 'a d 1', 'd a 1', 'd b 2', 'd c 3', 'd d 0']);
  });

  it('reaches what a run wrote that had read it, also one that wrote what it read', async () => {
    await insertDatasets(lineage.db, ['run-a', 'run-b', 'run-c', 'run-d']);
    await runFrom(lineage.db, 'run-a', ['run-a', 'run-b', 'run-c']);
    await runFrom(lineage.db, 'run-c', ['run-d']);
    await derive(lineage.db, [['run-b', 'run-a']]);
    await quarantine('run-a@1');
    expect(await marksOf('run-')).toEqual(['a a 0', 'a b 1', 'a c 1', 'a d 2']);
  });

  it.each([
    { first: 'x', second: 'y' },
    { first: 'y', second: 'x' },
  ])('of two that overlap stays while either does: $first is released before $second', async ({ first, second }) => {
    const prefix = `${first}-first-`;
    const names = ['x', 'y', 'z'].map((name) => prefix + name);
    await insertDatasets(lineage.db, names);
    await derive(lineage.db, [
      [`${prefix}y`, `${prefix}x`],
      [`${prefix}z`, `${prefix}y`],
    ]);
    await quarantine(`${prefix}x@1`);
    await quarantine(`${prefix}y@1`);
    expect(await marksOf(prefix)).toEqual(['x x 0', 'x y 1', 'x z 2', 'y y 0', 'y z 1']);
    await release(`${prefix}${first}@1`);
    const left = first === 'x' ? ['y y 0', 'y z 1'] : ['x x 0', 'x y 1', 'x z 2'];
    expect(await marksOf(prefix)).toEqual(left);
    await release(`${prefix}${second}@1`);
    expect(await marksOf(prefix)).toEqual([]);
  });

  it('reaches 3,000 versions in as many statements as it reaches levels', async () => {
    const wide = Array.from({ length: 3_000 }, (_, index) => `wide-${index}`);
    await insertDatasets(lineage.db, ['fan', ...wide, 'tip']);
    await derive(
      lineage.db,
      wide.map((name) => [name, 'fan'] as const),
    );
    await derive(
      lineage.db,
      wide.map((name) => ['tip', name] as const),
    );
    await insertDatasets(lineage.db, ['slim', 'slim-1', 'slim-2']);
    await derive(lineage.db, [
      ['slim-1', 'slim'],
      ['slim-2', 'slim-1'],
    ]);
    const statements = async (id: string) => {
      lineage.statements.length = 0;
      await quarantine(id);
      return lineage.statements.length;
    };
    const ofSlim = await statements('slim@1');
    expect(await statements('fan@1')).toBe(ofSlim);
    const { count } = await lineage.db
      .selectFrom('quarantineMark')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('originId', '=', 'fan@1')
      .executeTakeFirstOrThrow();
    expect(count).toBe(3_002);
    lineage.statements.length = 0;
    await release('fan@1');
    expect(lineage.statements.length).toBeLessThan(12);
    expect((await readMarks(lineage.db)).miscounted).toEqual([]);
  });

  it('leaves an archived dataset no way out', async () => {
    await insertDatasets(lineage.db, ['attic']);
    await lineage.db.updateTable('dataset').set({ archivedAt: new Date() }).where('id', '=', 'attic').execute();
    expect((await quarantine('attic@1')).datasetVersion.state).toBe('QUARANTINED');
  });
});

describe('the reason', () => {
  it('is of the own mark, else of the nearest, ties by id, in one statement for a page', async () => {
    await insertDatasets(lineage.db, ['why-a', 'why-b', 'why-c', 'why-d', 'why-e', 'why-f']);
    await derive(lineage.db, [
      ['why-c', 'why-a'],
      ['why-c', 'why-b'],
      ['why-d', 'why-c'],
      ['why-e', 'why-d'],
    ]);
    for (const name of ['b', 'a', 'd']) await quarantine(`why-${name}@1`, `because of ${name}`);
    lineage.statements.length = 0;
    const { data } = await lineage.ask(
      '{ datasets(where: { id: ["why-a", "why-b", "why-c", "why-d", "why-e", "why-f"] }, orderBy: [{ field: NAME, direction: ASC }]) { nodes { version(number: 1) { quarantineReason } } } }',
    );
    expect(data.datasets.nodes.map((node: { version: object }) => node.version)).toEqual(
      ['a', 'b', 'a', 'd', 'd', null].map((name) => ({ quarantineReason: name && `because of ${name}` })),
    );
    expect(lineage.statements).toHaveLength(3);
  });

  it('can be changed, and stands in the audit each time that it changes', async () => {
    await insertDatasets(lineage.db, ['audited', 'audited-child']);
    await derive(lineage.db, [['audited-child', 'audited']]);
    await quarantine('audited@1', 'first');
    await quarantine('audited@1', 'first');
    expect((await quarantine('audited@1', 'second')).datasetVersion.quarantineReason).toBe('second');
    await release('audited@1');
    await release('audited@1');
    const common = { actor: 'tester', targetType: 'DatasetVersion' };
    const quarantined = { ...common, action: 'quarantineDatasetVersion' };
    expect(await auditOf('audited@1')).toEqual([
      { ...quarantined, before: { reason: null }, after: { reason: 'first' } },
      { ...quarantined, before: { reason: 'first' }, after: { reason: 'second' } },
      { ...common, action: 'releaseDatasetVersion', before: { reason: 'second' }, after: { reason: null } },
    ]);
    expect(await auditOf('audited-child@1')).toEqual([]);
  });

  it('says something, and no more than 10,000 characters', async () => {
    await insertDatasets(lineage.db, ['strict']);
    for (const reason of ['', ' \n\t', 'x'.repeat(10_001), 'a\0b', '\ud800']) {
      expect(await quarantine('strict@1', reason)).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['reason'] }],
      });
    }
    expect((await quarantine('strict@1', 'x'.repeat(10_000))).__typename).toBe('DatasetVersionSuccess');
  });
});

describe('a release', () => {
  it('of what is marked because of another says of which', async () => {
    await insertDatasets(lineage.db, ['far', 'near', 'held']);
    await derive(lineage.db, [
      ['near', 'far'],
      ['held', 'near'],
    ]);
    await quarantine('far@1');
    await quarantine('near@1');
    expect(await release('held@1')).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
      message: expect.stringContaining('because of near@1'),
    });
    expect((await release('near@1')).datasetVersion.state).toBe('QUARANTINED');
    expect(await release('near@1')).toMatchObject({
      __typename: 'Conflict',
      message: expect.stringContaining('far@1'),
    });
    await release('far@1');
    expect((await release('held@1')).datasetVersion.state).toBe('ACTIVE');
    expect(await auditOf('held@1')).toEqual([]);
  });

  it.each(['nothing@1', 'nothing', '', 'a\0b', 'х@1'])('and a quarantine of %j find nothing', async (id) => {
    const expected = id.includes('\0') ? { __typename: 'InvalidInput' } : { __typename: 'NotFound', id };
    expect(await release(id)).toMatchObject(expected);
    expect(await quarantine(id)).toMatchObject(expected);
  });
});
