import type { Campaign } from './campaigns.ts';
import { newestVersion, type VersionsByDataset } from './datasets.ts';
import { drawRecipe, frameworks, type Recipe } from './frameworks.ts';
import { drawMetrics, isBetter, type Metrics, primaryMetric } from './metrics.ts';
import type { ModelEntry } from './model-catalogue.ts';
import type { Person } from './people.ts';
import { createRandom, type Random, round } from './random.ts';
import type { RunGroupRow, RunInputRow, RunMetricRow, RunRow } from './rows.ts';
import { after, HOUR, later, MINUTE, YEAR_END } from './time.ts';
import { type Trained, trainRun } from './trained.ts';

/** A run with what it was configured with, which PostgreSQL does not hold. */
export interface Training {
  row: RunRow;
  model: ModelEntry;
  recipe: Recipe;
  metrics: Metrics;
  campaign: Campaign | null;
  /** Null: its metrics are drawn. */
  trained: Trained | null;
}

type Draft = Omit<Training, 'row'> & { row: Omit<RunRow, 'id' | 'parentId'>; parent: Draft | null };

/** What goes on, or waits, when the year ends. */
export interface CurrentRun {
  model: ModelEntry;
  isRunning: boolean;
}

export function generateRuns(
  seed: number,
  campaigns: readonly Campaign[],
  current: readonly CurrentRun[],
  versions: VersionsByDataset,
) {
  const random = createRandom(seed, 'runs');
  const drafts = [
    ...campaigns.flatMap((campaign) => draftCampaign(campaign, versions, random)),
    ...draftCurrentRuns(current, versions, random),
  ];
  const trainings = numberByTime(drafts, random);
  return { trainings, groups: campaigns.filter(hasGroup).map(groupOf) };
}

/** The best completed run of a campaign on the model's own data, by its first metric. */
export const bestOf = (trainings: readonly Training[], model: ModelEntry): Training | undefined => {
  const metric = primaryMetric(model);
  const value = (training: Training) => training.metrics[metric] ?? Number.NaN;
  return trainings
    .filter(({ row }) => row.status === 'COMPLETED' && row.datasetVersionId?.startsWith(`${model.dataset}@`))
    .reduce<Training | undefined>(
      (best, training) => (!best || isBetter(metric, value(training), value(best)) ? training : best),
      undefined,
    );
};

export const toMetricRows = ({ row, metrics, recipe }: Training): RunMetricRow[] => {
  const step = row.status === 'COMPLETED' ? recipe.lastStep : brokenOffAt(recipe);
  return Object.entries(metrics).map(([name, value]) => ({
    ...{ runId: row.id, name, value, step },
    at: after(row.endedAt ?? row.createdAt, row.endedAt ? -2_000 : 10 * MINUTE),
  }));
};

/** How far a run came that is no further, or did not come to its end. */
const brokenOffAt = ({ lastStep }: Recipe) => Math.max(1, Math.floor(lastStep / 3));

/** What each run read; `versions` may be more than the runs were planned with, such as what other runs wrote. */
export function generateInputs(
  seed: number,
  trainings: readonly Training[],
  versions: VersionsByDataset,
): RunInputRow[] {
  const random = createRandom(seed, 'inputs');
  return trainings.flatMap(({ row, model, campaign }) => {
    const { datasetVersionId } = row;
    if (datasetVersionId === null) return [];
    const inputs: Omit<RunInputRow, 'runId' | 'position'>[] = [
      { datasetVersionId, role: 'TRAINING' },
      { datasetVersionId, role: 'VALIDATION' },
    ];
    if (random.chance(0.6)) inputs.push({ datasetVersionId, role: 'TEST' });
    const other = model.alsoReads && newestVersion(versions, model.alsoReads, campaign?.startsAt ?? row.createdAt);
    if (other) inputs.push({ datasetVersionId: other.id, role: 'OTHER' });
    return inputs.map((input, position) => ({ runId: row.id, ...input, position }));
  });
}

function draftCampaign(campaign: Campaign, versions: VersionsByDataset, random: Random): Draft[] {
  const { model, startsAt } = campaign;
  const createdBy = random.pick(model.team);
  const sourceCommit = random.hex(40);
  const [fewest, most] = frameworks[model.framework].minutes;
  const drafts: Draft[] = [];
  let time = startsAt;
  for (let index = 0; index < campaign.runs; index++) {
    const minutes = random.between(fewest, most);
    const isSearch = campaign.kind === 'search' && index === 0;
    const isOther = model.otherDataset && index > 0 && random.chance(0.3);
    const draft = draftRun(model, campaign, time, random, {
      name: isSearch ? `${model.id} search ${campaign.number}` : `${model.id} ${campaign.number}.${index + 1}`,
      createdBy,
      sourceCommit,
      dataset: (isOther && model.otherDataset) || model.dataset,
      versions,
      tags: isSearch ? ['search'] : [isOther ? 'baseline' : campaign.kind === 'loose' ? 'manual' : 'trial'],
      parent: campaign.kind === 'search' ? (drafts[0] ?? null) : null,
    });
    // The first one of a campaign always completes, so that there is something to become a version.
    finish(draft, index === 0 ? 1 : random.next(), minutes, random);
    drafts.push(draft);
    // Two at a time: the next begins while this one still runs.
    time = after(time, random.between(0.4, 0.7) * minutes * MINUTE + random.between(1, 12) * MINUTE);
  }
  if (campaign.kind === 'search') endSearch(drafts, random);
  return drafts;
}

