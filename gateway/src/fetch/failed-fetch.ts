import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';
import { isRecord } from '../answer.ts';
import { fragmentsOf } from '../fragments.ts';
import type { Operation } from '../operation.ts';

/** A fetch of a large list would otherwise answer thousands of errors that say the same. */
const MAX_ERRORS = 100;

type Path = readonly (string | number)[];
/** An error before it has its place. */
export type Reason = Omit<GraphQLFormattedError, 'path'>;

/**
 * What a fetch answers that failed as a whole: the same errors for each place that it should have filled, so that the
 * client reads in each path which of its fields is missing.
 */
export function errorsAtPlaces(fetch: Operation, reasons: readonly Reason[]): GraphQLFormattedError[] {
  const places = placesOf(fetch);
  if (places.length === 0) return [...reasons];
  return places.flatMap((path) => reasons.map((reason) => ({ ...reason, path }))).slice(0, MAX_ERRORS);
}

/** Says whose the errors are. Those without a path concern the whole fetch. */
export function placeErrors(
  errors: readonly GraphQLFormattedError[],
  fetch: Operation,
  service: string,
): GraphQLFormattedError[] {
  const named = errors.map((error) => ({ ...error, extensions: { ...error.extensions, service } }));
  const pathless = named.filter((error) => !error.path);
  return [...named.filter((error) => error.path), ...(pathless.length > 0 ? errorsAtPlaces(fetch, pathless) : [])];
}

/** The response keys of a root fetch; of an `_entities` fetch those of each representation. At most 100. */
function placesOf({ query, operationName, variables }: Operation): Path[] {
  const document = parse(query, { noLocation: true });
  const operation = getOperationAST(document, operationName);
  if (!operation) return [];
  const fragments = fragmentsOf(document);
  const selected = (selections: readonly SelectionNode[], applies: (type: string) => boolean) =>
    selectedFields(selections, { fragments, variables, applies });

  const roots = selected(operation.selectionSet.selections, () => true);
  const entities = roots.find((field) => field.name.value === '_entities')?.selectionSet?.selections;
  if (!entities) return responseKeys(roots).map((key) => [key]);

  const typenames = typenamesOf(variables.representations);
  const known = new Set(typenames);
  return typenames.slice(0, MAX_ERRORS).flatMap((typename, index) => {
    // A condition on a type of none of the representations is on an interface, which this one may implement.
    const fields = selected(entities, (type) => type === typename || !known.has(type));
    return responseKeys(fields).map((key) => ['_entities', index, key]);
  });
}

interface Selecting {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  applies(typeCondition: string): boolean;
}

function selectedFields(selections: readonly SelectionNode[], selecting: Selecting): FieldNode[] {
  return selections
    .filter((selection) => isIncluded(selection, selecting.variables))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? selecting.fragments.get(selection.name.value) : selection;
      const type = fragment?.typeCondition?.name.value;
      if (!fragment || (type !== undefined && !selecting.applies(type))) return [];
      return selectedFields(fragment.selectionSet.selections, selecting);
    });
}

function isIncluded(selection: SelectionNode, variables: Record<string, unknown>): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
  return skip?.if !== true && include?.if !== false;
}

/** Each once; the type's name is no place that a client would miss. */
const responseKeys = (fields: readonly FieldNode[]) => [
  ...new Set(
    fields.filter((field) => field.name.value !== '__typename').map((field) => field.alias?.value ?? field.name.value),
  ),
];

const typenamesOf = (representations: unknown): unknown[] =>
  Array.isArray(representations)
    ? representations.map((representation) => (isRecord(representation) ? representation.__typename : undefined))
    : [];
