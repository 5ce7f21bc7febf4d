import { type Kysely, sql } from 'kysely';
import type { FeatureDefinition } from '../columns.ts';
import { type CopyOf, rowsOf } from '../copies/copies.ts';
import type { Database } from '../tables.ts';

/** What the online store must know of a view, as its home has it at a version of the copy. */
export interface ViewRegistry {
  copy: CopyOf<'registry'>;
  version: number;
  view: string;
  entity: string;
  joinKeys: string[];
  /** With which the view was last created; null where it is deleted. */
  firstRevision: number | null;
  /** Every revision since then by what it stores: many differ in their sources alone. */
  layouts: RevisionLayout[];
}

export interface RevisionLayout {
  features: Omit<FeatureDefinition, 'description'>[];
  revisions: { revision: number; ttlSeconds: number | null }[];
}

type Row = Omit<ViewRegistry, 'copy'> & { place: number };

/** Those of copies that were put down, each with its version, in one snapshot. */
export async function findRegistries(
  db: Kysely<Database>,
  copies: readonly CopyOf<'registry'>[],
): Promise<ViewRegistry[]> {
  const names = copies.map(({ key: [name] }) => name);
  const { rows } = await sql<Row>`
    select place, version, feature_view.name as view, entity, join_keys, case when deleted_at is null then first_revision end as first_revision,
      coalesce(layouts, '[]') as layouts
    from ${rowsOf(copies)} as given(kind, key, place)
    join sync_copy using (kind, key)
    join feature_view on feature_view.name = (${names}::text[])[place::integer]
    cross join lateral (
      select json_agg(json_build_object('features', features, 'revisions', revisions)) as layouts
      from (
        select features, json_agg(json_build_object('revision', revision, 'ttlSeconds', ttl_seconds)) as revisions
        from feature_view_revision
        where view_name = feature_view.name and revision >= feature_view.first_revision
          and feature_view.deleted_at is null
        group by features
      ) layout
    ) known
    order by place`.execute(db);
  return rows.flatMap(({ place, layouts, ...state }) => {
    const copy = copies[place - 1];
    return copy ? [{ ...state, copy, layouts: layouts.map(withoutDescriptions) }] : [];
  });
}

const withoutDescriptions = ({ features, revisions }: RevisionLayout): RevisionLayout => ({
  features: features.map(({ name, type, default: value }) => ({ name, type, default: value })),
  revisions,
});
