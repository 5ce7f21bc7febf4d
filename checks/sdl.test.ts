import { describe, expect, it } from '@jest/globals';
import { sdlFile } from './sdl.ts';
import { findOddConnections } from './sdl-connections.ts';
import { findUndescribed } from './sdl-descriptions.ts';
import { findBadNames } from './sdl-naming.ts';
import { findTooStrict } from './sdl-nullability.ts';

const lineage = (text: string) => sdlFile('subgraphs/lineage/schema.graphql', text);
const configs = (text: string) => sdlFile('subgraphs/configs/schema.graphql', text);

describe('schema descriptions', () => {
  it('wants one of every type and root field, and of an entity in its home alone', () => {
    const home = lineage('"Here." type Model @key(fields: "id") { id: ID! name: String }');
    const more = configs('type Model @key(fields: "id") { id: ID! card: String } "All." type Query { card: String }');
    expect(findUndescribed([home, more])).toEqual([expect.stringContaining('Query.card has no description')]);
    expect(findUndescribed([lineage('enum Size { S } input I { a: Int }')])).toHaveLength(2);
    expect(findUndescribed([lineage('type Query { "One." card: String }')]).join()).toContain(
      'Query has no description',
    );
  });

  it('wants one text of what several subgraphs have', () => {
    const sdl = (text: string) => `"${text}" type Model @key(fields: "id") { id: ID! name: String }`;
    expect(findUndescribed([lineage(sdl('Here.')), configs(sdl('There.'))])).toEqual([
      'Model is described in 2 ways: keep one, in its home',
    ]);
  });
});

describe('schema connections', () => {
  const connection = 'edges: [RunEdge!]! nodes: [Run!]! pageInfo: PageInfo!';
  const sdl = (fields: string, edge = 'cursor: String! node: Run!') =>
    findOddConnections([lineage(`type RunConnection { ${fields} } type RunEdge { ${edge} }`)]).join('\n');

  it('have one shape', () => {
    expect(sdl(connection)).toBe('');
    expect(sdl(`${connection} totalCount: SafeInt`)).toBe('');
    expect(sdl(`${connection} totalCount: SafeInt!`)).toContain('has totalCount: SafeInt!');
    expect(sdl(connection.replace('[Run!]!', '[Run]'))).toContain('lacks nodes: [Run!]!');
    expect(sdl(connection, 'cursor: String! node: Run')).toContain('lacks node: Run!');
    expect(findOddConnections([lineage(`type RunConnection { ${connection} }`)]).join()).toContain('has no RunEdge');
  });
});

describe('schema nullability', () => {
  const model = lineage('type Model @key(fields: "id") { id: ID! name: String! }');
  const problems = (text: string) => findTooStrict([model, configs(text)]).join('\n');

  it.each([
    ['type Query { card: String! }', 'is a root field'],
    ['type Model @key(fields: "id") { id: ID! card: String! }', 'at home in lineage'],
    ['type Card { model: Model! } type Model @key(fields: "id", resolvable: false) { id: ID! }', 'refers to an entity'],
    [
      'type Card { models: [Model] } type Model @key(fields: "id", resolvable: false) { id: ID! }',
      'is a list of another',
    ],
    ['type Card { notes: NoteConnection! }', 'is a nested connection'],
    ['type Card { note(n: Int): String! }', 'has arguments'],
  ])('%s', (text, reason) => {
    expect(problems(text)).toContain(reason);
  });

  it('lets columns, keys and what is at home be not null', () => {
    expect(problems('type Card @key(fields: "id") { id: ID! tags: [String!]! owner: String! }')).toBe('');
  });

  it('wants a field that only some services of a shared type have to be nullable', () => {
    const files = [lineage('type Health { postgres: Int! }'), configs('type Health { mongodb: Int }')];
    expect(findTooStrict(files).join()).toContain('Health.postgres is not served by every service');
  });
});

describe('schema naming', () => {
  const problems = (text: string) => findBadNames([lineage(text)]).join('\n');

  it.each([
    ['type run_group { id: ID }', 'run_group is not in PascalCase'],
    ['type Run { ended_at: Int }', 'ended_at is not in camelCase'],
    ['type Run { getName: Int }', 'getName says get'],
    ['type Run { a(First: Int): Int }', 'First is not in camelCase'],
    ['enum Size { small }', 'small is not in SCREAMING_CASE'],
  ])('%s', (text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it('lets the filters have AND, OR and NOT', () => {
    expect(problems('input RunFilter { AND: [RunFilter!] name: String }')).toBe('');
  });
});
