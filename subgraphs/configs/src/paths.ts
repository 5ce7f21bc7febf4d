import { badUserInput } from '@tributary/common/errors';

const MAX_SEGMENTS = 20;

/**
 * The value at a dotted path, null where there is none; the document itself without a path.
 * @throws BAD_USER_INPUT for a path that cannot name a field of a document.
 */
export function valueAt(document: object, path: string | null | undefined): unknown {
  if (path == null) return document;
  let value: unknown = document;
  for (const segment of readSegments(path)) {
    // What a value inherits, such as a list's methods, is no part of the document.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return null;
    value = Reflect.get(value, segment);
  }
  return value ?? null;
}

/** The field of the document in which a path begins; undefined where the path cannot name one. */
export function rootOf(path: string): string | undefined {
  const segments = path.split('.');
  return problemOf(segments) === undefined ? segments[0] : undefined;
}

function readSegments(path: string): string[] {
  const segments = path.split('.');
  const problem = problemOf(segments);
  if (problem !== undefined) throw badUserInput(problem);
  return segments;
}

function problemOf(segments: readonly string[]): string | undefined {
  if (segments.length > MAX_SEGMENTS) {
    return `path must have at most ${MAX_SEGMENTS} segments, not ${segments.length}.`;
  }
  if (segments.every(isFieldName)) return undefined;
  return 'path must be field names joined by dots, such as hyperparameters.optimizer.name; no name may begin with $.';
}

const isFieldName = (segment: string): boolean =>
  segment !== '' && !segment.startsWith('$') && segment !== '__proto__' && !segment.includes('\0');
