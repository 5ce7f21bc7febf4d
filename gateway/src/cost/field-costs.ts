import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { isRecord } from '../answer.ts';
import type { CostRules, ListSize } from './cost-rules.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** How many objects or values a list may hold, by what the arguments of an operation ask for. */
export type Length = (variables: Variables) => number;

/** What one field of an operation costs, without what is selected below it. */
export interface FieldCosts {
  /** Of one value, its name included. */
  readonly weight: number;
  /** Undefined where the field is no list. */
  readonly length: Length | undefined;
  /** What lists below it are as long as, by their names. */
  lengthBelow(name: string): Length | undefined;
  readonly ofArguments: (variables: Variables) => number;
}

/** Of a list that nothing is said about. */
const ASSUMED_SIZE = 10;
/** By these arguments lists are sliced where no `@listSize` says so. */
const SLICING_ARGUMENTS = new Set(['first', 'last', 'limit', 'ids']);
/** A name of so many characters weighs as much as a value, since it is written as often. */
const NAME_LENGTH = 100;

/** @param inherited how long the list is by what was asked of the field above it. */
export function fieldCosts(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  on: GraphQLCompositeType,
  rules: CostRules,
  inherited: Length | undefined,
): FieldCosts {
  const coordinate = `${on.name}.${field.name}`;
  const size = rules.listSizes.get(coordinate) ?? conventionalSize(field);
  const isList = isListType(getNullableType(field.type));
  const asked = size && ((variables: Variables) => askedLength(node, field, size, variables));
  const given = isList && !size?.sizedFields?.length ? asked : undefined;
  const name = (node.alias ?? node.name).value;
  return {
    weight:
      (rules.weights.get(coordinate) ?? rules.weights.get(getNamedType(field.type).name) ?? 1) +
      Math.floor(name.length / NAME_LENGTH),
    length: isList ? (given ?? inherited ?? (() => ASSUMED_SIZE)) : undefined,
    lengthBelow: (below) => (size?.sizedFields?.includes(below) || (!size?.sizedFields && !isList) ? asked : undefined),
    ofArguments: (variables) => (rules.weighsInputs ? weighArguments(node, field, coordinate, rules, variables) : 0),
  };
}

function weighArguments(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  coordinate: string,
  rules: CostRules,
  variables: Variables,
): number {
  return (node.arguments ?? []).reduce((sum, { name: { value: name }, value }) => {
    const definition = field.args.find((candidate) => candidate.name === name);
    const weight = rules.weights.get(`${coordinate}(${name}:)`) ?? 0;
    return sum + (definition ? weight + inputWeight(untyped(value, variables), definition.type, rules) : 0);
  }, 0);
}

function conventionalSize({ args }: GraphQLField<unknown, unknown>): ListSize | undefined {
  const slicingArguments = args.filter(({ name }) => SLICING_ARGUMENTS.has(name)).map(({ name }) => name);
  return slicingArguments.length > 0 ? { slicingArguments, requireOneSlicingArgument: false } : undefined;
}

/** @throws BAD_USER_INPUT where one slicing argument is required and not one is given. */
function askedLength(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { slicingArguments, assumedSize, requireOneSlicingArgument }: ListSize,
  variables: Variables,
): number {
  const lengths = slicingArguments.flatMap((path) => lengthOf(argumentAt(node, field, path, variables)) ?? []);
  if (requireOneSlicingArgument && slicingArguments.length > 0 && lengths.length !== 1) {
    const message = `${field.name} takes one of ${slicingArguments.join(', ')}, not ${lengths.length} of them.`;
    throw new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
  }
  return lengths.length > 0 ? Math.max(0, ...lengths) : (assumedSize ?? ASSUMED_SIZE);
}

function argumentAt(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  path: string,
  variables: Variables,
): unknown {
  const [name, ...below] = path.split('.');
  const definition: GraphQLArgument | undefined = field.args.find((argument) => argument.name === name);
  const given = node.arguments?.find((argument) => argument.name.value === name);
  const value = (given && untyped(given.value, variables)) ?? definition?.defaultValue;
  return below.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

const lengthOf = (value: unknown) =>
  Number.isInteger(value) ? Number(value) : Array.isArray(value) ? value.length : undefined;

const untyped = (node: ValueNode, variables: Variables): unknown =>
  node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node, variables);

/** What `@cost` on the fields of input types adds. */
function inputWeight(value: unknown, type: GraphQLInputType, rules: CostRules): number {
  if (value == null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + inputWeight(item, type, rules), 0);
  const named = getNamedType(type);
  if (!isInputObjectType(named) || !isRecord(value)) return 0;
  return Object.values(named.getFields()).reduce((sum, field) => {
    const given = value[field.name];
    if (given === undefined) return sum;
    return sum + (rules.weights.get(`${named.name}.${field.name}`) ?? 0) + inputWeight(given, field.type, rules);
  }, 0);
}
