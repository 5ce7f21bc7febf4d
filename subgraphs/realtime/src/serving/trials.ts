import { z } from 'zod';
import type { Database } from '../database.ts';
import { signatureShape } from './snapshot.ts';

/** A candidate's artifact, which lies here, is to be loaded and run once. */
const trialShape = z.object({
  /** Of the deployment that waits for it. */
  id: z.string(),
  sha256: z.string(),
  signature: signatureShape,
});
export type Trial = z.output<typeof trialShape>;

/** What came of it: a fault of the artifact's own, as a sentence, or none. */
const verdictShape = z.object({ fault: z.string().nullable() });
export type Verdict = z.output<typeof verdictShape>;

/** However long whoever asked is away: so long the verdict waits. */
const VERDICT_SECONDS = 3_600;

/** Asks the processes of this service for a trial: those that listen, and those that look for open ones later. */
export async function askForTrial(db: Database, trial: Trial): Promise<void> {
  const { openTrials, trials } = db.keys.serving;
  await db.run((redis) =>
    Promise.all([redis.hSet(openTrials, trial.id, JSON.stringify(trial)), redis.publish(trials, '')]),
  );
}

/** Null where there is none yet. */
export async function readVerdict(db: Database, trial: Pick<Trial, 'id' | 'sha256'>): Promise<Verdict | null> {
  const text = await db.run((redis) => redis.get(db.keys.serving.verdict(trial.sha256, trial.id)));
  return text === null ? null : verdictShape.parse(JSON.parse(text));
}

/** Those that nobody has answered. */
export async function readOpenTrials(db: Database): Promise<Trial[]> {
  const texts = await db.run((redis) => redis.hVals(db.keys.serving.openTrials));
  return texts.map((text) => trialShape.parse(JSON.parse(text)));
}

/** Answers a trial; of several verdicts the first stands. */
export async function answerTrial(db: Database, trial: Trial, verdict: Verdict): Promise<void> {
  const { serving } = db.keys;
  await db.run((redis) =>
    redis.set(serving.verdict(trial.sha256, trial.id), JSON.stringify(verdict), {
      condition: 'NX',
      expiration: { type: 'EX', value: VERDICT_SECONDS },
    }),
  );
  await closeTrial(db, trial.id);
}

/** Nobody waits for it any more. */
export async function closeTrial(db: Database, id: string): Promise<void> {
  await db.run((redis) => redis.hDel(db.keys.serving.openTrials, id));
}
