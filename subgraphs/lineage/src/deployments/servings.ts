import { type Kysely, sql } from 'kysely';
import type { ModelSignature } from '../columns.ts';
import { type CopyOf, rowsOf } from '../copies/copies.ts';
import { learnedFrom } from '../learned-from.ts';
import type { Database } from '../tables.ts';
import { findRollbackTargets } from './rollback-targets.ts';
import { servedDigest } from './served-file.ts';

/** All that answers for a model, as its home has it at a version of the copy. */
export interface Serving {
  copy: CopyOf<'serving'>;
  version: number;
  predictionTtlSeconds: number;
  /** Those that are PENDING or LIVE, in all environments, the newest first. */
  deployments: OpenDeployment[];
}

export interface OpenDeployment {
  id: string;
  environment: string;
  status: 'PENDING' | 'LIVE';
  modelVersionId: string;
  versionNumber: number;
  trafficPercent: number;
  endpointUrl: string | null;
  deployedBy: string;
  /** A dataset version that the model version learned from is quarantined. */
  quarantined: boolean;
  /** Of its file in ONNX; null where it has none, or none of which the digest is known. */
  sha256: string | null;
  signature: ModelSignature | null;
  /** By name. */
  sources: { view: string; revision: number }[];
}

type Row = Omit<Serving, 'copy'> & { place: number };

/** Those of copies that were put down, each with its version, in one snapshot. */
export async function findServings(db: Kysely<Database>, copies: readonly CopyOf<'serving'>[]): Promise<Serving[]> {
  const modelIds = copies.map(({ key: [modelId] }) => modelId);
  const { rows } = await sql<Row>`
    select place, version, model.prediction_ttl_seconds, coalesce(deployments, '[]') as deployments
    from ${rowsOf(copies)} as given(kind, key, place)
    join sync_copy using (kind, key)
    join model on model.id = (${modelIds}::text[])[place::integer]
    cross join lateral (
      select json_agg(json_build_object(
        'id', deployment.id, 'environment', environment, 'status', status, 'modelVersionId', version.id,
        'versionNumber', version.number, 'trafficPercent', traffic_percent, 'endpointUrl', endpoint_url,
        'deployedBy', deployed_by, 'sha256', ${servedDigest}, 'signature', signature,
        'quarantined', exists (
          select from ${learnedFrom} learned join dataset_version on dataset_version.id = learned.dataset_version_id
          where learned.model_version_id = version.id and dataset_version.marks > 0
        ),
        'sources', (
          select coalesce(json_agg(json_build_object('view', view_name, 'revision', revision) order by view_name), '[]')
          from model_version_feature_view where model_version_id = version.id
        )
      ) order by deployed_at desc, deployment.id desc) as deployments
      from deployment join model_version version on version.id = deployment.model_version_id
      where deployment.model_id = model.id and status in ('PENDING', 'LIVE')
    ) open
    order by place`.execute(db);
  return rows.flatMap(({ place, ...state }) => {
    const copy = copies[place - 1];
    return copy ? [{ ...state, copy }] : [];
  });
}

/** The digests of the files in ONNX that would answer after a rollback of each LIVE deployment. */
export async function findRollbackDigests(
  db: Kysely<Database>,
  approvedOnly: readonly string[],
  deploymentIds: readonly string[],
): Promise<Map<string, string>> {
  if (deploymentIds.length === 0) return new Map();
  const targets = (await findRollbackTargets(db, approvedOnly, deploymentIds)).filter(
    ({ endpointUrl }) => endpointUrl === null,
  );
  if (targets.length === 0) return new Map();
  const { rows } = await sql<{ id: string; sha256: string | null }>`
    select id, ${servedDigest} as sha256 from model_version version
    where id = any(${targets.map(({ modelVersionId }) => modelVersionId)}::text[])`.execute(db);
  const digests = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  return new Map(
    targets.flatMap(({ replacedId, modelVersionId }) => {
      const sha256 = digests.get(modelVersionId);
      return sha256 ? [[replacedId, sha256]] : [];
    }),
  );
}
