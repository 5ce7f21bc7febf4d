import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const REDIS_URL = 'redis://127.0.0.1:6379';

describe('the settings', () => {
  it('want the address of Redis alone', () => {
    expect(readConfig({ REDIS_URL })).toMatchObject({
      REDIS_URL,
      KEY_PREFIX: 'tributary:',
      STORE_TIMEOUT_MS: 1_000,
      HOST: '127.0.0.1',
      PORT: 4003,
      LOG_LEVEL: 'info',
    });
  });

  it.each([
    [{}, 'REDIS_URL must be a URL that begins with redis:// or rediss://'],
    [{ REDIS_URL: '127.0.0.1:6379' }, 'REDIS_URL must be a URL that begins with redis:// or rediss://'],
    [{ REDIS_URL, KEY_PREFIX: 'a{b}' }, 'KEY_PREFIX must be without { and }'],
    [{ REDIS_URL, STORE_TIMEOUT_MS: '0' }, 'STORE_TIMEOUT_MS must be a whole number of at least 1'],
  ])('that do not fit are named: %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});
