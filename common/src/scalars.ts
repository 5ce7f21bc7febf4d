import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';

/** The library's DateTime serialises to a Date, which a caller in the same process would get as it is; this one to text. */
const DateTime = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });

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
