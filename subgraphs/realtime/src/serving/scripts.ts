import { z } from 'zod';
import { defineScript } from '../script.ts';

export interface SnapshotTexts {
  readonly version: number;
  readonly snapshot: string;
  /** The digests of the files that it needs, with spaces between. */
  readonly artifacts: string;
}

/** Writes a model's snapshot, only over a lower version. Answers whether it did. */
export const writeSnapshotOver = defineScript({
  kind: 'writes',
  lua: `
    local version, snapshot, artifacts = ARGV[1], ARGV[2], ARGV[3]
    if tonumber(version) <= tonumber(redis.call('HGET', KEYS[1], 'version') or 0) then return 0 end
    redis.call('HSET', KEYS[1], 'version', version, 'snapshot', snapshot, 'artifacts', artifacts)
    return 1`,
  call: (key: string, { version, snapshot, artifacts }: SnapshotTexts) => ({
    keys: [key],
    args: [String(version), snapshot, artifacts],
  }),
  reply: z.number().transform((written) => written === 1),
});
