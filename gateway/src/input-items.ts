import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { isRecord } from './answer.ts';
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
  const count = (value: unknown, type: GraphQLInputType, name: string): void => {
    if (isNonNullType(type)) count(value, type.ofType, name);
    else if (isListType(type) && Array.isArray(value)) {
      items += value.length;
      if (items > most) throw tooMany(name, most);
      for (const item of value) count(item, type.ofType, name);
    } else if (isListType(type)) count(value, type.ofType, name);
    else if (isInputObjectType(type) && isRecord(value)) {
      for (const field of Object.values(type.getFields())) {
        if (value[field.name] != null) count(value[field.name], field.type, name);
      }
    }
  };
  for (const { variable, type: node } of variableDefinitions) {
    const { value: name } = variable.name;
    const type = typeFromAST(schema, node);
    if (variables[name] != null && isInputType(type)) count(variables[name], type, name);
  }
}

const tooMany = (variable: string, most: number) =>
  tooComplex(
    `The lists in the variables have more than ${most.toLocaleString('en')} items together, at $${variable}: send them in several requests.`,
  );
