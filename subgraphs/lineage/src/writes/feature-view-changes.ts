import { conflict } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import type { FeatureDefinition, ModelSignature } from '../columns.ts';
import type { Work } from './work.ts';

/** @throws Conflict when stored rows, or what is deployed, would be read wrongly. */
export async function refuseBreakingChange(
  work: Work,
  { name, features: before }: { name: string; features: readonly FeatureDefinition[] },
  features: readonly FeatureDefinition[],
): Promise<void> {
  const types = await findTypes(work, name);
  for (const { name, type } of features) {
    const was = types.get(name);
    if (was && was !== type) throw conflict('STATE', `Feature ${name} is ${was}: another type wants another name.`);
  }
  const kept = new Set(features.map(({ name }) => name));
  const dropped = before.map(({ name }) => name).filter((name) => !kept.has(name));
  if (dropped.length === 0) return;
  for (const reader of await findOpenReaders(work, name)) {
    const read = namesRead(reader, name);
    const missed = dropped.find((name) => read.has(name));
    if (missed) throw conflict('STATE', `Feature ${missed} is read by ${reader.id}, which is PENDING or LIVE.`);
  }
}

/** The types of all features that the view ever had: a version that reads an old revision may be deployed again. */
async function findTypes({ db }: Work, viewName: string): Promise<Map<string, string>> {
  const { rows } = await sql<Pick<FeatureDefinition, 'name' | 'type'>>`
    select distinct feature ->> 'name' as name, feature ->> 'type' as type
    from feature_view_revision cross join jsonb_array_elements(features) feature
    where view_name = ${viewName}`.execute(db);
  return new Map(rows.map(({ name, type }) => [name, type]));
}

interface Reader {
  id: string;
  signature: ModelSignature | null;
  features: FeatureDefinition[];
}

/** The model versions with an open deployment that read a view, each with the features as it knows them. */
const findOpenReaders = ({ db }: Work, viewName: string): Promise<Reader[]> =>
  db
    .selectFrom('modelVersionFeatureView as use')
    .innerJoin('modelVersion', 'modelVersion.id', 'use.modelVersionId')
    .innerJoin('featureViewRevision as known', (join) =>
      join.onRef('known.viewName', '=', 'use.viewName').onRef('known.revision', '=', 'use.revision'),
    )
    .select(['modelVersion.id', 'modelVersion.signature', 'known.features'])
    .where('use.viewName', '=', viewName)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deployment')
          .select('deployment.id')
          .whereRef('deployment.modelVersionId', '=', 'modelVersion.id')
          .where('deployment.status', 'in', ['PENDING', 'LIVE']),
      ),
    )
    .execute();

/** The features that the signature names, by themselves or with their view. Where it names none, nobody knows, so it is all of the view. */
function namesRead({ signature, features }: Reader, viewName: string): Set<string> {
  const prefix = `${viewName}.`;
  const inputs = new Set(
    signature?.inputs
      .flatMap(({ name, features }) => features ?? [name])
      .map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)),
  );
  const all = new Set(features.map(({ name }) => name));
  const named = all.intersection(inputs);
  return named.size > 0 ? named : all;
}
