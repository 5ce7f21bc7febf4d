export class ClientLeft extends Error {}

export class DeadlineExceeded extends Error {
  /** This process stood still meanwhile, so that nobody knows whether the service was late. */
  readonly stoodStill: boolean;

  constructor(timeoutMs: number, stoodStill: boolean) {
    super(`no answer in ${timeoutMs} ms`);
    this.stoodStill = stoodStill;
  }
}

/**
 * Runs until the deadline, or until the client has left: then the work's signal is aborted, and whatever it does after
 * that is not waited for.
 */
export function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  clientLeft: AbortSignal,
): Promise<T> {
  if (clientLeft.aborted) return Promise.reject(new ClientLeft());
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const giveUp = (reason: Error) => {
      settle();
      reject(reason);
      controller.abort(reason);
    };
    const leave = () => giveUp(new ClientLeft('the client has left'));
    const cancel = afterTimeToRead(timeoutMs, (stoodStill) => giveUp(new DeadlineExceeded(timeoutMs, stoodStill)));
    const settle = () => {
      cancel();
      clientLeft.removeEventListener('abort', leave);
    };
    clientLeft.addEventListener('abort', leave);
    run(controller.signal).then(resolve, reject).finally(settle);
  });
}

const SLICES = 10;
/** On a busy machine timers are late by less than this, though nothing stood still. */
const TOLERATED_MS = 250;

/**
 * Calls back after so many milliseconds in which this process could read what arrived. While it is busy itself an answer
 * may lie in its sockets, so a slice of the time counts once, however late its timer is; but after twice the time the
 * wait ends, and after what has arrived then was read.
 * @returns what calls it off.
 */
export function afterTimeToRead(timeoutMs: number, call: (stoodStill: boolean) => void): () => void {
  const began = performance.now();
  const passed = () => performance.now() - began;
  let slices = SLICES;
  let immediate: NodeJS.Immediate | undefined;
  const tick = () => {
    slices -= 1;
    if (slices > 0 && passed() < 2 * timeoutMs) timer = setTimeout(tick, timeoutMs / SLICES);
    else immediate = setImmediate(() => call(passed() - timeoutMs > Math.max(timeoutMs / 2, TOLERATED_MS)));
  };
  let timer = setTimeout(tick, timeoutMs / SLICES);
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
