import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type OperationKind, Turns } from './turns.ts';

const PATIENT = { query: 60_000, mutation: 60_000 };
const newReply = () => new ServerResponse(new IncomingMessage(new Socket()));

function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Operations that come while every turn of the event loop is filled with work; they never end. */
function rush(waitMs = PATIENT) {
  const turns = new Turns(waitMs);
  const begun: string[] = [];
  const refused: string[] = [];
  const enter = async (name: string, kind: OperationKind, reply = newReply()) => {
    ((await turns.enter(kind, reply)) ? begun : refused).push(name);
  };
  let isBusy = true;
  const fillTurn = () => {
    work(20);
    if (isBusy) setImmediate(fillTurn);
  };
  setImmediate(fillTurn);
  const stop = () => {
    isBusy = false;
  };
  return { turns, begun, refused, enter, stop };
}

describe('turns of the event loop', () => {
  it('let one operation begin at a time, and fewer while they are filled', async () => {
    const { begun, enter, stop } = rush();
    const entered = ['a', 'b', 'c', 'd'].map((name) => enter(name, 'query'));
    await entered[0];
    expect(begun).toEqual(['a']);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(begun.length).toBeLessThan(3);
    stop();
    await Promise.all(entered);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('let something begin, however long they are filled', async () => {
    const { enter, stop } = rush();
    await Promise.all(['a', 'b', 'c'].map((name) => enter(name, 'query')));
    stop();
  });

  it('go to queries and mutations alternately, however many of the others wait', async () => {
    const { begun, enter, stop } = rush();
    const entered = ['m1', 'm2', 'm3', 'm4', 'm5'].map((name) => enter(name, 'mutation'));
    entered.push(enter('q1', 'query'), enter('q2', 'query'));
    stop();
    await Promise.all(entered);
    expect(begun.indexOf('q2')).toBeLessThan(4);
    expect(begun.filter((name) => name.startsWith('m'))).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
  });

  it('refuse who has waited too long', async () => {
    const { begun, refused, enter, stop } = rush({ query: 10, mutation: 60_000 });
    const entered = ['a', 'b', 'c', 'd'].map((name) => enter(name, 'query'));
    await Promise.all(entered);
    stop();
    expect(refused.length).toBeGreaterThan(0);
    expect([...begun, ...refused].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuse at once who would wait in vain, and none of the other kind for that', async () => {
    const { begun, refused, enter, stop } = rush({ query: 60_000, mutation: 100 });
    const entered = [enter('first', 'query'), enter('waits', 'mutation')];
    work(60);
    await enter('in vain', 'mutation');
    expect(refused).toEqual(['in vain']);
    await enter('query', 'query');
    stop();
    await Promise.all(entered);
    expect(begun).toContain('query');
  });

  it('let nobody begin while clients connect, for a while', async () => {
    const turns = new Turns(PATIENT);
    const begun: string[] = [];
    const enter = async (name: string) => {
      await turns.enter('query', newReply());
      begun.push(name);
    };
    const turnsUntil = async (count: number) => {
      for (let turn = 0; ; turn++) {
        if (begun.length >= count) return turn;
        turns.connected();
        await new Promise(setImmediate);
      }
    };
    const entered = [enter('a'), enter('b'), enter('c')];
    await turnsUntil(1);
    expect(await turnsUntil(2)).toBeGreaterThan(50);
    await turnsUntil(3);
    await Promise.all(entered);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('pass over clients that have left', async () => {
    const { begun, enter, stop } = rush();
    const left = newReply();
    const entered = [enter('a', 'query')];
    enter('b', 'query', left);
    entered.push(enter('c', 'query'));
    left.destroy();
    stop();
    await Promise.all(entered);
    expect(begun).toEqual(['a', 'c']);
  });
});
