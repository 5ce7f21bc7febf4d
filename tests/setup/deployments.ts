import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import type { Database } from '@tributary/lineage/tables';
import { type Settlement, settleDeployment } from '@tributary/lineage/writes/settle-deployment';
import type { Kysely } from 'kysely';
import type { TestLineage } from './lineage.ts';

const SHA256 = 'ab'.repeat(32);

/** The columns of a version that the platform can serve. */
export const ONNX = {
  artifactName: 'model.onnx',
  artifactUri: `gridfs:artifacts/${SHA256}`,
  artifactFormat: 'ONNX',
  artifactSha256: SHA256,
} as const;

/** The same, as callers give it. */
export const ONNX_ARTIFACT = { name: ONNX.artifactName, uri: ONNX.artifactUri, format: 'ONNX' };

/** Settles what waits to be served by the platform, as sync does once the file was tried. */
export async function settleAll(db: Kysely<Database>, outcome: Settlement = { status: 'LIVE' }): Promise<void> {
  const waiting = await db
    .selectFrom('deployment')
    .select(['id', 'deployedBy'])
    .where('status', '=', 'PENDING')
    .where('endpointUrl', 'is', null)
    .orderBy('deployedAt')
    .execute();
  for (const deployment of waiting) await settleDeployment({ db, settings: DEFAULT_SETTINGS }, deployment, outcome);
}

const FIELDS = 'id status trafficPercent servingSync replaces { id } modelVersion { id }';
const DEPLOYMENT = `... on DeploymentSuccess { deployment { ${FIELDS} } }`;

/** The mutations of deployments, all in staging unless told otherwise. */
export function deploymentsOf(lineage: TestLineage) {
  /** With the deployment as it is after it was settled. */
  async function settled(outcome: Awaited<ReturnType<typeof lineage.mutate>>) {
    if (!outcome.deployment) return outcome;
    await settleAll(lineage.db);
    const { data } = await lineage.ask(`{ deployment(id: "${outcome.deployment.id}") { ${FIELDS} } }`);
    return { ...outcome, ...data };
  }
  const deploy = async (version: string, more: object = {}) =>
    settled(
      await lineage.mutate(
        'deployModelVersion',
        { modelVersionId: version, environment: 'staging', ...more },
        DEPLOYMENT,
      ),
    );
  return {
    deploy,
    deployed: async (version: string, more: object = {}): Promise<string> =>
      (await deploy(version, more)).deployment.id,
    rollback: async (id: string) =>
      settled(await lineage.mutate('rollbackDeployment', { id, reason: 'bad' }, DEPLOYMENT)),
    report: (id: string, status: string) => lineage.mutate('reportDeployment', { id, status }, DEPLOYMENT),
    retire: (id: string) => lineage.mutateById('retireDeployment', id, DEPLOYMENT),
    setTraffic: (modelId: string, shares: object[]) =>
      lineage.mutate(
        'setTraffic',
        { modelId, environment: 'staging', shares },
        '... on SetTrafficSuccess { deployments { id trafficPercent status } }',
      ),
    /** A model with so many imported versions. */
    createModel: async (id: string, versions: number): Promise<void> => {
      await lineage.db.insertInto('model').values({ id, name: id, lastNumber: versions }).execute();
      const rows = Array.from({ length: versions }, (_, index) => ({
        id: `${id}@${index + 1}`,
        modelId: id,
        number: index + 1,
        createdBy: 'tester',
        ...ONNX,
      }));
      await lineage.db.insertInto('modelVersion').values(rows).execute();
    },
    /** What each version of a model holds in staging, the newest deployment first. */
    sharesOf: async (modelId: string): Promise<string[]> => {
      const rows = await lineage.db
        .selectFrom('deployment')
        .selectAll()
        .where('modelId', '=', modelId)
        .orderBy('deployedAt', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => `${row.modelVersionId} ${row.status} ${row.trafficPercent}`);
    },
  };
}
