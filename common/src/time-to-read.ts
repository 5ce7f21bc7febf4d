const SLICES = 10;
/** On a busy machine timers are late by less than this, though nothing stood still. */
const TOLERATED_MS = 250;

/**
 * Calls back after so many milliseconds in which this process could read what arrived. While it computes, an answer may
 * lie in its sockets: so the time passes in slices, each of which counts once, however late its timer is, and what has
 * arrived by the end is read first.
 * @param call is told whether this process stood still meanwhile, so that nobody knows who was late.
 * @returns what calls it off.
 */
export function afterTimeToRead(timeoutMs: number, call: (stoodStill: boolean) => void): () => void {
  const began = performance.now();
  const end = () => {
    const lateMs = performance.now() - began - timeoutMs;
    call(lateMs > Math.max(timeoutMs / 2, TOLERATED_MS));
  };
  let slices = SLICES;
  let immediate: NodeJS.Immediate | undefined;
  const tick = () => {
    slices -= 1;
    if (slices > 0) timer = setTimeout(tick, timeoutMs / SLICES);
    else immediate = setImmediate(end);
  };
  let timer = setTimeout(tick, timeoutMs / SLICES);
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
