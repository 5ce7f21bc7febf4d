/** Asks once for all who come while it is being asked: each gets an answer that was asked for after it came. */
export function shareNext<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Answer> | undefined;
  const begin = () => {
    next = undefined;
    const answer = ask();
    running = answer.catch(() => undefined);
    return answer;
  };
  return () => {
    next ??= running.then(begin);
    return next;
  };
}
