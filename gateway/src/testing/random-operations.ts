import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import { choose, type Random } from '../../../tests/setup/random.ts';

/** What fields may be called: like keys, like other fields, like what the planner and JavaScript have for themselves. */
const ALIASES = [
  'id',
  'name',
  '__typename',
  'weight',
  'maker',
  'inStock',
  'client_0',
  'id__alias_0',
  'representations',
  '_entities',
  '__proto__',
  'constructor',
  'x',
];

const ARGUMENTS: Record<string, readonly string[]> = {
  first: ['1', '2', '$first'],
  id: ['"p1"', '"p7"', '$representations'],
  name: ['"Lamp"'],
  unit: ['KG', 'G'],
  warehouse: ['"Turin"', 'null'],
};

/** The planner has a variable called representations, too. */
const VARIABLES = {
  $first: 'Int = 2',
  $representations: 'ID! = "p3"',
} as const;

/**
 * An operation over the test supergraph, which may have aliases that are not valid beside each other. Without @include
 * and @skip, with which Apollo's executor loses fields and the order of names.
 */
export function drawOperation(random: Random, schema: GraphQLSchema): string {
  const fragments: string[] = [];
  const draw = (most: number) => Math.floor(random() * most);
  const oneOf = <Value>(values: readonly Value[]) => choose(random, values);

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = draw(10) < 6 ? `${oneOf(ALIASES)}: ` : '';
    const given = field.args.flatMap(({ name, type }) =>
      String(type).endsWith('!') || draw(2) === 0 ? [`${name}: ${oneOf(ARGUMENTS[name] ?? [])}`] : [],
    );
    const type = getNamedType(field.type);
    const below = isCompositeType(type) ? ` ${selection(type, depth - 1)}` : '';
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${below}`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type)
      ? []
      : Object.values(type.getFields()).filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const count = 1 + draw(4);
    const parts = Array.from({ length: count }, () => {
      const chance = draw(10);
      if (fields.length === 0 || (chance === 0 && depth > 0)) return inFragment(type, depth);
      if (chance === 1) return draw(2) === 0 ? '__typename' : `${oneOf(ALIASES)}: __typename`;
      return fieldText(oneOf(fields), depth);
    });
    return `{ ${parts.join(' ')} }`;
  }

  function inFragment(type: GraphQLCompositeType, depth: number): string {
    const on = isUnionType(type) ? oneOf(schema.getPossibleTypes(type)) : type;
    const text = selection(on, depth);
    if (draw(2) === 0) return `... on ${on.name} ${text}`;
    fragments.push(`fragment F${fragments.length} on ${on.name} ${text}`);
    return `...F${fragments.length - 1}`;
  }

  const kind = draw(5) === 0 ? 'mutation' : 'query';
  const root = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error('no root type');
  const text = selection(root, 4);
  const body = `${text} ${fragments.join(' ')}`;
  const used = Object.entries(VARIABLES).filter(([name]) => body.includes(name));
  const variables = used.map(([name, type]) => `${name}: ${type}`).join(', ');
  return `${kind} Drawn${variables && `(${variables})`} ${body}`;
}
