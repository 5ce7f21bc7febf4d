import { once } from 'node:events';
import { openDatabase } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { predict } from '@tributary/realtime/predictions/predict';
import { createServing } from '@tributary/realtime/predictions/serving';
import { DEFAULT_SETTINGS } from '@tributary/realtime/settings';
import { pino } from 'pino';
import { createComputingScorers, logistic } from './computing-scorers.ts';

/**
 * Another process that serves predictions: it asks for the same one many times at once, says `running` when it scores,
 * goes on when something is written to it, and says the ids of the answers. Arguments: REDIS_URL KEY_PREFIX LOCK_MS CALLS
 */
const [url = '', keyPrefix = '', lockMs, calls] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const { db, close } = openDatabase({ url, timeoutMs: 60_000, keyPrefix });
const computing = createComputingScorers();
computing.models.set('one', logistic([1, 1]));
const scorers = {
  ...computing,
  run: async (...asked: Parameters<typeof computing.run>) => {
    process.stdout.write('running\n');
    await once(process.stdin, 'data');
    return computing.run(...asked);
  },
};
const context = {
  ...{ db, registries: createRegistries(), caller: { subject: 'another', scopes: [] }, settings: DEFAULT_SETTINGS },
  serving: createServing(db, { scorers, lockMs: Number(lockMs) }, log),
};
const outcomes = await Promise.all(
  Array.from({ length: Number(calls) }, () =>
    predict(context, { modelId: 'm', entity: 'u', environment: 'production', bypassCache: false }),
  ),
);
const ids = outcomes.map((outcome) => ('value' in outcome ? outcome.value.id : 'none'));
process.stdout.write(`${JSON.stringify([...new Set(ids)])}\n`);
process.stdin.destroy();
await close();
