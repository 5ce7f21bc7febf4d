import { bytesOfField } from '@tributary/common/bson';

/** The most that a run's configuration, parameters and metrics may take together. */
export const MAX_DOCUMENT_BYTES = 12 * 1024 * 1024;

/** Three bytes. */
const SIGN = '€';

/** What registers a run that takes so many bytes, nearly as many as may be. */
export function largeRun(bytes: number, fields: object = {}) {
  const config = { ...fields, text: SIGN.repeat(3_700_000) };
  const parameters: { name: string; value: string }[] = [];
  let left = bytes - bytesOfField('config', config);
  while (left > 0) {
    const name = `parameter${parameters.length}`;
    const room = left - bytesOfField(name, '');
    const value = room < 20_000 ? 'a'.repeat(room % 3) + SIGN.repeat(Math.floor(room / 3)) : SIGN.repeat(5_000);
    parameters.push({ name, value });
    left -= bytesOfField(name, value);
  }
  return { config, parameters };
}
