import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../../tests/setup/catalogue.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { createModel, deleteAlias, register, setAlias } = catalogueOf(lineage);

describe('an alias', () => {
  it('names one version at a time and keeps its history', async () => {
    await createModel({ id: 'named' });
    for (let count = 0; count < 3; count++) await register({ modelId: 'named' });
    await Promise.all([1, 2, 3, 1, 2, 3].map((number) => setAlias('named', 'champion', number)));
    expect((await setAlias('named', 'champion', 2)).modelVersion).toEqual({ id: 'named@2', aliases: ['champion'] });
    await deleteAlias('named', 'champion');
    expect(await deleteAlias('named', 'champion')).toMatchObject({
      __typename: 'NotFound',
      type: 'ModelAlias',
    });
    const { data } = await lineage.ask(
      '{ model(id: "named") { aliases { name } aliasHistory { nodes { alias by from { id } to { id } } totalCount } } }',
    );
    const { nodes, totalCount } = data.model.aliasHistory;
    expect(data.model.aliases).toEqual([]);
    expect(nodes).toHaveLength(totalCount);
    expect(nodes[0]).toEqual({ alias: 'champion', by: 'tester', from: { id: 'named@2' }, to: null });
    expect(nodes.at(-1).from).toBeNull();
    for (let index = 1; index < nodes.length; index++) expect(nodes[index - 1].from).toEqual(nodes[index].to);
  });

  it('that is reserved stands for what it says', async () => {
    await createModel({ id: 'counted' });
    for (let count = 0; count < 3; count++) await register({ modelId: 'counted' });
    const { data } = await lineage.ask(`{ model(id: "counted") {
      latest: version(alias: "latest") { number } v2: version(alias: "v2") { number } plain: version(alias: "1") { number }
      beyond: version(alias: "v9") { number } unknown: version(alias: "champion") { number }
    } }`);
    expect(data.model).toEqual({
      latest: { number: 3 },
      v2: { number: 2 },
      plain: { number: 1 },
      beyond: null,
      unknown: null,
    });
  });

  it('is none of the reserved names, and its version is there', async () => {
    await createModel({ id: 'strict' });
    await register({ modelId: 'strict' });
    for (const alias of ['latest', 'v1', '7', '', 'a b', 'chаmpion', 'x'.repeat(101)]) {
      expect(await setAlias('strict', alias, 1)).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['alias'] }],
      });
    }
    expect(await setAlias('strict', 'champion', 2)).toMatchObject({
      __typename: 'NotFound',
      type: 'ModelVersion',
      id: 'strict@2',
    });
    expect(await setAlias('nobody', 'champion', 1)).toMatchObject({ __typename: 'NotFound', type: 'Model' });
  });
});
