import { isDeepStrictEqual } from 'node:util';
import type { StoreName } from '@tributary/stores/settings';
import { type AnswerError, AWAY_CODES } from '../../tests/crash/answer.ts';
import type { Findings } from '../../tests/crash/findings.ts';

/** What came back for one request, and when, in milliseconds of this process's clock. */
export interface Answer {
  readonly began: number;
  readonly ended: number;
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly AnswerError[];
}

/** An answer that says of a store or its service that it does not answer. */
export interface Blame {
  readonly store: StoreName;
  readonly began: number;
  readonly ended: number;
  readonly says: string;
}

const STORE_OF: Readonly<Record<string, StoreName>> = { lineage: 'postgres', configs: 'mongodb', realtime: 'redis' };
const SAYS_DEAD = /does not answer|did not answer|could not be reached|took too long|gave no answer/;
/** Hosts, statements and stacks are nobody's business. */
const LEAKS = /127\.0\.0\.1|localhost|ECONN|select |insert |\bat .*\.[jt]s/;

/** Holds every error against what each must be. @returns whom they blame. */
export function judgeErrors({ errors, data, ...answer }: Answer, name: string, findings: Findings): Blame[] {
  return errors.flatMap(({ message, path, extensions }) => {
    const { code, service, requestId, retryAfterSeconds } = extensions;
    const whole = { name, message, path, extensions };
    const isAtDoor = code === 'OVERLOADED' && data === undefined;
    if (requestId === undefined) findings.add('an error without requestId', whole);
    if (!isAtDoor && (path === undefined || path.length === 0)) findings.add('an error without path', whole);
    if (!isAtDoor && service === undefined) findings.add('an error without service', whole);
    if (LEAKS.test(message)) findings.add('an error that says too much', whole);
    if (code === 'OVERLOADED') {
      if (SAYS_DEAD.test(message)) findings.add('an overload that says that something is dead', whole);
      if (retryAfterSeconds === undefined) findings.add('an overload without retryAfterSeconds', whole);
      if (answer.status === 503 && answer.retryAfter === undefined) findings.add('a 503 without Retry-After', whole);
      return [];
    }
    const store = STORE_OF[service ?? ''];
    if (AWAY_CODES.has(code) && store) return [{ store, ...answer, says: `${name}: ${code}: ${message}` }];
    findings.add(`an error with the code ${code}`, whole);
    return [];
  });
}

type Path = readonly (string | number)[];

/** Holds an answer's data against what was answered when everything was there. */
export function judgeData({ data, errors }: Answer, expected: unknown, name: string, findings: Findings): void {
  if (data === undefined && errors.some(({ extensions }) => extensions.code === 'OVERLOADED')) return;
  for (const { path, got } of differences(expected, data, [])) {
    const isTold = errors.some((error) => isDeepStrictEqual(error.path?.slice(0, path.length), path));
    const where = { name, path, got, errors: errors.slice(0, 2) };
    if (got != null) findings.add('a wrong value', where);
    else if (!isTold) findings.add('a silent null', where);
  }
}

function* differences(expected: unknown, got: unknown, path: Path): Generator<{ path: Path; got: unknown }> {
  if (isDeepStrictEqual(expected, got)) return;
  const bothLists = Array.isArray(expected) && Array.isArray(got) && expected.length === got.length;
  const bothObjects = isObject(expected) && isObject(got);
  if (!bothLists && !bothObjects) {
    yield { path, got };
    return;
  }
  const entries: [string | number, unknown][] = bothLists ? [...expected.entries()] : Object.entries(expected);
  const read = (key: string | number): unknown => Reflect.get(got, key);
  for (const [key, value] of entries) yield* differences(value, read(key), [...path, key]);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