interface RunPlan {
  name: string;
  createdBy: Person;
  sourceCommit: string;
  dataset: string;
  versions: VersionsByDataset;
  tags: string[];
  parent: Draft | null;
}

function draftRun(model: ModelEntry, campaign: Campaign | null, at: Date, random: Random, plan: RunPlan): Draft {
  // All runs of a campaign read what was newest when it began, so that they can be compared.
  const version = newestVersion(plan.versions, plan.dataset, campaign?.startsAt ?? at);
  if (!version) throw new Error(`${plan.dataset} has no version at ${at.toISOString()}`);
  const drawn = drawRecipe(model, random);
  const trained = trainRun(model, campaign?.number ?? null, version, drawn);
  const features = trained && { features: trained.features };
  return {
    ...{ model, campaign, trained },
    parent: plan.parent,
    recipe: { ...drawn, architecture: { ...drawn.architecture, ...features } },
    metrics: {},
    row: {
      name: plan.name,
      groupId: campaign && hasGroup(campaign) ? groupId(campaign) : null,
      modelId: model.id,
      framework: model.framework,
      status: 'SCHEDULED',
      datasetVersionId: version.id,
      tags: plan.tags,
      sourceCommit: plan.sourceCommit,
      startedAt: null,
      endedAt: null,
      createdBy: plan.createdBy,
      errorMessage: null,
      createdAt: at,
      updatedAt: at,
    },
  };
}

/** Lets a run end: `luck` from 0 to 1 says how. What fails does so early, and often before its first metric. */
function finish(draft: Draft, luck: number, minutes: number, random: Random) {
  const { row, model, trained } = draft;
  row.status = luck < 0.07 ? 'FAILED' : luck < 0.11 ? 'KILLED' : 'COMPLETED';
  row.startedAt = after(row.createdAt, random.between(2, 40) * 1_000);
  const part = row.status === 'COMPLETED' ? 1 : random.between(0.05, 0.6);
  row.endedAt = after(row.startedAt, minutes * part * MINUTE);
  row.updatedAt = row.endedAt;
  const metrics = trained?.course.at(-1) ?? drawMetrics(model, row.startedAt, random);
  if (row.status === 'COMPLETED') draft.metrics = metrics;
  else if (random.chance(0.5)) draft.metrics = { loss: lossSoFar(draft) ?? round((metrics.loss ?? 1) * 1.8) };
  if (row.status === 'FAILED') row.errorMessage = random.pick(frameworks[model.framework].errors);
}

const lossSoFar = ({ trained, recipe }: Draft) => trained?.course[brokenOffAt(recipe)]?.loss;

/** A search ends after the last of its trials, with a training by the best settings. */
function endSearch([search, ...trials]: readonly Draft[], random: Random) {
  if (!search) return;
  const lastEnd = trials.reduce((last, { row }) => later(last, row.endedAt ?? last), search.row.createdAt);
  search.row.endedAt = after(lastEnd, random.between(2, 15) * MINUTE);
  search.row.updatedAt = search.row.endedAt;
}

function draftCurrentRuns(current: readonly CurrentRun[], versions: VersionsByDataset, random: Random): Draft[] {
  return current.map(({ model, isRunning }) => {
    const at = after(YEAR_END, -(isRunning ? random.between(12, 50) : random.between(1, 9)) * MINUTE);
    const draft = draftRun(model, null, at, random, {
      name: `${model.id} nightly`,
      createdBy: random.pick(model.team),
      sourceCommit: random.hex(40),
      dataset: model.dataset,
      versions,
      tags: ['nightly'],
      parent: null,
    });
    if (isRunning) {
      draft.row.status = 'RUNNING';
      draft.row.startedAt = after(at, random.between(2, 40) * 1_000);
      draft.row.updatedAt = draft.row.startedAt;
      draft.metrics = { loss: lossSoFar(draft) ?? drawMetrics(model, at, random).loss ?? 1 };
    }
    return draft;
  });
}

/** Ids in the order of creation. No two runs share a millisecond, so that sorted by id they are sorted by time. */
function numberByTime(drafts: readonly Draft[], random: Random): Training[] {
  const made = new Map<Draft, Training>();
  let last = new Date(0);
  for (const draft of drafts.toSorted((a, b) => a.row.createdAt.getTime() - b.row.createdAt.getTime())) {
    const createdAt = later(draft.row.createdAt, after(last, 1));
    last = createdAt;
    const parentId = (draft.parent && made.get(draft.parent)?.row.id) ?? null;
    const { parent: _, row, ...training } = draft;
    made.set(draft, {
      ...training,
      row: { id: random.uuid(createdAt), ...row, createdAt, updatedAt: later(row.updatedAt, createdAt), parentId },
    });
  }
  return [...made.values()];
}

const hasGroup = (campaign: Campaign) => campaign.kind !== 'loose';
const groupId = ({ model, number, kind }: Campaign) => `${model.id}-${kind}-${number}`;

const groupOf = (campaign: Campaign): RunGroupRow => {
  const { model, number, kind, startsAt } = campaign;
  const createdAt = after(startsAt, -HOUR / 4);
  return {
    id: groupId(campaign),
    name: `${model.name}: ${kind} ${number}`,
    description: kind === 'search' ? 'Bayesian search below one run.' : 'Random settings from a grid.',
    tags: [kind, model.framework],
    createdAt,
    updatedAt: createdAt,
  };
};
