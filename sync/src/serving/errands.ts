import { setTimeout as pause } from 'node:timers/promises';

interface Errand<Result> {
  ended?: { readonly result: Result };
}

/** What nobody asks for any more is forgotten. */
const KEPT_MS = 60_000;

/**
 * Work for which nobody waits long. Whoever begins an errand waits for it a little; whoever asks for it later gets its
 * result, once, or is told that it is still under way.
 */
export function createErrands<Result>(patienceMs: number) {
  const errands = new Map<string, Errand<Result>>();

  function take(key: string, errand: Errand<Result>): Result | undefined {
    if (errand.ended && errands.get(key) === errand) errands.delete(key);
    return errand.ended?.result;
  }

  /**
   * @param work never rejects.
   * @param onLate hears of a result that comes when nobody waits for it any more.
   */
  return async (
    key: string,
    work: () => Promise<Result>,
    onLate: (result: Result) => void,
  ): Promise<Result | undefined> => {
    const known = errands.get(key);
    if (known) return take(key, known);
    const errand: Errand<Result> = {};
    errands.set(key, errand);
    const ended = work().then((result) => {
      errand.ended = { result };
      return result;
    });
    await Promise.race([ended, pause(patienceMs, undefined, { ref: false })]);
    if (errand.ended) return take(key, errand);
    ended.then((result) => {
      setTimeout(() => take(key, errand), KEPT_MS).unref();
      onLate(result);
    });
    return undefined;
  };
}
