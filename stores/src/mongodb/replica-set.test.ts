import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../testing.ts';
import { becomePrimary } from './replica-set.ts';

/** Answers commands by their names, and notes them. */
function server(answers: Record<string, Record<string, unknown> | Error>) {
  const sent: Record<string, unknown>[] = [];
  const command = async (given: Record<string, unknown>) => {
    sent.push(given);
    const answer = answers[Object.keys(given)[0] ?? ''] ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { command, sent };
}

const host = '127.0.0.1:5001';

describe('becomePrimary', () => {
  it('leaves a primary alone that is known by its address', async () => {
    const { command, sent } = server({ hello: { isWritablePrimary: true, setName: 'rs0', me: host } });
    await becomePrimary(command, host);
    expect(sent).toEqual([{ hello: 1 }]);
  });

  it('initiates the set of a new server, and is to be repeated', async () => {
    const notYet = Object.assign(new Error('no replset config has been received'), { code: 94 });
    const { command, sent } = server({ hello: { isWritablePrimary: false }, replSetGetConfig: notYet });
    expect(await failureOf(becomePrimary(command, host))).toMatch(/not the primary/);
    expect(sent.at(-1)).toEqual({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  });

  it('moves the set to the port of this start, keeping the rest of its configuration', async () => {
    const config = {
      _id: 'rs0',
      version: 4,
      members: [{ _id: 0, host: '127.0.0.1:4000', votes: 1 }],
      settings: { a: 1 },
    };
    const { command, sent } = server({ hello: { isWritablePrimary: false }, replSetGetConfig: { config } });
    await failureOf(becomePrimary(command, host));
    expect(sent.at(-1)).toEqual({
      replSetReconfig: { ...config, version: 5, members: [{ _id: 0, host, votes: 1 }] },
      force: true,
    });
  });
});
