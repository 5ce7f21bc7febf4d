import { type Copy, experimentCopy, registryCopy, servingCopy } from '@tributary/lineage/copies/copies';
import { type Board, toBoardCopies } from './boards.ts';
import { type Metrics, MINIMIZED } from './metrics.ts';
import { createRandom, round } from './random.ts';
import type {
  AliasChangeRow,
  AuditEventRow,
  DeploymentEventRow,
  DeploymentRow,
  FeatureViewRow,
  JsonObject,
  ModelVersionRow,
  RunMetricRow,
  RunRow,
} from './rows.ts';
import type { Training } from './runs.ts';
import { shareOut } from './shares.ts';
import { after } from './time.ts';

/** What led to the rows as they are: courses of metrics, settings of runs, moves of aliases, lives of deployments. */
export interface HistoryRows {
  parameters: { runId: string; name: string; value: string }[];
  configs: { runId: string; config: JsonObject }[];
  metricPoints: RunMetricRow[];
  approvals: { modelVersionId: string; state: 'APPROVED' | 'REJECTED'; at: Date; by: string; comment: string | null }[];
  aliasChanges: AliasChangeRow[];
  deploymentEvents: DeploymentEventRow[];
  quarantines: QuarantineRow[];
  /** Of each version that a quarantine reaches. */
  quarantineMarks: { originId: string; versionId: string; distance: number }[];
  auditEvents: AuditEventRow[];
  /** What the seed itself writes to the other stores is there when it ends. */
  copies: CopyRow[];
}

export interface CopyRow {
  kind: Copy['kind'];
  key: readonly string[];
  version: number;
  delivered: number;
  deliveredAt: Date | null;
}

export interface QuarantineRow {
  originId: string;
  reason: string;
  at: Date;
  by: string;
}

export const toParameters = ({ row, recipe }: Training): HistoryRows['parameters'] =>
  Object.entries(recipe.hyperparameters).map(([name, value]) => ({
    runId: row.id,
    name,
    value: typeof value === 'object' ? JSON.stringify(value) : String(value),
  }));

export const toRunConfig = ({ row, recipe }: Training): HistoryRows['configs'][number] => ({
  runId: row.id,
  config: { framework: row.framework, architecture: recipe.architecture, hyperparameters: recipe.hyperparameters },
});

/**
 * So many points in all: courses that near their last value, with less and less noise, and end at it.
 * @param courses of the runs that were trained for real, step by step: their points are what was measured.
 */
export function generateMetricPoints(
  seed: number,
  runs: readonly RunRow[],
  metrics: readonly RunMetricRow[],
  total: number,
  courses: ReadonlyMap<string, readonly Metrics[]> = new Map(),
) {
  const random = createRandom(seed, 'metric points');
  const startedAt = new Map(runs.map((run) => [run.id, run.startedAt ?? run.createdAt]));
  const counts = shareOut(
    total,
    metrics.map(({ step }) => step + 1),
  );
  return metrics.flatMap((last, place) => {
    const begin = startedAt.get(last.runId) ?? last.at;
    const count = counts[place] ?? 1;
    const course = courses.get(last.runId);
    const distance = MINIMIZED.has(last.name) ? last.value * 2 : -last.value * 0.4;
    return Array.from({ length: count }, (_, index): RunMetricRow => {
      const part = count === 1 ? 1 : index / (count - 1);
      const left = (1 - part) ** 2;
      const step = Math.round(last.step * part);
      const drawn = () => round(last.value + distance * left + distance * left * random.bell() * 0.05, 6);
      return {
        ...{ ...last, step },
        at: after(begin, (last.at.getTime() - begin.getTime()) * part),
        value: course?.[step]?.[last.name] ?? drawn(),
      };
    });
  });
}

export const toApprovals = (version: ModelVersionRow): HistoryRows['approvals'] => {
  const { id, approval, approvalAt: at, approvalBy: by, approvalComment: comment } = version;
  return approval === 'PENDING' || !at || !by ? [] : [{ modelVersionId: id, state: approval, at, by, comment }];
};

/** A copy that stands in its store. */
export const delivered = (copy: Copy, deliveredAt: Date): CopyRow => ({
  ...copy,
  version: 1,
  delivered: 1,
  deliveredAt,
});

/** A copy that nobody has brought to its store yet. */
export const undelivered = (copy: Copy, version = 1): CopyRow => ({
  ...copy,
  version,
  delivered: 0,
  deliveredAt: null,
});

export function toCopies(
  runs: readonly RunRow[],
  boards: readonly Board[],
  views: readonly FeatureViewRow[],
): HistoryRows['copies'] {
  const deliveredAt = new Date(Math.max(...runs.map((run) => run.updatedAt.getTime())));
  const written = [
    ...runs.map((run) => experimentCopy(run.id)),
    ...toBoardCopies(boards),
    ...views.map((view) => registryCopy(view.name)),
  ];
  return written.map((copy) => delivered(copy, deliveredAt));
}

/** What runs that were trained for real were measured at, by their ids. */
export const toCourses = (trainings: readonly Training[]): Map<string, readonly Metrics[]> =>
  new Map(trainings.flatMap(({ row, trained }) => (trained ? [[row.id, trained.course]] : [])));

/** What answers for a model follows each review of a model's versions and each change of its traffic. */
export function toServingCopies(
  approvals: HistoryRows['approvals'],
  deployments: readonly DeploymentRow[],
  events: readonly DeploymentEventRow[],
): HistoryRows['copies'] {
  const models = new Map(deployments.map(({ id, modelId }) => [id, modelId]));
  const changes = [
    ...approvals.map(({ modelVersionId, at }) => ({ modelId: modelVersionId.split('@')[0] ?? '', at })),
    ...events.map(({ deploymentId, at }) => ({ modelId: models.get(deploymentId) ?? '', at })),
  ];
  return [...Map.groupBy(changes, ({ modelId }) => modelId)].map(([modelId, ofModel]) => {
    // What changes together is one change.
    const times = new Set(ofModel.map(({ at }) => at.getTime()));
    return undelivered(servingCopy(modelId), times.size);
  });
}
