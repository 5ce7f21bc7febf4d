import { OVER_MEMORY } from './signals.ts';

/**
 * A thread of a scorer that watches while native code keeps the main thread: it ends the process when its parent is gone,
 * however that went, and when it takes more memory than it may. Arguments: PARENT_PID MAX_MIB
 */
const [parentPid = 0, maxMib = 0] = process.argv.slice(2).map(Number);

const INTERVAL_MS = 50;

setInterval(() => {
  if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > maxMib * 1_048_576) process.kill(process.pid, OVER_MEMORY);
}, INTERVAL_MS);
