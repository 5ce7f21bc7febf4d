import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { experimentKind, modelConfigKind } from '../collections.ts';
import type { DocumentKind } from '../document-kind.ts';
import { modelCardKind } from '../model-cards.ts';
import type { Parts } from '../parts.ts';
import { rootOf } from '../paths.ts';

/** The parts of the configurations below a field that the operation selects there. */
export const selectedConfigParts = createReader('ModelConfig', modelConfigKind);

/** The parts of the experiments below a field that the operation selects there. */
export const selectedExperimentParts = createReader('Experiment', experimentKind);

/** The parts of the cards below a field that the operation selects there. */
export const selectedCardParts = createReader('ModelCard', modelCardKind);

function createReader(type: string, kind: DocumentKind): (info: GraphQLResolveInfo) => Parts {
  // In one execution all parents of a field share its nodes, so that a page of them is looked through once.
  const known = new WeakMap<readonly FieldNode[], Parts>();
  return (info) => {
    const parts = known.get(info.fieldNodes) ?? toParts(selectedFields(info, type), kind);
    known.set(info.fieldNodes, parts);
    return parts;
  };
}

function toParts(selected: Iterable<SelectedField>, { narrow, wide }: DocumentKind): Parts {
  const fields = new Set<string>();
  let rest = false;
  for (const { name, args } of selected) {
    if (name === 'document' && typeof args.path === 'string') {
      const root = rootOf(args.path);
      // A projection takes a dot in a name for the end of another name.
      if (root?.includes('.')) rest = true;
      else if (root !== undefined && !narrow.includes(root)) fields.add(root);
    } else if (name === 'document') {
      for (const field of wide) fields.add(field);
      rest = true;
    } else if (name === 'extra') {
      rest = true;
    } else if (wide.includes(name)) {
      fields.add(name);
    }
  }
  return { fields: [...fields].sort(), rest };
}

interface SelectedField {
  name: string;
  args: Record<string, unknown>;
}

/** What is selected of the nearest objects of a type: those that the field answers, or the nodes of its connection. */
function* selectedFields(
  info: GraphQLResolveInfo,
  type: string,
  returned: GraphQLOutputType = info.returnType,
  nodes: readonly FieldNode[] = info.fieldNodes,
): Generator<SelectedField> {
  const named = getNamedType(returned);
  // The other members of a union have resolvers of their own.
  const object = isAbstractType(named) ? info.schema.getType(type) : named;
  if (!isObjectType(object)) return;
  const definitions = object.getFields();
  const { fields } = collectSubFields(info.schema, info.fragments, info.variableValues, object, [...nodes]);
  for (const selected of fields.values()) {
    const [node] = selected;
    const definition = node && definitions[node.name.value];
    if (!definition) continue;
    if (object.name !== type) yield* selectedFields(info, type, definition.type, selected);
    else yield { name: definition.name, args: getArgumentValues(definition, node, info.variableValues) };
  }
}
