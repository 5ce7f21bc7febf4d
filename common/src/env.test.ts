import { expect, it } from '@jest/globals';
import { flag, port, readEnv, urlOf, wholeNumber } from './env.ts';

const shape = {
  PORT: port.default(4000),
  MOST: wholeNumber(1).optional(),
  FAST: flag.optional(),
  URL: urlOf('http', 'https'),
};
const read = (env: Record<string, string>) => readEnv(shape, { URL: 'https://a', ...env });

it('takes what is left out or empty for what it is by default', () => {
  expect(read({ MOST: '', FAST: '0' })).toEqual({ PORT: 4000, FAST: false, URL: 'https://a' });
});

it.each([
  [{ PORT: 'http' }, 'PORT must be a whole number between 0 and 65,535.'],
  [{ PORT: '70000.5' }, 'PORT must be a whole number between 0 and 65,535.'],
  [{ MOST: '0' }, 'MOST must be a whole number of at least 1.'],
  [{ FAST: 'yes' }, 'FAST must be one of true, false, 1, 0.'],
  [{ URL: '' }, 'URL must be a URL that begins with http:// or https://.'],
  [
    { URL: 'ftp://a', MOST: 'x' },
    'MOST must be a whole number of at least 1. URL must be a URL that begins with http:// or https://.',
  ],
])('says of %j what each variable must be', (env, message) => {
  expect(() => read(env)).toThrow(new Error(message));
});
