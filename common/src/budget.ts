import { GraphQLError, type GraphQLResolveInfo } from 'graphql';

/** Unless set: three times what a page of 1,000 rows with ten fields and some neighbours takes, and about a second. */
export const MAX_ANSWER_VALUES = 150_000;

/** A text or a name of so many characters takes the room of one more value. */
const TEXT_LENGTH = 100;

/** What a client must know whose mutation's answer is refused. */
export const DONE = ' What the mutation was to do is done.';

/**
 * How many values the answer to one operation may hold, so that one that asks for too many ends before it takes the
 * memory of everybody. An object is a value, and so is each of its fields.
 */
export class Budget {
  readonly max: number;
  /** What the operation was reckoned to need, where somebody did. */
  estimated: number | undefined;
  #spent = 0;
  #error: GraphQLError | undefined;

  constructor(max: number) {
    this.max = max;
  }

  get spent(): number {
    return this.#spent;
  }

  /** What it ended with; undefined while it holds. */
  get error(): GraphQLError | undefined {
    return this.#error;
  }

  /**
   * @param place where in the operation.
   * @throws QUERY_TOO_COMPLEX, always the same error, once more than `max` are spent.
   */
  spend(values: number, place?: Place): void {
    this.#spent += values;
    if (this.#spent > this.max) throw this.#error ?? this.end(place);
  }

  end(place?: Place): GraphQLError {
    const most = this.max.toLocaleString('en');
    const done = place?.operation.operation === 'mutation' ? DONE : '';
    const message = `The answer has more than ${most} values: ask for fewer with first, or in several operations.${done}`;
    // With a path graphql-js takes the error as it is; without one it makes another at each place.
    const path = place && pathOf(place.path);
    this.#error = new GraphQLError(message, { ...(path && { path }), extensions: { code: 'QUERY_TOO_COMPLEX' } });
    return this.#error;
  }
}

type Place = Pick<GraphQLResolveInfo, 'path' | 'operation'>;

const pathOf = (path: Place['path']): (string | number)[] => [...(path.prev ? pathOf(path.prev) : []), path.key];

/**
 * The values in a part of an answer.
 * @param most counting stops where they are more.
 */
export function countValues(value: unknown, most = Number.POSITIVE_INFINITY): number {
  let count = 0;
  const add = (part: unknown): void => {
    count += 1;
    if (typeof part === 'string') count += Math.floor(part.length / TEXT_LENGTH);
    if (typeof part !== 'object' || part === null || count > most) return;
    if (Array.isArray(part)) {
      if (part.length > 0) count -= 1;
      for (const item of part) add(item);
      return;
    }
    for (const name in part) {
      count += Math.floor(name.length / TEXT_LENGTH);
      add(Reflect.get(part, name));
    }
  };
  add(value);
  return count;
}
