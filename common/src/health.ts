import type { StoreFailure } from './overload.ts';

/**
 * What a store says of itself, or null while it is away: whoever asks for its health gets that as an answer, not as an
 * error. Any other failure is thrown.
 */
export async function stateOrNull<State>(state: Promise<State>, storeFailure: StoreFailure): Promise<State | null> {
  try {
    return await state;
  } catch (error) {
    if (typeof storeFailure(error) !== 'string') throw error;
    return null;
  }
}
