import { parse } from '@swc/core';
import { z } from 'zod';
import { readFiles, type SourceFile } from './files.ts';

/** A file with the specifiers that it imports, of types, too. */
export interface Importer {
  readonly path: string;
  readonly imports: readonly string[];
}

/** Every script of ours with its imports. */
export async function readImporters(): Promise<Importer[]> {
  const files = await readFiles('**/*.{ts,js,mjs}');
  return Promise.all(files.map(readImports));
}

/** Static and dynamic imports, re-exports and import types; not a path that is put together at run time. */
export async function readImports({ path, text }: SourceFile): Promise<Importer> {
  const program = await parse(text, { syntax: 'typescript', target: 'es2024' });
  const imports = new Set<string>();
  visit(program, (node) => {
    const specifier = specifierShape.safeParse(node).data;
    if (specifier !== undefined) imports.add(specifier);
  });
  return { path, imports: [...imports] };
}

const literal = z.object({ type: z.literal('StringLiteral'), value: z.string() }).transform(({ value }) => value);

const specifierShape = z.union([
  z
    .object({
      type: z.enum(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']),
      source: literal,
    })
    .transform(({ source }) => source),
  z
    .object({
      type: z.literal('CallExpression'),
      callee: z.object({ type: z.literal('Import') }),
      arguments: z.tuple([z.object({ expression: literal })], z.unknown()),
    })
    .transform((call) => call.arguments[0].expression),
  z.object({ type: z.literal('TsImportType'), argument: literal }).transform(({ argument }) => argument),
]);

const HAS_SPECIFIER = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'CallExpression',
  'TsImportType',
]);

function visit(value: unknown, see: (node: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string' && HAS_SPECIFIER.has(value.type)) see(value);
  for (const child of Object.values(value)) visit(child, see);
}

/** The package of a bare specifier: `@tributary/common/page` is of `@tributary/common`. Undefined for paths and Node's own. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('node:')) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
