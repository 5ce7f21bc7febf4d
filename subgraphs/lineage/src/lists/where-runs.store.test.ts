import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { samples, samplesWhere, useSamples, uuid } from '../../../../tests/setup/samples.ts';
import type { TrainingRunWhere } from '../schema-types.generated.ts';

const lineage = useLineage();
const { runsWhere } = useSamples(lineage);
const all = samples.map(({ id }) => id);

describe('a filter of runs', () => {
  it('takes null as left out, and an empty list as nothing', async () => {
    for (const where of [null, {}, { status: null, framework: null }, { AND: [] }, { OR: [{}] }, { framework: {} }]) {
      expect(await runsWhere(where)).toEqual(all);
    }
    for (const where of [
      { id: [] },
      { framework: { in: [] } },
      { OR: [] },
      { NOT: {} },
      { status: [] },
      { groupId: [] },
    ]) {
      expect(await runsWhere(where)).toEqual([]);
    }
  });

  it('gives what has no value to ne and NOT alone', async () => {
    const without = samplesWhere(({ framework }) => framework === null);
    expect(without.length).toBeGreaterThan(0);
    expect(await runsWhere({ framework: { ne: 'xgboost' } })).toEqual(expect.arrayContaining(without));
    expect(await runsWhere({ NOT: { framework: { contains: 'o' } } })).toEqual(expect.arrayContaining(without));
    const found = await runsWhere({ OR: [{ framework: { contains: '' } }, { framework: { startsWith: '' } }] });
    expect(found).toEqual(samplesWhere(({ framework }) => framework !== null));
  });

  it('never matches NaN and the infinities but by NOT', async () => {
    const bounds = [{ gt: 0.1 }, { gte: -1e308 }, { lt: 2 }, { lte: 1e308 }];
    for (const value of bounds) {
      const found = await runsWhere({ metric: { name: 'accuracy', value } });
      expect(found).toEqual(samplesWhere(({ metrics }) => Number.isFinite(metrics.accuracy)));
      const others = await runsWhere({ NOT: { metric: { name: 'accuracy', value } } });
      expect(others).toEqual(samplesWhere(({ metrics }) => !Number.isFinite(metrics.accuracy)));
    }
  });

  it('takes % and _ and \\ in a text for themselves, and ignores case beyond ASCII', async () => {
    const byFramework = (value: string) => samplesWhere(({ framework }) => framework === value);
    expect(await runsWhere({ framework: { contains: '%' } })).toEqual(byFramework('100%_sure'));
    expect(await runsWhere({ framework: { contains: '_' } })).toEqual(byFramework('100%_sure'));
    expect(await runsWhere({ framework: { contains: 'A\\B' } })).toEqual(byFramework('a\\b'));
    expect(await runsWhere({ framework: { startsWith: 'éCL' } })).toEqual(byFramework('Éclair'));
    expect(await runsWhere({ framework: { startsWith: '%' } })).toEqual([]);
    expect(await runsWhere({ tag: '%' })).toEqual(samplesWhere(({ tags }) => tags.includes('%')));
  });

  it('finds nothing by what the store cannot hold, instead of failing', async () => {
    const texts = ['\0', 'a\0b', "'; drop table run; --"];
    for (const text of texts) {
      for (const where of [
        { id: [text] },
        { parentId: text },
        { groupId: [text] },
        { modelId: text },
        { datasetId: text },
        { tag: text },
        { framework: { eq: text } },
        { framework: { in: [text] } },
        { framework: { contains: text } },
        { framework: { startsWith: text } },
        { metric: { name: text, value: { gt: 0 } } },
        { parameter: { name: text, text: { eq: text } } },
        { parameter: { name: 'rate', text: { contains: text } } },
      ]) {
        expect(await runsWhere(where)).toEqual([]);
      }
      expect(await runsWhere({ framework: { ne: text } })).toEqual(all);
      expect(await runsWhere({ parameter: { name: text, text: { ne: text } } })).toEqual([]);
      expect(await runsWhere({ parameter: { name: 'rate', text: { ne: text } } })).toEqual(
        samplesWhere(({ parameters }) => 'rate' in parameters),
      );
    }
    expect(await runsWhere({ id: ['not-a-uuid', uuid(3)] })).toEqual([uuid(3)]);
  });

  it('finds what has a metric or a parameter by its name alone, whatever its value', async () => {
    const hasAccuracy = samplesWhere(({ metrics }) => 'accuracy' in metrics);
    expect(await runsWhere({ metric: { name: 'accuracy', value: {} } })).toEqual(hasAccuracy);
    expect(await runsWhere({ metric: { name: 'none', value: {} } })).toEqual([]);
    expect(await runsWhere({ NOT: { metric: { name: 'none', value: {} } } })).toEqual(all);
    const hasRate = samplesWhere(({ parameters }) => 'rate' in parameters);
    expect(hasRate.length).toBeLessThan(all.length);
    for (const more of [{}, { text: {} }, { number: null }, { text: { ne: 'no such text' } }]) {
      expect(await runsWhere({ parameter: { name: 'rate', ...more } })).toEqual(hasRate);
    }
    const not01 = samplesWhere(({ parameters: { rate } }) => rate !== undefined && rate !== '0.1');
    expect(await runsWhere({ parameter: { name: 'rate', text: { ne: '0.1' } } })).toEqual(not01);
  });

  it('counts a number with an exponent of any length, and one beyond a double as a text alone', async () => {
    const texts = ['1e5', '1E+0000000000000000005', '1e300', '1e400', '-1e400', '1e-400', '9'.repeat(400), '1e', '٣'];
    const run = uuid(3);
    const values = texts.map((value, index) => ({ runId: run, name: `exponent ${index}`, value }));
    await lineage.db.insertInto('runParameter').values(values).execute();
    const numbers = lineage.db.selectFrom('runParameter').select('number').where('name', 'like', 'exponent %');
    expect((await numbers.orderBy('name').execute()).map(({ number }) => number)).toEqual([
      ...[1e5, 1e5, 1e300, null, null, 0, null, null, null],
    ]);
    expect(await runsWhere({ parameter: { name: 'exponent 1', number: { eq: 100_000 } } })).toEqual([run]);
    expect(await runsWhere({ parameter: { name: 'exponent 3', number: {} } })).toEqual([run]);
    await lineage.db.deleteFrom('runParameter').where('name', 'like', 'exponent %').execute();
  });

  it('reads a parameter as a number where it is one', async () => {
    expect(await runsWhere({ parameter: { name: 'rate', number: { lt: 0.2 } } })).toEqual(
      samplesWhere(({ parameters }) => ['0.1', '1e-3', '-2'].includes(parameters.rate ?? '')),
    );
  });

  it('answers BAD_USER_INPUT to a filter deeper than five or longer than 1,000', async () => {
    const nest = (depth: number): TrainingRunWhere => (depth === 0 ? { tag: 'gpu' } : { NOT: nest(depth - 1) });
    const query = 'query ($where: TrainingRunWhere) { trainingRuns(where: $where) { totalCount } }';
    expect((await lineage.ask(query, { where: nest(5) })).errors).toBeUndefined();
    const tooMuch: TrainingRunWhere[] = [
      nest(6),
      { id: Array.from({ length: 1_001 }, (_, index) => uuid(index)) },
      { OR: Array.from({ length: 600 }, () => ({ tag: 'a', modelId: 'b' })) },
      { OR: Array.from({ length: 150_000 }, () => ({ tag: 'a' })) },
      nest(1_000),
    ];
    for (const where of tooMuch) {
      const { errors } = await lineage.ask(query, { where });
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    const ids = Array.from({ length: 1_000 }, (_, index) => uuid(index));
    expect(await runsWhere({ id: ids, status: ['RUNNING'] })).toHaveLength(30);
  });
});
