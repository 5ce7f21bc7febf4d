/** By what a scorer ends itself that took more memory than it may: nothing else sends it, so that its end says why. */
export const OVER_MEMORY = 'SIGUSR2';
