import { flag, nodeEnv, readEnv, serviceShape, urlOf, wholeNumber } from '@tributary/common/env';
import { z } from 'zod';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

const LIST = /^[a-z0-9][a-z0-9_-]{0,99}( *, *[a-z0-9][a-z0-9_-]{0,99})*$/;
const names = z.string().regex(LIST, 'must be slugs, such as staging-eu, with commas between');

/** The platform's rules, for whoever else works by them. */
export const rulesShape = {
  /** Where models can be deployed. */
  ENVIRONMENTS: names.default(DEFAULT_SETTINGS.environments.join()),
  /** The environments that take approved versions only. */
  APPROVED_ONLY: names.default(DEFAULT_SETTINGS.approvedOnly.join()),
  /** Whether a version's creator may review it; left out, everywhere but in production. */
  REVIEW_OWN: flag.optional(),
  NODE_ENV: nodeEnv,
};

type Rules = z.output<z.ZodObject<typeof rulesShape>>;

export const shape = {
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  DATABASE_READ_URL: urlOf('postgres', 'postgresql').optional(),
  DATABASE_POOL_MAX: wholeNumber(1, 1_000).default(30),
  ...rulesShape,
  ...serviceShape(4001),
};

/** @throws Error that names each variable which does not fit. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const config = readEnv(shape, env);
  refuseUnknownEnvironments(env, config);
  return config;
}

/**
 * A misspelt one would let versions that nobody approved into the environment that was meant.
 * @throws Error that says what must be.
 */
export function refuseUnknownEnvironments(env: Readonly<Record<string, string | undefined>>, rules: Rules): void {
  if (!env.APPROVED_ONLY) return;
  const environments = toNames(rules.ENVIRONMENTS);
  const approvedOnly = toNames(rules.APPROVED_ONLY);
  const unknown = approvedOnly.filter((name) => !environments.includes(name));
  if (unknown.length === 0) return;
  throw new Error(
    `APPROVED_ONLY must name some of ENVIRONMENTS (${environments.join(', ')}), which ${unknown.join(', ')} is not.`,
  );
}

/** How the platform is set up, by the same environment. */
export const toSettings = (rules: Rules): Settings => ({
  environments: toNames(rules.ENVIRONMENTS),
  approvedOnly: toNames(rules.APPROVED_ONLY),
  reviewOwn: rules.REVIEW_OWN ?? rules.NODE_ENV !== 'production',
  copiesWaitMs: DEFAULT_SETTINGS.copiesWaitMs,
});

const toNames = (text: string) => text.split(',').map((name) => name.trim());
