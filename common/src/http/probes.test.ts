import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { findFreePort, testServers } from '../testing/server.ts';
import { createReadiness } from './probes.ts';

const silent = pino({ level: 'silent' });

/** A store that answers, refuses or hangs, and counts how often it is asked. */
function testStore() {
  const store = {
    state: 'up' as 'up' | 'down' | 'hung',
    asked: 0,
    check: async () => {
      store.asked += 1;
      if (store.state === 'hung') await new Promise(() => {});
      if (store.state === 'down') throw new Error('down');
    },
  };
  return store;
}

describe('readiness', () => {
  // However slow the machine is, no time passes but when a test says so.
  let now = 0;
  const moment = () => {
    now += 1_050;
  };
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('comes with the first answer, which each question waits for', async () => {
    const store = testStore();
    const isReady = createReadiness(store.check, silent);
    store.state = 'down';
    expect([await isReady(), await isReady()]).toEqual([false, false]);
    store.state = 'up';
    expect(await isReady()).toBe(true);
    expect(store.asked).toBe(3);
  });

  it('is asked of the store once a moment, however many ask', async () => {
    const store = testStore();
    const isReady = createReadiness(store.check, silent);
    await Promise.all(Array.from({ length: 100 }, isReady));
    for (let question = 0; question < 100; question += 1) await isReady();
    expect(store.asked).toBe(1);
    moment();
    expect(await isReady()).toBe(true);
    expect(store.asked).toBe(2);
  });

  it('outlives two failures in a row and ends with the third; one answer brings it back', async () => {
    const store = testStore();
    const isReady = createReadiness(store.check, silent);
    await isReady();
    store.state = 'down';
    const seen: boolean[] = [];
    for (let check = 0; check < 3; check += 1) {
      moment();
      seen.push(await isReady());
    }
    expect(seen).toEqual([true, true, false]);
    store.state = 'up';
    expect(await isReady()).toBe(true);
  });

  it('does not wait for a check that hangs', async () => {
    const store = testStore();
    const isReady = createReadiness(store.check, silent);
    await isReady();
    moment();
    store.state = 'hung';
    expect(await isReady()).toBe(true);
  });
});

describe('the port of the probes', () => {
  const start = testServers();

  it('answers them beside the main one, nothing else, and no foreign Host', async () => {
    const probePort = await findFreePort();
    const { url, close } = await start({ probePort }, (app) => void app.get('/other', async () => ({})));
    const probes = `http://127.0.0.1:${probePort}`;
    const statuses = async (base: string) =>
      Promise.all(['/livez', '/readyz', '/other'].map(async (path) => (await fetch(base + path)).status));
    expect(await statuses(probes)).toEqual([200, 200, 404]);
    expect(await statuses(url)).toEqual([200, 200, 200]);
    await close();
    await expect(fetch(probes)).rejects.toThrow();
  });

  it('that is taken is named at the start', async () => {
    const probePort = await findFreePort();
    await start({ probePort });
    await expect(start({ probePort })).rejects.toThrow(
      `Port ${probePort} of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PROBE_PORT=${probePort + 1}.`,
    );
  });
});
