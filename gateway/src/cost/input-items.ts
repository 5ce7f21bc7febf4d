import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { isRecord } from '../answer.ts';
import type { Variables } from './field-costs.ts';
import { tooComplex } from './limits.ts';

/**
 * Refuses variables whose lists have too many items together, before each is checked against its type: that takes the
 * event loop 10 µs an item and more, in the gateway and again in the service. What stands in one scalar, such as a
 * document, is one value.
 */
export function limitInputItems(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
  schema: GraphQLSchema,
  most: number,
): void {
  let items = 0;
  const count = (value: unknown, type: GraphQLInputType, name: string, depth = 0): void => {
    if (depth > MAX_DEPTH) throw tooDeep(name);
    if (isNonNullType(type)) count(value, type.ofType, name, depth);
    else if (isListType(type) && Array.isArray(value)) {
      items += value.length;
      if (items > most) throw tooMany(name, most);
      if (isFlat(type.ofType)) return;
      for (const item of value) count(item, type.ofType, name, depth + 1);
    } else if (isListType(type)) count(value, type.ofType, name, depth);
    else if (isInputObjectType(type) && isRecord(value)) {
      for (const field of deepFields(type)) {
        if (value[field.name] != null) count(value[field.name], field.type, name, depth + 1);
      }
    }
  };
  for (const { variable, type: node } of variableDefinitions) {
    const { value: name } = variable.name;
    const type = typeFromAST(schema, node);
    if (variables[name] != null && isInputType(type)) count(variables[name], type, name);
  }
}

const known = new WeakMap<GraphQLInputObjectType, readonly GraphQLInputField[]>();

/** The fields below which lists may stand, or inputs in each other without end. */
function deepFields(
  type: GraphQLInputObjectType,
  within: readonly GraphQLInputType[] = [],
): readonly GraphQLInputField[] {
  const found =
    known.get(type) ?? Object.values(type.getFields()).filter((field) => !isFlat(field.type, [...within, type]));
  known.set(type, found);
  return found;
}

/** Whether no more than a bounded number of values stands in it: of a thousand such inputs none needs a look. */
function isFlat(type: GraphQLInputType, within: readonly GraphQLInputType[] = []): boolean {
  if (isNonNullType(type)) return isFlat(type.ofType, within);
  if (isListType(type) || within.includes(type)) return false;
  return !isInputObjectType(type) || deepFields(type, within).length === 0;
}

/** Far more than filters need, and far less than the stack has room for. */
const MAX_DEPTH = 100;

const tooDeep = (variable: string) =>
  tooComplex(`The inputs in the variables must be nested at most ${MAX_DEPTH} deep, not as at $${variable}.`);

const tooMany = (variable: string, most: number) =>
  tooComplex(
    `The lists in the variables have more than ${most.toLocaleString('en')} items together, at $${variable}: send them in several requests.`,
  );
