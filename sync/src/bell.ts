/** Wakes a loop that waits. What is rung while nobody waits ends the next wait at once. */
export interface Bell {
  ring(): void;
  wait(timeoutMs: number): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake = () => {};
  return {
    ring: () => {
      isRung = true;
      wake();
    },
    wait: async (timeoutMs) => {
      if (!isRung) {
        const woken = Promise.withResolvers<void>();
        const timer = setTimeout(woken.resolve, timeoutMs);
        wake = woken.resolve;
        await woken.promise;
        clearTimeout(timer);
      }
      isRung = false;
    },
  };
}
