import { z } from 'zod';

/** One thing that the crowd asks for, again and again. */
export interface Operation {
  readonly query: string;
  /** How many services are asked one after the other, each with a wait for a place and a time of its own. */
  readonly levels: number;
  /** Of the nth request. */
  variables(nth: number, mark: string): Record<string, unknown>;
  /** Whether the answer's data is whole. */
  isRight(data: unknown): boolean;
}

const fits = (shape: z.ZodType) => (data: unknown) => shape.safeParse(data).success;
const id = z.string().min(1);

const MODEL = `query ($id: ID!) {
  model(id: $id) { name framework config { hyperparameters } leaderboardEntry { rank score } }
}`;

const PAGE = `{
  models(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
    nodes {
      id
      versions(first: 5) { nodes { id } }
      trainingRuns(first: 5) { nodes { id datasetVersion { id dataset { name } } } }
    }
  }
}`;

const CREATE = `mutation ($input: CreateTrainingRunInput!) {
  createTrainingRun(input: $input) { __typename ... on TrainingRunSuccess { trainingRun { id name } } }
}`;

const LOG = `mutation ($input: LogMetricsInput!) {
  logMetrics(input: $input) { __typename ... on TrainingRunSuccess { trainingRun { id } } }
}`;

/** The run that `logMetrics` writes to: one for everybody, as a noisy job would have it. */
export const LOGGED_RUN = '00000000-0000-7000-8000-00000000a0a0';
export const PAGE_MODELS = 50;

const success = z.object({ __typename: z.literal('TrainingRunSuccess'), trainingRun: z.object({ id }) });

export const operations = {
  model: {
    query: MODEL,
    levels: 2,
    variables: () => ({ id: 'fraud-detector' }),
    isRight: fits(
      z.object({
        model: z.object({
          name: z.literal('Fraud detector'),
          framework: id,
          config: z.object({ hyperparameters: z.record(z.string(), z.unknown()) }),
          leaderboardEntry: z.object({ rank: z.number(), score: z.number() }),
        }),
      }),
    ),
  },
  page: {
    query: PAGE,
    levels: 1,
    variables: () => ({}),
    isRight: fits(
      z.object({
        models: z.object({
          nodes: z
            .array(
              z.object({
                id,
                versions: z.object({ nodes: z.array(z.object({ id })) }),
                trainingRuns: z.object({
                  nodes: z.array(
                    z.object({ id, datasetVersion: z.object({ id, dataset: z.object({ name: id }) }).nullable() }),
                  ),
                }),
              }),
            )
            .length(PAGE_MODELS),
        }),
      }),
    ),
  },
  createTrainingRun: {
    query: CREATE,
    levels: 1,
    variables: (nth, mark) => ({
      input: { modelId: 'fraud-detector', datasetId: 'fraud-transactions', name: `${mark}-${nth}` },
    }),
    isRight: fits(z.object({ createTrainingRun: success })),
  },
  logMetrics: {
    query: LOG,
    levels: 1,
    variables: (nth, mark) => ({ input: { runId: LOGGED_RUN, points: [{ name: mark, value: nth, step: nth }] } }),
    isRight: fits(z.object({ logMetrics: success })),
  },
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
