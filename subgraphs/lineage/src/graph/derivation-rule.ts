import { type Expression, type RawBuilder, sql } from 'kysely';

/** What a dataset version derives from, as rows of `id`: the versions that it names, and the inputs of the run that wrote it. */
export const sourcesOf = (versionId: Expression<unknown>): RawBuilder<unknown> => sql`
  select source_id as id from dataset_derivation where derived_id = ${versionId}
  union all
  select i.dataset_version_id from dataset_version v join run_input i on i.run_id = v.produced_by
  where v.id = ${versionId}`;

/** The same from the other end: what derives from a dataset version. */
export const derivedFrom = (versionId: Expression<unknown>): RawBuilder<unknown> => sql`
  select derived_id as id from dataset_derivation where source_id = ${versionId}
  union all
  select v.id from run_input i join dataset_version v on v.produced_by = i.run_id
  where i.dataset_version_id = ${versionId}`;
