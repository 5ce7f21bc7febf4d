import { badUserInput } from '@tributary/common/errors';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a document that are not among the named ones. */
export const withoutFields = (document: Fields, names: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !names.has(name)));

const MAX_SEGMENTS = 20;

/**
 * The value at a dotted path, null where there is none; the document itself without a path.
 * @throws BAD_USER_INPUT for a path that names no field of a document.
 */
export function valueAt(document: Fields, path: string | null | undefined): unknown {
  if (path == null) return document;
  let value: unknown = document;
  for (const segment of readSegments(path)) {
    // What a value inherits, such as a list's methods, is no part of the document.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return null;
    value = Reflect.get(value, segment);
  }
  return value ?? null;
}

function readSegments(path: string): string[] {
  const segments = path.split('.');
  if (segments.length > MAX_SEGMENTS)
    throw badUserInput(`path has ${segments.length} segments; at most ${MAX_SEGMENTS}.`);
  for (const segment of segments) {
    if (segment === '' || segment.startsWith('$') || segment === '__proto__' || segment.includes('\0')) {
      throw badUserInput(
        'path is field names joined by dots, such as hyperparameters.optimizer.name, none with $ first.',
      );
    }
  }
  return segments;
}
