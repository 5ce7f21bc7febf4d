import { readEnv, serviceShape, urlOf } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  REDIS_URL: urlOf('redis', 'rediss'),
  /** Begins every key, so that several installations can share a server. Braces would move the keys' hash tags. */
  KEY_PREFIX: z
    .string()
    .regex(/^[^{}]*$/, 'must be without { and }')
    .default('tributary:'),
  ...serviceShape(4003),
};

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => readEnv(shape, env);
