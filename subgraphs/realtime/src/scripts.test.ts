import { describe, expect, it } from '@jest/globals';
import { answerOf, createKeys } from './keys.ts';
import { DEFAULT_LOG } from './predictions/log-settings.ts';
import type { ScriptCall } from './script.ts';
import { scripts } from './scripts.ts';

const keys = createKeys('test:');
const now = new Date();
const audit = (stream: string) => ({ stream, events: ['{}'] });
const auditOf = (name: string) => audit(keys.auditStream(keys.auditedTag(name)));
const CREATED = { view: 'view', firstRevision: 1 };
const window = { limit: 1, windowSeconds: 1 };

type Calls<Noun> = { [Name in keyof Noun]: (name: string) => ScriptCall };

/** A call of every script, about something of the given name: a new script does not compile without one. */
const calls: { [Noun in keyof typeof scripts]: Calls<(typeof scripts)[Noun]> } = {
  features: {
    openView: (name) =>
      scripts.features.openView.call(rowsOf(name).state, { view: 'view', version: 1, firstRevision: 1 }),
    writeRegistry: (name) =>
      scripts.features.writeRegistry.call(
        keys.features.registry(name),
        { view: name, version: 1, firstRevision: 1 },
        '{}',
      ),
    noteRemoved: (name) => scripts.features.noteRemoved.call(keys.features.registry(name), '1'),
    storeTaggedRows: (name) =>
      scripts.features.storeTaggedRows.call(CREATED, rowsOf(name), { now: 1, ttlMs: 1, countedMs: 1 }),
    removeTaggedRows: (name) =>
      scripts.features.removeTaggedRows.call(auditOf(name), CREATED, rowsOf(name).state, rowsOf(name).keys),
  },
  leaderboards: {
    boardRanks: (name) => scripts.leaderboards.boardRanks.call(keys.board(name), 1, name),
    placesOnBoard: (name) => scripts.leaderboards.placesOnBoard.call(keys.board(name), [name]),
    writeBoardRows: (name) =>
      scripts.leaderboards.writeBoardRows.call(
        keys.board(name),
        { goal: 'MAXIMIZE', revision: 1 },
        [{ modelId: name, score: 1, version: 1 }],
        now,
      ),
    submitScore: (name) =>
      scripts.leaderboards.submitScore.call(
        auditOf(`x_${name}`),
        keys.board(`x_${name}`),
        { modelId: name, score: 1, mode: 'LAST', goal: null },
        now,
      ),
    removeScore: (name) =>
      scripts.leaderboards.removeScore.call(auditOf(`x_${name}`), keys.board(`x_${name}`), name, now),
  },
  limits: {
    lookAtWindow: (name) => scripts.limits.lookAtWindow.call(keys.rateLimit(name, name, 1), window),
    consume: (name) => scripts.limits.consume.call(keys.rateLimit(name, name, 1), window, 1),
  },
  predictionCache: {
    cacheAnswers: (name) => {
      const answer = {
        keys: keys.entityPredictions(name),
        of: answerOf('production', name, 1),
        generation: 0,
        text: '',
      };
      return scripts.predictionCache.cacheAnswers.call([answer], 1);
    },
    forgetPredictions: (name) => scripts.predictionCache.forgetPredictions.call(keys.entityPredictions(name)),
    endLock: (name) =>
      scripts.predictionCache.endLock.call(keys.entityPredictions(name).lock('production', 'm', 1, 'd'), 't'),
  },
  predictionCounts: {
    closeMinutes: (name) => scripts.predictionCounts.closeMinutes.call(keys.predictions(name), 'e', 1),
    forgetMinutes: (name) =>
      scripts.predictionCounts.forgetMinutes.call(
        keys.predictions(name),
        { epoch: 'e', minute: 1, revision: 0, fields: [] },
        1,
      ),
    restoreTotals: (name) =>
      scripts.predictionCounts.restoreTotals.call(keys.predictions(name), { epoch: 'e', minute: 1 }, 1, []),
    recordAsked: (name) =>
      scripts.predictionCounts.recordAsked.call(
        keys.predictions(name),
        1,
        { epoch: 'e', channel: 'c' },
        {
          deploymentId: name,
          versionNumber: 1,
          requests: 1,
          errors: 0,
          hits: 0,
          latencies: new Map([[1, 1]]),
          rows: [],
          isSampled: false,
        },
        DEFAULT_LOG,
      ),
  },
  predictionErasure: {
    forgetInSlot: (name) =>
      scripts.predictionErasure.forgetInSlot.call(auditOf(name), keys.entityPredictions(name), rowsOf(name).keys),
  },
  predictionLog: {
    readLogStep: (name) =>
      scripts.predictionLog.readLogStep.call(keys.predictions(name), {
        ...{ from: '+', to: '-', entity: name, deploymentId: null, limit: 1 },
      }),
    closeLog: (name) => scripts.predictionLog.closeLog.call(keys.predictions(name), name, '1'),
    eraseLogStep: (name) => scripts.predictionLog.eraseLogStep.call(keys.predictions(name), name, '-', '+'),
  },
  progress: {
    noteEnd: (name) => scripts.progress.noteEnd.call(keys.progress(name), true, 1),
    reportProgress: (name) =>
      scripts.progress.reportProgress.call(keys.progress(name), {
        values: [],
        metrics: [[name, '1']],
        clearsMetrics: false,
        maxMetrics: 1,
        seconds: 1,
      }),
  },
  syncClock: { moveClock: () => scripts.syncClock.moveClock.call(keys.syncClock('board'), now, now) },
  serving: {
    writeSnapshotOver: (name) =>
      scripts.serving.writeSnapshotOver.call(keys.serving.snapshot(name), {
        version: 1,
        snapshot: '{}',
        artifacts: '',
      }),
  },
  sessions: {
    createSession: (name) =>
      scripts.sessions.createSession.call(
        ...sessionOf(name),
        {
          subject: name,
          digest: 'd',
          data: '{}',
          dataDigest: 'd',
          createdAt: now,
          ttlSeconds: 1,
        },
        1,
      ),
    touchSession: (name) => scripts.sessions.touchSession.call(...sessionOf(name), 'd', null),
    endSessions: (name) => {
      const { slot, index, audit: stream } = keys.sessionsOf(name);
      const ended = ['d', 'e'].map((digest) => ({ digest, key: keys.session(slot, digest) }));
      return scripts.sessions.endSessions.call(audit(stream), index, ended);
    },
  },
};

