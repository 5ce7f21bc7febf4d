import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../testing.ts';
import { chooseEngine, type Engine, isAtLeast, type Source } from './engine.ts';

const engine = (name: string, version: string): Engine => ({
  engine: name,
  version,
  origin: 'on the PATH',
  command: `/bin/${name}`,
  args: [],
});

/** Sources that note when they are asked. */
function sourcesOf(answers: Record<string, Engine | string>) {
  const asked: string[] = [];
  const sources = Object.entries(answers).map(
    ([name, answer]): Source => ({
      engines: [name],
      find: async () => {
        asked.push(name);
        return answer;
      },
    }),
  );
  return { asked, sources };
}

describe('chooseEngine', () => {
  it('takes the first that is found, tells why others were passed over, and asks no further', async () => {
    const { asked, sources } = sourcesOf({
      redis: 'redis-server is too old',
      valkey: engine('valkey', '9.1.2'),
      other: engine('other', '1.0'),
    });
    const choice = await chooseEngine('redis', sources, undefined);
    expect(choice).toEqual({ engine: engine('valkey', '9.1.2'), passedOver: ['redis-server is too old'] });
    expect(asked).toEqual(['redis', 'valkey']);
  });

  it('opens data by what made it, though a better engine is there now', async () => {
    const { asked, sources } = sourcesOf({
      mongod: engine('mongod', '8.2.6'),
      secantusdb: engine('secantusdb', '0.7.1'),
    });
    const choice = await chooseEngine('mongodb', sources, { engine: 'secantusdb', version: '0.7.0b3' });
    expect(choice.engine.engine).toBe('secantusdb');
    expect(asked).toEqual(['secantusdb']);
  });

  it('names both remedies when what made the data is gone', async () => {
    const { sources } = sourcesOf({ mongod: 'no mongod is on the PATH', secantusdb: engine('secantusdb', '0.7.0') });
    expect(await failureOf(chooseEngine('mongodb', sources, { engine: 'mongod', version: '8.2.6' }))).toBe(
      'mongodb: the data was made by mongod 8, which is not here (no mongod is on the PATH): ' +
        'install mongod 8, or start with --fresh, which clears the data',
    );
  });

  it('does not open data of another major version', async () => {
    const { sources } = sourcesOf({ valkey: engine('valkey', '9.1.2') });
    expect(await failureOf(chooseEngine('redis', sources, { engine: 'valkey', version: '8.0.1' }))).toMatch(
      /made by valkey 8, which is not here \(valkey 9\.1\.2 on the PATH cannot open it\).*--fresh/,
    );
  });

  it('says everything that was tried when nothing is found', async () => {
    const { sources } = sourcesOf({ redis: 'no redis-server is on the PATH', valkey: 'no Python' });
    expect(await failureOf(chooseEngine('redis', sources, undefined))).toBe(
      'redis: no server was found: no redis-server is on the PATH; no Python',
    );
  });
});

describe('isAtLeast', () => {
  it.each([
    ['7.2.0', '7.2', true],
    ['7.0.15', '7.2', false],
    ['10.0', '8', true],
    ['15beta1', '15', true],
    ['14.11 (Debian)', '15', false],
  ])('%s against %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
