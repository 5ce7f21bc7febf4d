import type { GraphQLDataSource } from '@apollo/gateway';
import { type Budget, countValues } from '@tributary/common/budget';
import type { Caller } from '@tributary/common/caller';
import type { OperationKind } from '@tributary/common/http/turns';
import type { Logger } from '@tributary/common/log';
import { logRefusal } from '@tributary/common/log-refusal';
import { GraphQLError } from 'graphql';
import { type Answer, answerOf, copyAnswer } from '../answer.ts';
import type { Operation } from '../operation.ts';
import { Breaker } from './breaker.ts';
import { ClientLeft, DeadlineExceeded, withDeadline } from './deadline.ts';
import { errorsAtPlaces, placeErrors } from './failed-fetch.ts';
import {
  BudgetSpent,
  describeFailure,
  isExpected,
  NotAsked,
  NotSent,
  overBudget,
  Unanswered,
} from './failure-messages.ts';
import { Limiter, NoPlace } from './limiter.ts';
import type { PlannedStream } from './planned-stream.ts';
import { uniqueRepresentations } from './representations.ts';
import type { RequestFetches } from './request-fetches.ts';

/** What the gateway knows of a request while it fetches for it. */
export type GatewayContext = {
  readonly caller: Caller;
  readonly requestId: string;
  /** Aborted when the client leaves before its answer. */
  readonly signal: AbortSignal;
  /** When the answer has left, or nobody waits for it any more. */
  readonly sent: Promise<void>;
  readonly fetches: RequestFetches;
  /** What the request's fetches may still bring together. */
  readonly budget: Budget;
  /** Where the client waits for a stream, which the executor leaves here for it. */
  readonly stream?: PlannedStream;
};

/** An operation on its way to the service. */
export interface Fetch extends Operation {
  readonly kind: OperationKind;
  readonly context: GatewayContext;
  /** Whether the service does nothing more than this one thing, so that it may say when it only waits. */
  readonly isSingle: boolean;
}

/** How fetches reach a service. It may throw anything: createDataSource makes of it what a client may see. */
export interface Transport {
  /** @param leavePlace what the service calls when it only waits, and its store is free for others. */
  send(fetch: Fetch, signal: AbortSignal, leavePlace: () => void): Promise<Answer>;
  /** An answer for each event, read one by one. */
  subscribe(operation: Operation, context: GatewayContext): AsyncIterable<Answer>;
  close?(): Promise<void>;
}

export interface DataSourceOptions {
  log: Logger;
  /** How long a query may take, so that a hanging service costs its own fields and not the answer. */
  timeoutMs?: number;
  /** Mutations may take longer: one that was given up may have happened all the same. */
  mutationTimeoutMs?: number;
  /** The most fetches under way: no more than the service has connections to its store, where it has a pool of them. */
  concurrency?: number | undefined;
  /** How long a query waits for a place among them before it is sent. */
  queryWaitMs?: number;
  mutationWaitMs?: number;
}

