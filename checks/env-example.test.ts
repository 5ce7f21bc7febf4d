import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defaultOf, directReads, findEnvProblems } from './env-example.ts';

const variables = new Map([
  ['PORT', new Set(['4000', '4001'])],
  ['TOKEN', new Set([''])],
]);
const good = '# Where it listens.\n#PORT=4000\n#PORT=4001\n# A secret.\nTOKEN=\n';
const problems = (example: string) => findEnvProblems(example, variables).join('\n');

describe('.env.example', () => {
  it('is content with every name explained and every default', () => {
    expect(problems(good)).toBe('');
  });

  it('finds a name that is missing, unread, unexplained or has another default', () => {
    expect(problems(good.replace('TOKEN=', ''))).toContain('lacks TOKEN');
    expect(problems(`${good}# Another.\nOTHER=\n`)).toContain('has OTHER, which nothing reads');
    expect(problems(good.replace('# A secret.', ''))).toContain('TOKEN has no comment');
    expect(problems(good.replace('4001', '4002'))).toContain('PORT is "4000 and 4002"');
  });

  it('takes a default from the schema of a variable', () => {
    expect(defaultOf(z.coerce.number().default(0))).toBe('0');
    expect(defaultOf(z.string().optional())).toBe('');
    expect(defaultOf(z.string())).toBe('');
  });

  it('sees what is read from process.env by name, and not what is set there', () => {
    expect(directReads("process.env.A; process.env['B']; process.env.C = '1'; process.env.D === '1'")).toEqual([
      'A',
      'B',
      'D',
    ]);
  });
});
