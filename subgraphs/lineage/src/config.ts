import { flag, port, readEnv } from '@tributary/common/env';
import { z } from 'zod';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

const LIST = /^[a-z0-9][a-z0-9_-]{0,99}( *, *[a-z0-9][a-z0-9_-]{0,99})*$/;
const names = z.string().regex(LIST, 'is no list of slugs with commas between');

export const shape = {
  DATABASE_URL: z.string().startsWith('postgres'),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(1_000).default(30),
  /** Below the gateway's deadline, so that a slow statement is mostly an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  /** Where models can be deployed. */
  ENVIRONMENTS: names.default(DEFAULT_SETTINGS.environments.join()),
  /** The environments that take approved versions only. */
  APPROVED_ONLY: names.default(DEFAULT_SETTINGS.approvedOnly.join()),
  /** Whether a version's creator may review it. */
  REVIEW_OWN: flag.default(DEFAULT_SETTINGS.reviewOwn),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4001),
  LOG_LEVEL: z.string().default('info'),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);

/** How the platform is set up, by the same environment. */
export const toSettings = ({ ENVIRONMENTS, APPROVED_ONLY, REVIEW_OWN }: ReturnType<typeof readConfig>): Settings => ({
  environments: toNames(ENVIRONMENTS),
  approvedOnly: toNames(APPROVED_ONLY),
  reviewOwn: REVIEW_OWN,
});

const toNames = (text: string) => text.split(',').map((name) => name.trim());
