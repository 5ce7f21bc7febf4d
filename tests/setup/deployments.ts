import type { TestLineage } from './lineage.ts';

const DEPLOYMENT = '... on DeploymentSuccess { deployment { id status trafficPercent servingSync replaces { id } } }';

/** The mutations of deployments, all in staging unless told otherwise. */
export function deploymentsOf(lineage: TestLineage) {
  const deploy = (version: string, more: object = {}) =>
    lineage.mutate('deployModelVersion', { modelVersionId: version, environment: 'staging', ...more }, DEPLOYMENT);
  return {
    deploy,
    deployed: async (version: string, more: object = {}): Promise<string> =>
      (await deploy(version, more)).deployment.id,
    rollback: (id: string) => lineage.mutate('rollbackDeployment', { id, reason: 'bad' }, DEPLOYMENT),
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
