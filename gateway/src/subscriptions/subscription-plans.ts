import type { Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import { badUserInput } from '@tributary/common/errors';
import type { Executor } from '../fetch/executor.ts';

type Node = NonNullable<Parameters<Experimental_DidResolveQueryPlanCallback>[0]['queryPlan']['node']>;

/** The plans of subscriptions, which Apollo's gateway makes and does not execute. */
export class SubscriptionPlans {
  readonly #plans = new WeakMap<object, Node>();

  /** Apollo's gateway calls it between planning and executing. */
  readonly note: Experimental_DidResolveQueryPlanCallback = ({ queryPlan: { node }, requestContext }) => {
    if (node?.kind === 'Subscription') this.#plans.set(requestContext, node);
  };

  /** Plans subscriptions, and leaves to the executor all else. */
  plan(executor: Executor): Executor {
    return async (context) => {
      const { stream } = context.context;
      if (!stream) return executor(context);
      const result = await executor(context).catch((error: unknown) => {
        // It has refused to execute what it has planned.
        if (!this.#plans.has(context)) throw error;
        return {};
      });
      const node = this.#plans.get(context);
      if (node?.kind !== 'Subscription') return result;
      const { primary, rest } = node;
      if (rest) throw cannotCarry(primary.serviceName, servicesOf(rest));
      stream.service = primary.serviceName;
      stream.operation = {
        query: primary.operation,
        operationName: primary.operationName,
        variables: pick(context.request.variables ?? {}, primary.variableUsages ?? []),
      };
      return { data: {} };
    };
  }
}

const cannotCarry = (service: string, others: ReadonlySet<string>) =>
  badUserInput(
    `This subscription asks ${service} for its events, and ${[...others].join(' and ')} for some of their fields: a subscription is carried by one service alone. Leave those fields out, and ask for them in a query.`,
  );

/** The services from which a plan fetches. */
function servicesOf(node: Node): Set<string> {
  switch (node.kind) {
    case 'Fetch':
      return new Set([node.serviceName]);
    case 'Flatten':
      return servicesOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return new Set(node.nodes.flatMap((inner) => [...servicesOf(inner)]));
    case 'Condition':
      return new Set([node.ifClause, node.elseClause].flatMap((inner) => (inner ? [...servicesOf(inner)] : [])));
    default:
      return new Set();
  }
}

const pick = (values: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])));
