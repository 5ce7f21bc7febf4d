/**
 * Waits for something, until it is too late for that.
 * @throws Error that says what has not come to its end.
 */
export async function before<Value>(deadline: AbortSignal, what: string, work: Promise<Value>): Promise<Value> {
  const settled = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`It is too late: ${what} has not come to its end.`));
    if (deadline.aborted) fail();
    else deadline.addEventListener('abort', fail, { signal: settled.signal });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    settled.abort();
  }
}
