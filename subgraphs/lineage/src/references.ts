import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** What refers from here to another store, and to what there. */
export interface OutwardReference {
  /** In words, such as `model version fraud-detector@2`. */
  readonly from: string;
  readonly to: string;
}

const STEP = 1_000;

/** Artifacts in GridFS that runs and model versions name: `to` is the SHA-256. */
export async function* walkArtifactUses(db: Kysely<Database>): AsyncGenerator<readonly OutwardReference[]> {
  let after = { runId: '00000000-0000-0000-0000-000000000000', name: '' };
  for (;;) {
    const { rows } = await sql<{ runId: string; name: string; uri: string }>`
      select run_id, name, uri from run_artifact
      where (run_id, name) > (${after.runId}::uuid, ${after.name}) order by run_id, name limit ${STEP}`.execute(db);
    yield rows.flatMap(({ runId, name, uri }) => toUse(`artifact ${name} of run ${runId}`, uri));
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  for await (const versions of walkVersions(db)) {
    yield versions.flatMap(({ id, uri }) => toUse(`model version ${id}`, uri));
  }
}

/** Revisions of configurations that model versions name: `to` is the revision's id. */
export async function* walkConfigUses(db: Kysely<Database>): AsyncGenerator<readonly OutwardReference[]> {
  for await (const versions of walkVersions(db)) {
    yield versions.flatMap(({ id, modelId, configRevision }) =>
      configRevision === null ? [] : [{ from: `model version ${id}`, to: `${modelId}@${configRevision}` }],
    );
  }
}

interface VersionRow {
  id: string;
  modelId: string;
  uri: string | null;
  configRevision: number | null;
}

async function* walkVersions(db: Kysely<Database>): AsyncGenerator<readonly VersionRow[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<VersionRow>`
      select id, model_id, artifact_uri as uri, config_revision from model_version
      where id > ${after} order by id limit ${STEP}`.execute(db);
    yield rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

const SCHEME = 'gridfs:artifacts/';

const toUse = (from: string, uri: string | null): OutwardReference[] =>
  uri?.startsWith(SCHEME) ? [{ from, to: uri.slice(SCHEME.length) }] : [];

/** Those of model ids that no model has. */
export async function findUnknownModels(db: Kysely<Database>, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...new Set(ids)]}::text[]) asked(id)
    where not exists (select from model where model.id = asked.id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Those of SHA-256 hashes that a run or a model version names, as a URI in GridFS or beside one elsewhere. */
export async function findNamedHashes(db: Kysely<Database>, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const uris = hashes.map((hash) => `${SCHEME}${hash}`);
  const { rows } = await sql<{ hash: string }>`
    select coalesce(sha256, substr(uri, ${SCHEME.length + 1})) as hash from run_artifact
    where uri = any(${uris}::text[]) or sha256 = any(${[...hashes]}::text[])
    union
    select coalesce(artifact_sha256, substr(artifact_uri, ${SCHEME.length + 1})) from model_version
    where artifact_uri = any(${uris}::text[]) or artifact_sha256 = any(${[...hashes]}::text[])`.execute(db);
  return new Set(rows.map(({ hash }) => hash));
}
