import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';

/** The library's DateTime serialises to a Date, which a caller in the same process would get as it is; this one to text. */
const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  parseValue: (value) => readMoment(() => GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node, variables) => readMoment(() => GraphQLDateTimeISO.parseLiteral(node, variables)),
});

function readMoment(read: () => Date): Date {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(`${error.message.replace(/\.$/, '')}: a moment is written as 2026-06-01T12:00:00Z.`);
  }
}

const JSONArray = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSONArray',
  serialize: expectArray,
  parseValue: expectArray,
  parseLiteral: (node, variables) => expectArray(GraphQLJSON.parseLiteral(node, variables)),
});

function expectArray(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new GraphQLError(`JSONArray holds a list, not ${typeof value}.`);
}

/** The resolvers of the scalars that every subgraph's schema has. */
export const scalars = {
  DateTime,
  JSON: GraphQLJSON,
  JSONObject: GraphQLJSONObject,
  JSONArray,
  SafeInt: GraphQLSafeInt,
};
