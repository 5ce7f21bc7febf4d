import type { Platform } from './generate.ts';

export const idsOf = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map(({ id }) => id));

export const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

export function get<Row>(rows: ReadonlyMap<string, Row>, id: string | null | undefined): Row {
  const row = rows.get(id ?? '');
  if (!row) throw new Error(`${id} is not there`);
  return row;
}

export const sizesOf = ({ lineage, configs }: Platform): Record<string, number> => ({
  datasets: lineage.datasets.length,
  datasetVersions: lineage.datasetVersions.length,
  models: lineage.models.length,
  modelVersions: lineage.modelVersions.length,
  runs: lineage.runs.length,
  deployments: lineage.deployments.length,
  modelConfigs: configs.modelConfigs.length,
  experiments: configs.experiments.length,
});
