import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type OperationKind, Turns } from './turns.ts';

const PATIENT = { query: 60_000, mutation: 60_000 };
const newReply = () => new ServerResponse(new IncomingMessage(new Socket()));

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
    const end = performance.now() + 20;
    while (performance.now() < end);
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

  it('refuse who has waited too long, and those who come meanwhile are told so', async () => {
    const { turns, begun, refused, enter, stop } = rush({ query: 10, mutation: 60_000 });
    const entered = ['a', 'b', 'c', 'd'].map((name) => enter(name, 'query'));
    expect(turns.isHopeless).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all(entered);
    stop();
    expect(refused.length).toBeGreaterThan(0);
    expect([...begun, ...refused].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(turns.isHopeless).toBe(false);
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
