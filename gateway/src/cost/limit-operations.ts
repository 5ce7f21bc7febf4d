import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import type { GatewayContext } from '../fetch/data-source.ts';
import { costOf, costOfField, findCostliest } from './cost.ts';
import { CostGate } from './cost-gate.ts';
import type { CostRules } from './cost-rules.ts';
import type { Variables } from './field-costs.ts';
import { limitInputItems } from './input-items.ts';
import { type Limits, tooComplex } from './limits.ts';
import { type Shape, shapeOf } from './operation-shape.ts';

/** What is known of a schema, and of the operations that were asked of it so far. */
export interface CostFacts {
  readonly rules: CostRules;
  /** What the introspection query of tools costs, that asks for everything. */
  readonly introspectionCost: number;
  readonly shapes: WeakMap<OperationDefinitionNode, Shape>;
  /** Of the operations without variables. */
  readonly costs: WeakMap<OperationDefinitionNode, number>;
}

/** Clients that ask for the schema in parts ask for some of it twice. */
const INTROSPECTIONS = 4;

/**
 * Refuses operations that ask for too much, and lets large ones wait for each other. The shape of an operation is made
 * once. Its cost is reckoned from the shape each time, since it may depend on variables.
 */
export function limitOperations(
  limits: Limits,
  factsOf: (schema: GraphQLSchema) => CostFacts,
): ApolloServerPlugin<GatewayContext> {
  const gate = new CostGate(limits.maxCost);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, schema, request, contextValue }) => {
        if (!operation) return;
        limitInputItems(operation, request.variables ?? {}, schema, limits.maxInputItems);
        const facts = factsOf(schema);
        const known = facts.costs.get(operation);
        const cost = known ?? judge(operation, document, schema, facts, request.variables ?? {});
        if (known === undefined && !operation.variableDefinitions?.length) facts.costs.set(operation, cost);
        contextValue.budget.estimated = cost;
        const leave = await gate.enter(cost);
        void contextValue.sent.then(leave);
      },
    }),
  };

  function judge(
    operation: OperationDefinitionNode,
    document: DocumentNode,
    schema: GraphQLSchema,
    { shapes, rules, introspectionCost }: CostFacts,
    given: Variables,
  ): number {
    const shape = shapes.get(operation) ?? shapeOf(operation, document, schema, rules, limits);
    shapes.set(operation, shape);
    limitRootFields(operation, shape, limits);
    const variables = withDefaults(operation, given);
    limitIntrospection(shape, variables, introspectionCost * INTROSPECTIONS);
    const cost = costOf(withoutIntrospection(shape), variables);
    if (cost > limits.maxCost) refuse(shape, variables, cost, limits.maxCost);
    return cost;
  }
}

/** Tells developers in `extensions.cost` what an operation was reckoned to answer, and what was fetched for it. */
export function tellCost(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body }, contextValue: { budget } }) => {
        if (body.kind !== 'single' || budget.estimated === undefined) return;
        const cost = { estimated: Math.round(budget.estimated), fetched: budget.spent, max: budget.max };
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    }),
  };
}

function limitRootFields({ operation }: OperationDefinitionNode, { fields }: Shape, limits: Limits): void {
  const most = operation === 'mutation' ? limits.maxMutationRootFields : limits.maxQueryRootFields;
  if (fields.length <= most) return;
  throw tooComplex(
    `The ${operation} has ${fields.length} root fields, at most ${most} are allowed: ask in several operations.`,
  );
}

const isIntrospection = ({ name }: { name: string }) => name === '__schema' || name === '__type';

/** The schema is answered from memory: its values are cheaper than others, and the more, the larger the schema is. */
function limitIntrospection({ fields }: Shape, variables: Variables, most: number): void {
  const cost = fields.filter(isIntrospection).reduce((sum, field) => sum + costOfField(field, variables), 0);
  if (cost <= most) return;
  throw tooComplex(
    `The introspection may answer ${inWords(cost)} values, at most ${inWords(most)} are allowed: ask for __schema once.`,
  );
}

/** A root type is no union, so there is one alternative. */
const withoutIntrospection = ({ fields }: Shape): Shape => ({
  fields,
  alternatives: [fields.flatMap((field, place) => (isIntrospection(field) ? [] : place))],
});

function refuse(shape: Shape, variables: Variables, cost: number, most: number): never {
  const costliest = findCostliest(shape, variables);
  const where = costliest ? ` ${costliest.path.join('.')} alone may bring ${inWords(costliest.cost)}:` : '';
  throw tooComplex(
    `The operation may answer ${inWords(cost)} values, at most ${inWords(most)} are allowed.${where} ask for fewer with first, or in several operations.`,
  );
}

const inWords = (count: number) => Math.round(count).toLocaleString('en');

function withDefaults({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): Variables {
  const defaults = variableDefinitions.flatMap(({ variable: { name }, defaultValue }) =>
    defaultValue ? [[name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return defaults.length > 0 ? { ...Object.fromEntries(defaults), ...variables } : variables;
}
