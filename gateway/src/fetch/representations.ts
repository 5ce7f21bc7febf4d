import { countValues } from '@tributary/common/budget';
import { type Answer, answerOf, copyValue } from '../answer.ts';

/** Variables in which each representation stands once, and how to lay the answer out for all of them again. */
export interface UniqueRepresentations {
  readonly variables: Record<string, unknown>;
  spread(answer: Answer): Answer;
  /** The values of an answer once it is laid out. */
  countValues(answer: Answer): number;
}

/** The planner asks once for each place in the answer: a list of 50 products of one maker has its key 50 times. */
export function uniqueRepresentations(variables: Record<string, unknown>): UniqueRepresentations | undefined {
  const { representations } = variables;
  if (!Array.isArray(representations) || representations.length < 2) return undefined;
  const places = Map.groupBy(representations.keys(), (index) => JSON.stringify(representations[index]));
  if (places.size === representations.length) return undefined;
  const placesOf = [...places.values()];
  return {
    variables: { ...variables, representations: placesOf.map(([first = 0]) => representations[first]) },
    spread: (answer) => spread(answer, placesOf, representations.length),
    countValues: ({ data }) => countSpread(data?._entities, placesOf),
  };
}

function spread({ data, errors }: Answer, placesOf: readonly number[][], length: number): Answer {
  return answerOf(
    data && { ...data, _entities: spreadEntities(data._entities, placesOf, length) },
    errors?.flatMap((error) => {
      const [root, index, ...rest] = error.path ?? [];
      const places = root === '_entities' && typeof index === 'number' ? placesOf[index] : undefined;
      return places?.map((place) => ({ ...error, path: ['_entities', place, ...rest] })) ?? [error];
    }),
  );
}

function countSpread(entities: unknown, placesOf: readonly number[][]): number {
  if (!Array.isArray(entities)) return 0;
  return placesOf.reduce((sum, places, index) => sum + places.length * countValues(entities[index]), 0);
}

/** Each place gets an object of its own, since the executor goes on to change them. */
function spreadEntities(entities: unknown, placesOf: readonly number[][], length: number): unknown {
  if (!Array.isArray(entities)) return entities;
  const all = new Array<unknown>(length);
  for (const [index, places] of placesOf.entries()) {
    const entity: unknown = entities[index];
    for (const [nth, place] of places.entries()) all[place] = nth === 0 ? entity : copyValue(entity);
  }
  return all;
}
