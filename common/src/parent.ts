/**
 * Tells the process that started this one, where that keeps a channel to it, where this one listens: who else answers
 * at an address may be a stranger.
 */
export function tellParent(url: string): void {
  process.send?.({ listening: url });
}
