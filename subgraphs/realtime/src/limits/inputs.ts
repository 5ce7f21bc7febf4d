import { badUserInput } from '@tributary/common/errors';
import { checkInput } from '@tributary/common/mutations/check-input';
import { integerFrom, name, orDefault } from '@tributary/common/mutations/inputs';
import { z } from 'zod';

const atMost = (max: number) => `must be at most ${max.toLocaleString('en-US')}`;
const MAX_LIMIT = 10_000;
const DAY_SECONDS = 86_400;

const fields = {
  key: name(),
  limit: orDefault(integerFrom(1).max(MAX_LIMIT, atMost(MAX_LIMIT)), 100),
  windowSeconds: orDefault(integerFrom(1).max(DAY_SECONDS, atMost(DAY_SECONDS)), 60),
};

const rateLimitShape = z.object(fields);

/** The window that a query looks at. @throws BAD_USER_INPUT that names what lies outside the bounds. */
export function readRateLimit(args: unknown): z.output<typeof rateLimitShape> {
  const checked = checkInput(rateLimitShape, args);
  if ('failure' in checked) throw badUserInput(`${checked.failure.message}.`);
  return checked.value;
}

export const consumeShape = z
  .object({ ...fields, cost: orDefault(integerFrom(1), 1) })
  .refine(({ cost, limit }) => limit < 1 || cost <= limit, { path: ['cost'], message: 'must be at most the limit' });
