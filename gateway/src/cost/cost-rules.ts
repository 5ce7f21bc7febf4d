import {
  type ConstDirectiveNode,
  type GraphQLDirective,
  type GraphQLSchema,
  getArgumentValues,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import { isRecord } from '../answer.ts';

/** How long a list is, as `@listSize` on its field, or on the field that returns its page, says. */
export interface ListSize {
  readonly assumedSize?: number | undefined;
  /** Arguments that ask for a length, or are a list of that length; `input.first` is a field of an argument. */
  readonly slicingArguments: readonly string[];
  /** The lists below the field that are so long. Left out: every list directly below that has no size of its own. */
  readonly sizedFields?: readonly string[] | undefined;
  /** An operation that gives none or several of the slicing arguments is refused. */
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says of costs: of `Type`, `Type.field` and `Type.field(argument:)`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
  /** Whether any of the weights is an argument's or an input field's. */
  readonly weighsInputs: boolean;
}

/**
 * Reads `@cost` and `@listSize`, which composition leaves where they were written, under the names that the `@link` to
 * their specification gives them (https://ibm.github.io/graphql-specs/cost-spec.html).
 */
export function readCostRules(supergraph: GraphQLSchema): CostRules {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  let weighsInputs = false;
  const names = directiveNames(supergraph);
  const cost = supergraph.getDirective(names.cost);
  const listSize = supergraph.getDirective(names.listSize);

  const readWeight = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): boolean => {
    const weight = valuesOf(cost, directives)?.weight;
    if (typeof weight !== 'number') return false;
    weights.set(coordinate, weight);
    return true;
  };
  const readInput = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    if (readWeight(coordinate, directives)) weighsInputs = true;
  };
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    readWeight(coordinate, directives);
    const size = valuesOf(listSize, directives);
    if (size) listSizes.set(coordinate, toListSize(size));
  };
  for (const type of Object.values(supergraph.getTypeMap())) {
    read(type.name, type.astNode?.directives);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        readInput(`${type.name}.${field.name}`, field.astNode?.directives);
      }
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      read(`${type.name}.${field.name}`, field.astNode?.directives);
      for (const argument of field.args) {
        readInput(`${type.name}.${field.name}(${argument.name}:)`, argument.astNode?.directives);
      }
    }
  }
  return { weights, listSizes, weighsInputs };
}

function valuesOf(directive: GraphQLDirective | null | undefined, nodes: readonly ConstDirectiveNode[] = []) {
  const node = directive && nodes.find(({ name }) => name.value === directive.name);
  return node && getArgumentValues(directive, node);
}

const toListSize = (values: Record<string, unknown>): ListSize => ({
  assumedSize: typeof values.assumedSize === 'number' ? values.assumedSize : undefined,
  slicingArguments: textsOf(values.slicingArguments) ?? [],
  sizedFields: textsOf(values.sizedFields),
  requireOneSlicingArgument: values.requireOneSlicingArgument !== false,
});

const textsOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : undefined;

/** By `@link`'s rules: what is imported has its own name or the one it is imported as, the rest begins with the prefix. */
function directiveNames(supergraph: GraphQLSchema): { cost: string; listSize: string } {
  const names = { cost: 'cost', listSize: 'cost__listSize' };
  const links = supergraph.astNode?.directives?.filter(({ name }) => name.value === 'link') ?? [];
  for (const link of links) {
    const given = Object.fromEntries(
      link.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]) ?? [],
    );
    if (!/\/cost\/v[\d.]+$/.test(String(given.url))) continue;
    if (typeof given.as === 'string') Object.assign(names, { cost: given.as, listSize: `${given.as}__listSize` });
    for (const imported of Array.isArray(given.import) ? given.import : []) {
      const [name, as] = isRecord(imported) ? [imported.name, imported.as ?? imported.name] : [imported, imported];
      if (name === '@cost') names.cost = String(as).slice(1);
      if (name === '@listSize') names.listSize = String(as).slice(1);
    }
  }
  return names;
}
