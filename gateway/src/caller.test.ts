import { describe, expect, it } from '@jest/globals';
import { trustUserHeader } from './caller.ts';

describe('the gateway', () => {
  it('does not start in production, where it cannot tell who asks', () => {
    expect(() => trustUserHeader('production')).toThrow('With NODE_ENV=production the gateway does not start yet');
  });
});
