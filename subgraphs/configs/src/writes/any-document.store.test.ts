import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { rounds } from '../../../../tests/setup/config.ts';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { experimentKind } from '../collections.ts';

const configs = useConfigs();

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const HALF = '\ud800';
const hostile = ['$where', '__proto__', 'constructor', `half${HALF}`, 'nul\0'];
/** Names and texts that mean something elsewhere, and any other. */
const texts = fc.oneof(
  { weight: 12, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '',
      'a.b',
      '.',
      '_id',
      '_bsontype',
      'toString',
      'length',
      '0',
      '10',
      '$',
      'a$',
      '𐀀',
      'é',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
);
const names = fc.oneof(
  { weight: 30, arbitrary: texts },
  { weight: 10, arbitrary: fc.constantFrom('_bsontype', 'a.b', 'id', '2026-01-01', '1', '0') },
);
const scalars = fc.oneof(
  texts,
  fc.constantFrom('2026-01-01T00:00:00.000Z', 'ObjectId("0")', '$where'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e300, 5e-324, true, false, null),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('json'), { maxLength: 5 }),
    objectOf(tie('json')),
  ),
}));
function objectOf(values: fc.Arbitrary<Json>): fc.Arbitrary<{ [name: string]: Json }> {
  // As JSON writes it: a field called __proto__ is a field.
  return fc
    .array(fc.tuple(names, values), { maxLength: 5 })
    .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries))));
}
const chain = (depth: number): Json => (depth === 0 ? 'end' : { a: chain(depth - 1) });
const documents = fc.oneof(
  { weight: 20, arbitrary: objectOf(json) },
  { weight: 1, arbitrary: fc.integer({ min: 15, max: 25 }).map((depth) => ({ deep: chain(depth) })) },
);

const isText = (text: string) => text.isWellFormed() && !text.includes('\0');
/** Told of a document another way than the checks do it: by its paths. */
function* pathsOf(value: Json, path: string[]): Generator<{ path: string[]; value: Json }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value))
    yield* pathsOf(Object.getOwnPropertyDescriptor(value, name)?.value, [...path, name]);
}
const isBad = ({ path, value }: { path: string[]; value: Json }) => {
  const name = path.at(-1) ?? '';
  return (
    path.length > 20 ||
    name.startsWith('$') ||
    ['__proto__', 'constructor'].includes(name) ||
    !isText(name) ||
    (typeof value === 'string' && !isText(value))
  );
};
const isRefused = (parameters: Json, own: { [name: string]: Json }) =>
  [...pathsOf(own, [])].some(isBad) ||
  [...pathsOf(parameters, ['hyperparameters'])].some(isBad) ||
  Object.keys(own).some((name) => name.startsWith('_') || name === 'id' || experimentKind.declared.has(name));

it('is stored and read back equal, or refused with the place', async () => {
  let [stored, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(objectOf(json), documents), { minLength: 20, maxLength: 30 }), async (pairs) => {
      const inputs = pairs.map(([hyperparameters, extra]) => ({ hyperparameters, extra }));
      const { data } = await configs.ask(
        `mutation ($inputs: [ExperimentInput!]!) { insertExperiments(inputs: $inputs) { __typename
           ... on ExperimentSuccess { experiment { id } } ... on InvalidInput { issues { path message } } } }`,
        { inputs },
      );
      const answers: { experiment?: { id: string }; issues?: { path: string[] }[] }[] = data.insertExperiments;
      const representations = answers.flatMap(({ experiment }) =>
        experiment ? [{ __typename: 'Experiment', id: experiment.id }] : [],
      );
      const read = await configs.ask(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Experiment { hyperparameters extra } } }',
        { r: representations },
      );
      for (const [index, { hyperparameters, extra }] of inputs.entries()) {
        const isStored = answers[index]?.experiment !== undefined;
        expect([isStored, hyperparameters, extra]).toEqual([
          !isRefused(hyperparameters, extra),
          hyperparameters,
          extra,
        ]);
        // As text: the order of fields counts, too.
        if (isStored)
          expect(JSON.stringify(read.data._entities.shift())).toBe(JSON.stringify({ hyperparameters, extra }));
        else expect(answers[index]?.issues?.[0]?.path[0]).toMatch(/^(hyperparameters|extra)$/);
        if (isStored) stored += 1;
        else refused += 1;
      }
    }),
    { numRuns: rounds(15), seed: 19 },
  );
  expect(stored).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(50);
});
