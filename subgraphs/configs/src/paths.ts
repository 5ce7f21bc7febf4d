import { badUserInput } from '@tributary/common/errors';

const MAX_SEGMENTS = 20;
const MAX_CHARACTERS = 1_000;

/**
 * The names that a path goes through. A dot or a backslash with a backslash before it belongs to the name.
 * @throws BAD_USER_INPUT for a path that cannot name a field of a document.
 */
export function readSegments(path: string): readonly string[] {
  const segments = split(path);
  const problem = problemOf(path, segments);
  if (problem !== undefined) throw badUserInput(problem);
  return segments;
}

/**
 * The value at a path, null where there is none; the document itself without a path.
 * @throws BAD_USER_INPUT as readSegments does.
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
  const segments = split(path);
  return problemOf(path, segments) === undefined ? segments[0] : undefined;
}

/** Whether MongoDB can say the name in a path of its own. */
export const isPlainName = (name: string): boolean => name !== '' && !/^\$|[.\0]/.test(name);

/**
 * The problem with a path that is to be indexed; undefined where there is none.
 * A number would name a place in one list and a field in another: MongoDB refuses documents that have both.
 */
export function problemOfIndexed(path: string): string | undefined {
  try {
    const isIndexable = readSegments(path).every((name) => isPlainName(name) && !/^\d+$/.test(name));
    if (isIndexable && !path.startsWith('_')) return undefined;
  } catch {
    // Said below.
  }
  return `${path} must be field names joined by dots, without escaped dots, numbers, or a _ in front`;
}

function split(path: string): string[] {
  const segments: string[] = [];
  let name = '';
  for (const [token] of path.slice(0, MAX_CHARACTERS + 1).matchAll(/\\[.\\]|./gs)) {
    if (token === '.') {
      segments.push(name);
      name = '';
    } else name += token.length === 2 ? token.slice(1) : token;
  }
  return [...segments, name];
}

function problemOf(path: string, segments: readonly string[]): string | undefined {
  if (path.length > MAX_CHARACTERS) return `path must have at most ${MAX_CHARACTERS.toLocaleString('en')} characters.`;
  if (segments.length > MAX_SEGMENTS) {
    return `path must have at most ${MAX_SEGMENTS} segments, not ${segments.length}.`;
  }
  if (segments.every(isFieldName)) return undefined;
  return 'path must be field names joined by dots, such as hyperparameters.optimizer.name; no name may begin with $.';
}

const isFieldName = (segment: string): boolean =>
  segment !== '' && !segment.startsWith('$') && segment !== '__proto__' && !segment.includes('\0');