/** What the executor fetches from. */
export interface DataSource extends GraphQLDataSource<GatewayContext> {
  /** Never throws: whatever fails is an error at the places that stay empty. */
  fetch(operation: Operation, context: GatewayContext, isSingle?: boolean): Promise<Answer>;
  /** Never throws, either: what fails is the last event. */
  subscribe(operation: Operation, context: GatewayContext): AsyncGenerator<Answer>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 1_500;
const MUTATION_TIMEOUT_MS = 10_000;
const QUERY_WAIT_MS = 1_000;
const MUTATION_WAIT_MS = 5_000;
/** Of the places, those that mutations leave to queries. */
const QUERIES_SHARE = 1 / 4;
const MAX_WAITING = 1_000;

/** Of a pool's connections, those that are left to its health and to whatever else works in its process. */
const CONNECTIONS_LEFT = 4;

/** How many fetches may be under way in a service whose pool is so large. */
export function concurrencyFor(poolMax: number): number {
  return Math.max(1, poolMax - CONNECTIONS_LEFT);
}

/** A service's pool has 30 connections unless it is told otherwise. */
const CONCURRENCY = concurrencyFor(30);

/**
 * What every transport needs: a place in the service, a deadline, each representation once, running fetches shared, and
 * for a fetch that fails errors at the places it should have filled. An error that is thrown has no path, and the
 * executor would put the service's address in its message.
 */
export function createDataSource(name: string, transport: Transport, options: DataSourceOptions): DataSource {
  const { log, timeoutMs = TIMEOUT_MS, mutationTimeoutMs = MUTATION_TIMEOUT_MS, concurrency = CONCURRENCY } = options;
  const breaker = new Breaker();
  const limiter = new Limiter({
    width: concurrency,
    keptForQueries: Math.floor(concurrency * QUERIES_SHARE),
    maxWaiting: MAX_WAITING,
    waitMs: { query: options.queryWaitMs ?? QUERY_WAIT_MS, mutation: options.mutationWaitMs ?? MUTATION_WAIT_MS },
  });

  /** First in a place of the request's, then in one of the service's: that is not waited for where it is in vain. */
  function send(fetch: Fetch): Promise<Answer> {
    const { kind, context } = fetch;
    const { fetches, signal } = context;
    return fetches.limiterFor(name).run(kind, signal, () => {
      if (fetches.isLate(name) || breaker.isOpen(Date.now())) throw new NotAsked(`${name} hangs`);
      return limiter.run(kind, signal, (leave) => sendNow(fetch, fetch.isSingle ? leave : () => {}));
    });
  }

  /** Its time begins when it has its place. The service may have become late meanwhile. */
  async function sendNow(fetch: Fetch, leavePlace: () => void): Promise<Answer> {
    const { fetches, signal, budget } = fetch.context;
    if (budget.error) throw new BudgetSpent();
    if (signal.aborted) throw new ClientLeft();
    if (fetches.isLate(name) || !breaker.admits(Date.now())) throw new NotAsked(`${name} hangs`);
    const time = fetches.timeFor(fetch.kind === 'mutation' ? mutationTimeoutMs : timeoutMs);
    const unique = uniqueRepresentations(fetch.variables);
    const sent = unique ? { ...fetch, variables: unique.variables } : fetch;
    const answer = await receive(sent, time, leavePlace);
    // Before they are laid out: a list of thousand in one place may stand in thousand.
    budget.spend(unique ? unique.countValues(answer) : countValues(answer.data));
    return unique ? unique.spread(answer) : answer;
  }

  async function receive(sent: Fetch, time: number, leavePlace: () => void): Promise<Answer> {
    const { fetches, signal } = sent.context;
    try {
      const answer = checkEntities(
        await withDeadline((abort) => transport.send(sent, abort, leavePlace), time, signal),
        sent,
      );
      breaker.answered();
      return answer;
    } catch (error) {
      if (error instanceof DeadlineExceeded && !error.stoodStill) {
        fetches.timedOut(name);
        breaker.timedOut(Date.now());
      }
      throw error instanceof NotSent ? error : new Unanswered(error);
    }
  }

  async function fetch(operation: Operation, context: GatewayContext, isSingle = false): Promise<Answer> {
    const fetch: Fetch = { ...operation, kind: kindOf(operation.query), context, isSingle };
    try {
      const answer = await send(fetch);
      return answer.errors ? { data: answer.data, errors: placeErrors(answer.errors, fetch, name) } : answer;
    } catch (error) {
      const { requestId } = context;
      const err = error instanceof Unanswered ? error.cause : error;
      if (err instanceof NoPlace) logRefusal(log, requestId, `${name} has no place for a ${fetch.kind}`);
      else if (err instanceof NotAsked) logRefusal(log, requestId, `${name} is not asked, since it hangs`);
      else if (!isExpected(err) && err !== context.budget.error) {
        log.warn({ err, requestId, service: name }, 'a fetch failed');
      }
      return { data: null, errors: errorsAtPlaces(fetch, [describeFailure(error, fetch.kind, context.budget, name)]) };
    }
  }

  async function* subscribe(operation: Operation, context: GatewayContext): AsyncGenerator<Answer> {
    const { signal, requestId, budget } = context;
    try {
      if (breaker.isOpen(Date.now())) throw new NotAsked(`${name} hangs`);
      for await (const { data, errors } of transport.subscribe(operation, context)) {
        yield answerOf(data, errors && placeErrors(errors, operation, name));
      }
    } catch (err) {
      if (signal.aborted) {
        // The client has left, or reads why its stream ends.
        yield { data: null, errors: errorsAtPlaces(operation, [reasonOf(signal)]) };
        return;
      }
      log.warn({ err, requestId, service: name }, 'a subscription failed');
      yield { data: null, errors: errorsAtPlaces(operation, [describeFailure(err, 'query', budget, name)]) };
    }
  }

  return {
    fetch,
    subscribe,
    async process(options) {
      if (!('incomingRequestContext' in options)) throw new Error('Only operations are fetched.');
      const { request, incomingRequestContext } = options;
      const { context, operation } = incomingRequestContext;
      const { query = '', operationName, variables = {} } = request;
      const [first, ...others] = operation?.selectionSet.selections ?? [];
      const isSingle = first?.kind === 'Field' && others.length === 0;
      const run = () => fetch({ query, operationName, variables }, context, isSingle);
      // In a mutation, what was read before may have changed since.
      if (operation?.operation !== 'query') return run();
      const copy = (answer: Answer): Answer => {
        try {
          context.budget.spend(countValues(answer.data));
          return copyAnswer(answer);
        } catch {
          return {
            data: null,
            errors: errorsAtPlaces({ query, operationName, variables }, [overBudget(context.budget, name)]),
          };
        }
      };
      return context.fetches.share(name, query, variables, run, copy);
    },
    close: async () => transport.close?.(),
  };
}

const reasonOf = ({ reason }: AbortSignal) =>
  reason instanceof GraphQLError
    ? { message: reason.message, extensions: reason.extensions }
    : { message: 'The client has left.' };

/** The planner prints the operation first. */
const kindOf = (query: string) => (query.startsWith('mutation') ? 'mutation' : 'query');

/** The executor gives up a whole fetch without a path when the list of entities is not as long as it asked for. */
function checkEntities(answer: Answer, { variables: { representations } }: Fetch): Answer {
  if (!Array.isArray(representations) || answer.data == null) return answer;
  const { _entities: entities } = answer.data;
  if (Array.isArray(entities) && entities.length === representations.length) return answer;
  throw new Error(
    `Asked for ${representations.length} entities, got ${Array.isArray(entities) ? entities.length : 'none'}.`,
  );
}
