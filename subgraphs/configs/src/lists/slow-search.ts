import { badUserInput } from '@tributary/common/errors';
import type { Combined } from '@tributary/common/lists/filters';
import { type Database, MAX_TIME_EXPIRED } from '../database.ts';
import type { DocumentMetricFilter, PathFilter } from '../schema-types.generated.ts';
import type { DocumentList } from './document-list.ts';
import { newestFirst } from './order.ts';

interface Searched extends Combined<Searched> {
  readonly metric?: DocumentMetricFilter | null | undefined;
  readonly path?: readonly PathFilter[] | null | undefined;
}

type Search = Pick<DocumentList<Searched>, 'where'> & Partial<Pick<DocumentList<Searched>, 'by'>>;

/**
 * Reads documents that a caller chose by a filter or an order. Where looking them through takes longer than a command
 * may, that is the caller's to mend. A server that hangs is not: then the driver gives up, with another error.
 * @throws BAD_USER_INPUT that names the remedy.
 */
export async function search<Value>(db: Database, list: Search, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const isOver = error instanceof Error && 'code' in error && error.code === MAX_TIME_EXPIRED;
    if (!isOver || !isSearch(list)) throw error;
    throw badUserInput(adviceFor(list, db.limits.maxTimeMS));
  }
}

const isSearch = (list: Search) => list.where !== null || isOrdered(list);

const isOrdered = ({ by }: Search) => by !== undefined && by.segments.join() !== newestFirst.segments.join();

const MOST_NAMED = 3;

function adviceFor(list: Search, milliseconds: number): string {
  const paths = [...(list.by && isOrdered(list) ? [writePath(list.by.segments)] : []), ...pathsIn(list.where)];
  const named = [...new Set(paths)].slice(0, MOST_NAMED).join(', ');
  const index = named && `, or have ${named} indexed: by CONFIG_INDEXED_PATHS and \`tributary migrate\``;
  return (
    `The documents could not be looked through within ${milliseconds.toLocaleString('en')} ms: narrow where, such as by ` +
    `modelId, framework or a metric that is defined${index}.`
  );
}

function pathsIn(where: Searched | null): string[] {
  if (!where) return [];
  const nested = [...(where.AND ?? []), ...(where.OR ?? []), ...(where.NOT ? [where.NOT] : [])];
  return [
    ...(where.metric ? [writePath(['metrics', where.metric.name])] : []),
    ...(where.path ?? []).map(({ path }) => path),
    ...nested.flatMap(pathsIn),
  ];
}

const writePath = (segments: readonly string[]) => segments.map((name) => name.replace(/[\\.]/g, '\\$&')).join('.');
