import { afterTimeToRead } from '@tributary/common/time-to-read';

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
