import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Budget } from './budget.ts';

/**
 * Spends from an operation's budget for each object that it completes, and for the fields selected in it. graphql-js
 * asks of every object whether it is of its type: a place that costs no promise and no resolver.
 */
export function countObjects<Context extends { readonly budget: Budget }>(schema: GraphQLSchema): void {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    // Where types are asked in turn, each would say yes: an object names its own.
    if (isAbstractType(type)) type.resolveType ??= (value: { __typename?: string }) => value.__typename;
    if (isObjectType(type) && !roots.has(type)) type.isTypeOf = spendAs<Context>(type, schema);
  }
}

function spendAs<Context extends { readonly budget: Budget }>(type: GraphQLObjectType, schema: GraphQLSchema) {
  // All objects of one place have these nodes in common.
  const known = new WeakMap<readonly FieldNode[], number>();
  return (_object: unknown, { budget }: Context, info: GraphQLResolveInfo): boolean => {
    let values = known.get(info.fieldNodes);
    if (values === undefined) {
      const seen = new Set<string>();
      values = info.fieldNodes.reduce((sum, node) => sum + countFields(node.selectionSet, type, schema, info, seen), 1);
      known.set(info.fieldNodes, values);
    }
    budget.spend(values, info);
    return true;
  };
}

function countFields(
  set: SelectionSetNode | undefined,
  type: GraphQLObjectType,
  schema: GraphQLSchema,
  info: GraphQLResolveInfo,
  seen: Set<string>,
): number {
  return (set?.selections ?? []).reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + 1;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(selection.name.value)) return sum;
      seen.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
    const applies =
      !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
    return applies ? sum + countFields(fragment?.selectionSet, type, schema, info, seen) : sum;
  }, 0);
}
