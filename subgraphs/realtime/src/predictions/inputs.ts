import { document, integerFrom, list, name, orDefault, reference } from '@tributary/common/mutations/inputs';
import { z } from 'zod';

const asked = {
  modelId: reference,
  versionNumber: integerFrom(1).nullish(),
  environment: orDefault(reference, 'production'),
  bypassCache: orDefault(z.boolean(), false),
  rateLimitKey: name().nullish(),
};

export const predictShape = z.object({ ...asked, entity: z.string(), features: document.nullish() });
export const predictBatchShape = z.object({ ...asked, entities: list(z.string()) });
export const cachedShape = z.object({
  modelId: reference,
  entity: z.string(),
  environment: orDefault(reference, 'production'),
});
export const invalidateShape = z.object({
  modelId: reference,
  entity: z.string().min(1, 'must not be empty').nullish(),
});
