import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './errors.ts';
import { type Identity, identify, isAlive, isIdentity } from './identity.ts';

/** Who holds a folder, and the server that was started for it. */
export interface Claim {
  owner: Identity;
  server?: Identity;
  /** Where that server is reached, once it is ready. */
  url?: string;
}

/** An owner whose parent was killed is on its way out: its stores take a moment to stop. */
const OWNER_ENDS_MS = 5_000;

/**
 * Takes a pid file; answers the claim of another that goes on living, after handing a dead one to `onStale`. Waits a
 * moment for one that may be about to end.
 */
export async function takeClaim(file: string, onStale: (claim: Claim) => Promise<void>): Promise<Claim | undefined> {
  const owner = await identifySelf();
  const waitUntil = Date.now() + OWNER_ENDS_MS;
  while (!(await createWhole(file, { owner }))) {
    const held = await readClaim(file);
    if (held && (await isAlive(held.owner))) {
      if (held.owner.pid === owner.pid || Date.now() > waitUntil) return held;
      await pause(100);
      continue;
    }
    if (held) await onStale(held);
    await rm(file, { force: true });
  }
  return undefined;
}

async function identifySelf(): Promise<Identity> {
  const self = await identify(process.pid);
  if (!self) throw new Error(`the process ${process.pid} does not find itself among the running ones`);
  return self;
}

/** Linking, unlike writing, shows the file only when it is complete, and only if there was none. */
async function createWhole(file: string, claim: Claim): Promise<boolean> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(claim), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

export async function readClaim(file: string): Promise<Claim | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isClaim(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isClaim = (value: unknown): value is Claim =>
  typeof value === 'object' &&
  value !== null &&
  'owner' in value &&
  isIdentity(value.owner) &&
  (!('server' in value) || isIdentity(value.server)) &&
  (!('url' in value) || typeof value.url === 'string');
