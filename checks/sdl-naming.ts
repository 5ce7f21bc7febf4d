import { isTypeDefinitionNode, Kind, type NameNode, visit } from 'graphql';
import type { SdlFile } from './sdl.ts';

const CASES = {
  camelCase: /^[a-z][a-zA-Z\d]*$/,
  PascalCase: /^[A-Z][a-zA-Z\d]*$/,
  SCREAMING_CASE: /^[A-Z][A-Z\d]*(_[A-Z\d]+)*$/,
};

/** The filters' words for and, or, not: in capitals, so that no field of the filtered thing can be meant. */
const OPERATORS = new Set(['AND', 'OR', 'NOT']);
const PREFIX = /^(get|list|fetch)[A-Z]/;

/** camelCase fields and arguments without get or list, PascalCase types, SCREAMING_CASE enum values. */
export const findBadNames = (files: readonly SdlFile[]): string[] =>
  files.flatMap(({ path, document }) => {
    const problems: string[] = [];
    const hold = (name: NameNode, style: keyof typeof CASES) => {
      if (!CASES[style].test(name.value)) problems.push(`${place(path, name)} is not in ${style}`);
    };
    visit(document, {
      enter(node) {
        if (isTypeDefinitionNode(node)) hold(node.name, 'PascalCase');
        if (node.kind === Kind.ENUM_VALUE_DEFINITION) hold(node.name, 'SCREAMING_CASE');
        if (node.kind === Kind.INPUT_VALUE_DEFINITION && !OPERATORS.has(node.name.value)) hold(node.name, 'camelCase');
        if (node.kind !== Kind.FIELD_DEFINITION) return;
        hold(node.name, 'camelCase');
        if (PREFIX.test(node.name.value))
          problems.push(`${place(path, node.name)} says ${node.name.value.match(/^[a-z]+/)}: name what it answers`);
      },
    });
    return problems;
  });

const place = (path: string, name: NameNode) => `${path}:${name.loc?.startToken.line ?? 0}: ${name.value}`;
