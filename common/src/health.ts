/**
 * What a store says of itself, or null while it is away: whoever asks for its health gets that as an answer, not as an
 * error. Any other failure is thrown.
 */
export async function stateOrNull<State>(
  state: Promise<State>,
  storeFailure: (error: unknown) => string | undefined,
): Promise<State | null> {
  try {
    return await state;
  } catch (error) {
    if (storeFailure(error) === undefined) throw error;
    return null;
  }
}
