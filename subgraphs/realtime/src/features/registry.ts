import { definitionShape } from './definition.ts';
import { createLayout, type Layout } from './layout.ts';

/** How a view's rows are stored and read. A feature's type is the same in all revisions. */
export interface Registry {
  readonly view: string;
  /** Of the copy. */
  readonly version: number;
  /** What a row describes, such as user. */
  readonly entity: string;
  readonly joinKeys: readonly string[];
  /** With which the view was last created: rows of before are not read. */
  readonly firstRevision: number;
  /** The newest, by which rows are written. */
  readonly revision: number;
  /** By the newest revision; null where rows never expire. */
  readonly ttlSeconds: number | null;
  readonly layout: Layout;
  /** Of each revision since the first. */
  readonly layouts: ReadonlyMap<number, Layout>;
  /** Each time to live that rows may have been written with. */
  readonly ttls: readonly (number | null)[];
}

/** @throws Error where the text is none of ours. */
export function toRegistry(view: string, version: number, text: string): Registry {
  const { layouts, ...known } = definitionShape.parse(JSON.parse(text));
  const revisions = layouts
    .flatMap(({ features, revisions }) => {
      const layout = createLayout(features);
      return revisions.map((one) => ({ ...one, layout }));
    })
    .toSorted((a, b) => a.revision - b.revision);
  const newest = revisions.at(-1);
  if (!newest) throw new Error(`The registry of ${view} has no revision`);
  return {
    ...known,
    ...newest,
    view,
    version,
    layouts: new Map(revisions.map(({ revision, layout }) => [revision, layout])),
    ttls: [...new Set(revisions.map(({ ttlSeconds }) => ttlSeconds))],
  };
}