function rowsOf(entity: string) {
  const { features } = keys;
  const tag = features.tag(entity);
  return {
    state: features.state(tag),
    written: features.written(tag, CREATED, 'ever'),
    keys: [features.row(tag, CREATED, entity)],
    rows: [Buffer.alloc(1)],
  };
}

function sessionOf(subject: string) {
  const { slot, index, audit: stream } = keys.sessionsOf(subject);
  return [audit(stream), { session: keys.session(slot, 'd'), index }] as const;
}

/** What a cluster hashes: between the first brace and the next closing one, unless that is empty. */
const hashed = (key: string) => /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key;

const all = Object.entries(calls).flatMap(([noun, ofNoun]) =>
  Object.entries(ofNoun).map(([name, call]) => [`${noun}.${name}`, call] as const),
);

describe.each(all)('the keys of %s', (_, call) => {
  it.each(['iris', '{', '}', '{}', '}{', 'a{b}c', '{{a}}', '%7b', 'a|b', ':'])('lie in one slot for "%s"', (name) => {
    const slots = new Set(call(name).keys.map(hashed));
    expect([...slots]).toEqual([expect.stringMatching(/^[^{}]+$/)]);
  });
});

it('names that differ have keys that differ', () => {
  const names = ['a', '{a}', '%7ba%7d', '%257ba', 'a}', 'a{', 'A'];
  const made = names.flatMap((name) => [
    keys.board(name).scores,
    keys.board(`x_${name}`).scores,
    keys.progress(name).values,
    keys.predictions(name).totals,
    keys.entityPredictions(name).generation,
    keys.predictionGeneration(name),
    keys.predictionLimit(name).log,
    keys.features.row(keys.features.tag(name), CREATED, name),
    keys.sessionsOf(name).index,
    keys.rateLimit(name, 'b', 1).log,
    keys.rateLimit('b', name, 1).log,
  ]);
  expect(new Set(made).size).toBe(made.length);
});
