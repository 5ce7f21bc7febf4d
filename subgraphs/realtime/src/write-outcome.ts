import { OutcomeUnknown } from '@tributary/common/errors';
import * as redis from 'redis';

type Work<Client, Reply> = (client: Client) => Promise<Reply>;

/**
 * Runs work that changes something over one connection.
 * @throws OutcomeUnknown where it was sent and not answered; any other error where nothing was changed.
 */
export async function tellUnknown<Client, Reply>(
  run: (work: Work<Client, Reply>) => Promise<Reply>,
  work: Work<Client, Reply>,
): Promise<Reply> {
  let isSent = false;
  try {
    return await run((client) => {
      isSent = true;
      return work(client);
    });
  } catch (error) {
    throw isSent && !wasRefused(error) ? new OutcomeUnknown(error) : error;
  }
}

/** The server said no, or the client did before it sent anything. */
export const wasRefused = (error: unknown): boolean =>
  error instanceof redis.ErrorReply ||
  error instanceof redis.ClientOfflineError ||
  error instanceof redis.ClientClosedError ||
  isFullQueue(error);

export const isFullQueue = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'The queue is full';
