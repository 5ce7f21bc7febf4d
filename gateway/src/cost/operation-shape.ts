import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { fragmentsOf } from '../fragments.ts';
import type { CostRules } from './cost-rules.ts';
import { type FieldCosts, fieldCosts, type Length } from './field-costs.ts';
import { type Limits, tooComplex } from './limits.ts';

/** A field of the answer: fragments are spread, and what the answer writes once is one field. */
export interface ShapeField {
  /** As the answer calls it. */
  readonly key: string;
  readonly name: string;
  readonly costs: FieldCosts;
  readonly below: Shape;
}

/** What an object of the answer may hold. */
export interface Shape {
  readonly fields: readonly ShapeField[];
  /** By their place, the fields that an object has: one list for each kind of object that there may be. */
  readonly alternatives: readonly (readonly number[])[];
}

/** The bounds that the shape of an operation is held to while it is made, since fragments can make it endless. */
export type ShapeLimits = Pick<Limits, 'maxDepth' | 'maxFields' | 'maxAliases' | 'maxDirectives'>;

interface Selected {
  readonly on: GraphQLCompositeType;
  readonly nodes: FieldNode[];
}

const NOTHING: Shape = { fields: [], alternatives: [] };

/**
 * What an operation may answer.
 * @throws QUERY_TOO_COMPLEX when it is deeper or wider than the limits allow.
 */
export function shapeOf(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: CostRules,
  limits: ShapeLimits,
): Shape {
  const fragments = fragmentsOf(document);
  const counted = { fields: 0, aliases: 0, directives: 0 };
  const path: string[] = [];

  const count = (what: keyof typeof counted, by: number, most: number) => {
    counted[what] += by;
    if (counted[what] <= most) return;
    const place = path.length > 0 ? ` at ${path.join('.')}` : '';
    throw tooComplex(
      `The operation has more than ${most} ${what}${place}, its fragments spread: ask in several operations.`,
    );
  };
  const countDirectives = (directives: readonly DirectiveNode[] = []) => {
    if (directives.length > 0) count('directives', directives.length, limits.maxDirectives);
  };

  /** Like the algorithm CollectFields of the specification, but for objects of every type. */
  function collect(
    { selections }: SelectionSetNode,
    on: GraphQLCompositeType,
    into: Map<string, Selected>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      countDirectives(selection.directives);
      if (isLeftOut(selection.directives)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (selection.alias) count('aliases', 1, limits.maxAliases);
        const key = `${selection.alias?.value ?? name} ${name} ${on.name}`;
        const selected = into.get(key);
        if (selected) selected.nodes.push(selection);
        else into.set(key, { on, nodes: [selection] });
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment) collect(fragment.selectionSet, narrow(on, fragment.typeCondition?.name.value), into, seen);
    }
  }

  function narrow(on: GraphQLCompositeType, condition: string | undefined): GraphQLCompositeType {
    const type = condition === undefined ? on : schema.getType(condition);
    if (!isCompositeType(type) || type === on) return on;
    return isAbstractType(type) && !isUnionType(on) && schema.isSubType(type, on) ? on : type;
  }

  function shape(
    sets: readonly SelectionSetNode[],
    type: GraphQLCompositeType,
    lengthOf: (name: string) => Length | undefined,
  ): Shape {
    if (sets.length === 0) return NOTHING;
    if (path.length >= limits.maxDepth) {
      throw tooComplex(
        `The operation is more than ${limits.maxDepth} levels deep, at ${path.join('.')}: ask in several operations.`,
      );
    }
    const selected = new Map<string, Selected>();
    const seen = new Set<string>();
    for (const set of sets) collect(set, type, selected, seen);
    count('fields', selected.size, limits.maxFields);
    const parts = [...selected.values()].flatMap(({ on, nodes }) => {
      const field = toField(nodes, on, lengthOf);
      return field ? [{ on, field }] : [];
    });
    return {
      fields: parts.map(({ field }) => field),
      alternatives: alternatives(
        parts.map(({ on }) => on),
        type,
      ),
    };
  }

  function toField(
    nodes: readonly FieldNode[],
    on: GraphQLCompositeType,
    lengthOf: (name: string) => Length | undefined,
  ): ShapeField | undefined {
    const [node] = nodes;
    const definition = node && fieldOf(schema, on, node.name.value);
    if (!definition) return undefined;
    const key = (node.alias ?? node.name).value;
    const costs = fieldCosts(node, definition, on, rules, lengthOf(definition.name));
    const type = getNamedType(definition.type);
    path.push(key);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = isCompositeType(type) ? shape(sets, type, costs.lengthBelow) : NOTHING;
    path.pop();
    return { key, name: definition.name, costs, below };
  }

  function alternatives(
    ons: readonly GraphQLCompositeType[],
    type: GraphQLCompositeType,
  ): readonly (readonly number[])[] {
    const all = [...ons.keys()];
    if (!isAbstractType(type) || ons.every((on) => on === type)) return [all];
    const different = new Map<string, readonly number[]>();
    for (const possible of schema.getPossibleTypes(type)) {
      const applying = all.filter((place) => {
        const on = ons[place];
        return on === possible || (isAbstractType(on) && schema.isSubType(on, possible));
      });
      different.set(applying.join(), applying);
    }
    return [...different.values()];
  }

  const root = schema.getRootType(operation.operation);
  countDirectives(operation.directives);
  return root ? shape([operation.selectionSet], root, () => undefined) : NOTHING;
}

function fieldOf(
  schema: GraphQLSchema,
  on: GraphQLCompositeType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (on === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isUnionType(on) ? undefined : on.getFields()[name];
}

/** `@skip(if: true)` or `@include(if: false)`, in so many words. */
const isLeftOut = (directives: readonly DirectiveNode[] = []) =>
  directives.some(({ name, arguments: given }) => {
    const value = given?.[0]?.value;
    if (value?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && value.value) || (name.value === 'include' && !value.value);
  });
