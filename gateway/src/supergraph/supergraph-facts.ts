import {
  buildASTSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { readPlannerNames } from '../aliases/planner-names.ts';
import { createRenamer } from '../aliases/rename-clashes.ts';
import { costOf } from '../cost/cost.ts';
import { type CostRules, type ListSize, readCostRules } from '../cost/cost-rules.ts';
import type { CostFacts } from '../cost/limit-operations.ts';
import { shapeOf } from '../cost/operation-shape.ts';

/** What the gateway knows of a supergraph, beside how to plan for it. */
export interface SupergraphFacts extends CostFacts {
  /** Gives other names to what clashes with names of the planner; undefined where nothing does. */
  readonly renameClashes: ReturnType<typeof createRenamer>;
  /** How an input takes a NaN or an infinity, which JSON has no number for; undefined where none does. */
  readonly nonFiniteInput: string | undefined;
}

/** @param apiSchema the supergraph as clients see it. */
export function readFacts(apiSchema: GraphQLSchema, supergraphSdl: string): SupergraphFacts {
  const document = parse(supergraphSdl, { noLocation: true });
  const supergraph = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const written = readCostRules(supergraph);
  const rules = {
    ...written,
    listSizes: new Map([...written.listSizes, ...introspectionSizes(apiSchema)]),
  };
  return {
    rules,
    introspectionCost: introspectionCost(apiSchema, rules),
    renameClashes: createRenamer(readPlannerNames(supergraph)),
    nonFiniteInput: findNonFiniteInput(apiSchema),
    shapes: new WeakMap(),
    costs: new WeakMap(),
  };
}

function introspectionCost(schema: GraphQLSchema, rules: CostRules): number {
  const document = parse(
    getIntrospectionQuery({
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      oneOf: true,
      schemaDescription: true,
      specifiedByUrl: true,
    }),
  );
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return 0;
  const none = Number.POSITIVE_INFINITY;
  const unlimited = { maxDepth: none, maxFields: none, maxAliases: none, maxDirectives: none };
  return costOf(shapeOf(operation, document, schema, rules, unlimited), {});
}

/** How long the lists of introspection are: as many types as there are, with as many fields as a type has on average. */
function introspectionSizes(schema: GraphQLSchema): Map<string, ListSize> {
  const types = Object.values(schema.getTypeMap());
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = withFields.flatMap((type) => Object.values(type.getFields()));
  const directives = schema.getDirectives();
  const perType = (items: number) => items / types.length;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const sizes: Record<string, number> = {
    '__Schema.types': types.length,
    '__Schema.directives': directives.length,
    '__Directive.args': sum(directives.map(({ args }) => args.length)) / Math.max(1, directives.length),
    '__Type.fields': perType(fields.length),
    '__Field.args': sum(fields.map(({ args }) => args.length)) / Math.max(1, fields.length),
    '__Type.interfaces': perType(sum(withFields.map((type) => type.getInterfaces().length))),
    '__Type.possibleTypes': perType(
      sum(types.filter(isAbstractType).map((type) => schema.getPossibleTypes(type).length)),
    ),
    '__Type.enumValues': perType(sum(types.filter(isEnumType).map((type) => type.getValues().length))),
    '__Type.inputFields': perType(
      sum(types.filter(isInputObjectType).map((type) => Object.keys(type.getFields()).length)),
    ),
  };
  return new Map(
    Object.entries(sizes).map(([coordinate, assumedSize]) => [
      coordinate,
      { assumedSize, slicingArguments: [], requireOneSlicingArgument: false },
    ]),
  );
}

/** A field of an input whose values are called as such numbers are. */
function findNonFiniteInput(schema: GraphQLSchema): string | undefined {
  for (const input of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    for (const field of Object.values(input.getFields())) {
      const type = getNamedType(field.type);
      if (!isEnumType(type) || !type.getValue('NAN')) continue;
      const names = type.getValues().map(({ name }) => name);
      return `${input.name} has a field for it: {"${field.name}": "NAN"} (${names.join(', ')})`;
    }
  }
  return undefined;
}
