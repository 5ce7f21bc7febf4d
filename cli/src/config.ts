import { resolve } from 'node:path';
import { flag, logLevel, port, readEnv, shutdownDelayMs, urlOf } from '@tributary/common/env';
import { problemOfIndexed } from '@tributary/configs/paths';
import { refuseUnknownEnvironments, rulesShape } from '@tributary/lineage/config';
import { z } from 'zod';

export const shape = {
  /** Where the stores that we start ourselves keep their data. */
  DATA_DIR: z.string().default('.data'),
  /** Where what the stores need is installed. Default: `tools` in DATA_DIR. */
  TOOLS_DIR: z.string().optional(),
  DATABASE_URL: urlOf('postgres', 'postgresql').optional(),
  MONGODB_URL: urlOf('mongodb', 'mongodb+srv').optional(),
  REDIS_URL: urlOf('redis', 'rediss').optional(),
  KEY_PREFIX: z.string().default('tributary:'),
  /** By what documents are found fast, beside framework, modelId and the defined metrics. */
  CONFIG_INDEXED_PATHS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((path) => path.trim() || []))
    .superRefine((paths, context) => {
      for (const message of paths.flatMap((path) => problemOfIndexed(path) ?? [])) context.addIssue(message);
    }),
  /** Never ask a download host. */
  OFFLINE: flag.default(false),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  LOG_LEVEL: logLevel.default('warn'),
  ...rulesShape,
};

/** @throws Error that names each variable which does not fit. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const config = readEnv(shape, env);
  refuseUnknownEnvironments(env, config);
  return { ...config, DATA_DIR: resolve(config.DATA_DIR) };
}

export type Config = ReturnType<typeof readConfig>;

/** What a service is set up by, in this process or in one of its own: our environment, with what we know better. */
export const serviceEnv = (settings: Record<string, string>) => ({ ...process.env, ...settings });
