import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RenamedOperation } from '../aliases/rename-clashes.ts';
import { type Answer, answerOf } from '../answer.ts';
import type { Operation } from '../operation.ts';

/** A place in which the executor leaves what a client's stream is to tell. */
export class PlannedStream {
  service: string | undefined;
  operation: Operation | undefined;
  #renamed: RenamedOperation | undefined;

  /** Events come under names that clash with none of the planner's. */
  restoreWith(renamed: RenamedOperation): void {
    this.#renamed = renamed;
  }

  /** An event under the names that the client gave. */
  restore({ data, errors }: Answer): Answer {
    const renamed = this.#renamed;
    if (!renamed) return answerOf(data, errors);
    const restoreError = (error: GraphQLFormattedError) =>
      renamed.restoreError(new GraphQLError(error.message, error)).toJSON();
    return answerOf(data && renamed.restoreData(data), errors?.map(restoreError));
  }
}
