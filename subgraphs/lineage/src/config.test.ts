import { describe, expect, it } from '@jest/globals';
import { readConfig, toSettings } from './config.ts';

const settingsOf = (env: Record<string, string>) =>
  toSettings(readConfig({ DATABASE_URL: 'postgres://localhost/tributary', ...env }));

describe("lineage's settings", () => {
  it('takes lists of environments with spaces about the commas', () => {
    expect(settingsOf({ ENVIRONMENTS: 'test, production-eu', APPROVED_ONLY: 'production-eu' })).toMatchObject({
      environments: ['test', 'production-eu'],
      approvedOnly: ['production-eu'],
    });
  });

  it.each([
    [{}, true],
    [{ NODE_ENV: 'production' }, false],
    [{ NODE_ENV: 'production', REVIEW_OWN: 'true' }, true],
    [{ REVIEW_OWN: 'false' }, false],
  ])('with %j: a creator may review their own version: %s', (env, reviewOwn) => {
    expect(settingsOf(env).reviewOwn).toBe(reviewOwn);
  });

  it('refuses to guard an environment that there is not', () => {
    expect(() => settingsOf({ APPROVED_ONLY: 'staging,prod' })).toThrow(
      'APPROVED_ONLY must name some of ENVIRONMENTS (development, staging, production), which prod is not.',
    );
    expect(settingsOf({ ENVIRONMENTS: 'lab' })).toMatchObject({ environments: ['lab'] });
  });

  it('names the variable that does not fit', () => {
    expect(() => settingsOf({ LOG_LEVEL: 'loud' })).toThrow(/^LOG_LEVEL must be one of .*, silent\.$/);
    expect(() => settingsOf({ ENVIRONMENTS: 'Production!' })).toThrow(/^ENVIRONMENTS must be slugs/);
  });
});
