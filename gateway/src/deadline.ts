export class DeadlineExceeded extends Error {}
export class ClientLeft extends Error {}

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
    const timer = setTimeout(() => giveUp(new DeadlineExceeded(`no answer in ${timeoutMs} ms`)), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      clientLeft.removeEventListener('abort', leave);
    };
    clientLeft.addEventListener('abort', leave);
    run(controller.signal).then(resolve, reject).finally(settle);
  });
}
