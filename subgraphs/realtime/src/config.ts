import { availableParallelism } from 'node:os';
import { nodeEnv, readEnv, serviceShape, urlOf, wholeNumber } from '@tributary/common/env';
import { z } from 'zod';
import type { ScorersOptions } from './scoring/pool.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export const shape = {
  REDIS_URL: urlOf('redis', 'rediss'),
  /** Begins every key, so that several installations can share a server. Braces would move the keys' hash tags. */
  KEY_PREFIX: z
    .string()
    .regex(/^[^{}]*$/, 'must be without { and }')
    .default('tributary:'),
  SCORERS: wholeNumber(1, 64).optional(),
  SCORER_MEMORY_MIB: wholeNumber(256, 65_536).default(1_024),
  NODE_ENV: nodeEnv,
  PREDICT_LIMIT: wholeNumber(0, 10_000).optional(),
  PREDICTION_LOG_HOURS: wholeNumber(1, 8_760).default(DEFAULT_SETTINGS.predictionLog.hours),
  ...serviceShape(4003),
};

/** Predictions of one caller in 60 seconds. */
const LIMIT_IN_PRODUCTION = 6_000;

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => readEnv(shape, env);

/** How models are run; left out, by as many processes as there are cores beside the one of this process. */
export const toScorersOptions = ({
  SCORERS,
  SCORER_MEMORY_MIB: memoryMib,
}: Config): Pick<ScorersOptions, 'count' | 'memoryMib'> => ({
  count: SCORERS ?? Math.max(1, availableParallelism() - 1),
  memoryMib,
});

/** How the platform is set up, by the same environment. */
export const toSettings = ({ PREDICTION_LOG_HOURS: hours, PREDICT_LIMIT, NODE_ENV }: Config): Settings => ({
  ...DEFAULT_SETTINGS,
  predictionLog: { ...DEFAULT_SETTINGS.predictionLog, hours },
  predictLimit: PREDICT_LIMIT ?? (NODE_ENV === 'production' ? LIMIT_IN_PRODUCTION : 0),
});
