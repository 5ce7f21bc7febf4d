import type { Registry } from './registry.ts';

const MAX_ENTITY_BYTES = 1_024;

/** What is wrong with an entity's id; undefined where it can be one of the view's. */
export function problemOfEntity({ joinKeys }: Pick<Registry, 'joinKeys'>, entity: string): string | undefined {
  if (entity === '') return 'must not be empty';
  if (entity.length > MAX_ENTITY_BYTES || Buffer.byteLength(entity) > MAX_ENTITY_BYTES) {
    return `must take at most ${MAX_ENTITY_BYTES.toLocaleString('en')} bytes`;
  }
  if (!entity.isWellFormed() || entity.includes('\0')) {
    return 'must not have a NUL character or half of a surrogate pair in it';
  }
  return joinKeys.length > 1 ? problemOfParts(joinKeys, entity.split('|')) : undefined;
}

function problemOfParts(joinKeys: readonly string[], parts: readonly string[]): string | undefined {
  const expected = joinKeys.join('|');
  if (parts.length !== joinKeys.length) {
    return `must have ${joinKeys.length} parts, as ${expected}, not ${parts.length}: a | inside a value is written %7C`;
  }
  if (parts.some((part) => part === '')) return `must have a value for each part of ${expected}`;
  // One entity has one id.
  if (parts.some((part) => /%(?!25|7C)/.test(part))) return 'must have % and | inside a value written as %25 and %7C';
  return undefined;
}

/** The id of an entity from its keys' values, in the order of the join keys. */
export const toEntity = (values: readonly string[]): string => {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return only;
  return values.map((value) => value.replace(/[%|]/g, (sign) => (sign === '%' ? '%25' : '%7C'))).join('|');
};
