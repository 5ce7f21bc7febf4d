import type { ModelSignature } from '@tributary/lineage/columns';
import { registryCopy } from '@tributary/lineage/copies/copies';
import { versionOfCopy } from './copies.ts';
import type { TestLineage } from './lineage.ts';

const VIEW =
  'name description owner entity joinKeys ttlSeconds revision deletedAt features { name type default description } sources { id }';

export interface Feature {
  name: string;
  type: string;
  default?: unknown;
}

export const clicks: Feature = { name: 'clicks', type: 'INT', default: 0 };
export const spent: Feature = { name: 'spent', type: 'FLOAT' };
export const viewOf = (name: string, ...features: Feature[]) => ({ name, entity: 'user', features });

/** What tests of feature views do and look at. */
export function useFeatureViews(lineage: TestLineage) {
  return {
    apply: (input: object) =>
      lineage.mutate('applyFeatureView', input, `... on FeatureViewSuccess { featureView { ${VIEW} } }`),

    remove: async (name: string) => {
      const { data } = await lineage.ask(
        `mutation ($name: ID!) {
          deleteFeatureView(name: $name) {
            __typename
            ... on DeleteFeatureViewSuccess { name }
            ... on NotFound { type id }
            ... on Conflict { message reason }
            ... on InvalidInput { issues { path message } }
          }
        }`,
        { name },
      );
      return data.deleteFeatureView;
    },

    /** A model with one version that reads a view, deployed as the status says. */
    addReader: async (
      modelId: string,
      viewName: string,
      revision: number,
      {
        status = null,
        signature = null,
      }: { status?: 'PENDING' | 'LIVE' | null; signature?: ModelSignature | null } = {},
    ): Promise<void> => {
      const { db } = lineage;
      const modelVersionId = `${modelId}@1`;
      await db.insertInto('model').values({ id: modelId, name: modelId }).execute();
      await db
        .insertInto('modelVersion')
        .values({
          id: modelVersionId,
          modelId,
          number: 1,
          createdBy: 'tester',
          signature: signature && JSON.stringify(signature),
        })
        .execute();
      await db.insertInto('modelVersionFeatureView').values({ modelVersionId, viewName, revision }).execute();
      if (status === null) return;
      await db
        .insertInto('deployment')
        .values({
          id: crypto.randomUUID(),
          modelId,
          modelVersionId,
          environment: 'staging',
          status,
          trafficPercent: 0,
          requestedPercent: 100,
          deployedBy: 'tester',
        })
        .execute();
    },

    /** How often the view's copy was marked stale. */
    copyVersion: (name: string) => versionOfCopy(lineage.db, registryCopy(name)),

    auditOf: (name: string) =>
      lineage.db
        .selectFrom('auditEvent')
        .select(['action', 'before', 'after'])
        .where('targetType', '=', 'FeatureView')
        .where('targetId', '=', name)
        .orderBy('at')
        .orderBy('id')
        .execute(),
  };
}
