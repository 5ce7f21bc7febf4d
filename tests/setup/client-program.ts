import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { ROOT } from '../../checks/files.ts';
import { eventually } from './waiting.ts';

/** The program of docs/clients.md that follows a run, in a process of its own. */
export async function startClient(url: string, runId: string) {
  const clients = await readFile(join(ROOT, 'docs/clients.md'), 'utf8');
  const [, block] = /```js\n(import .*?graphql-sse.*?)```/s.exec(clients) ?? [];
  if (block === undefined) throw new Error('docs/clients.md has no program that subscribes');
  const folder = await mkdtemp(join(tmpdir(), 'tributary-client-'));
  await symlink(join(ROOT, 'gateway/node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'follow.mjs');
  await writeFile(file, block.replace('http://127.0.0.1:4000', url).replace('live-run', runId));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    untilSaid: (text: string) => eventually(async () => expect(said).toContain(text)),
    ended: async () => {
      expect(await exited).toEqual([0, null]);
      return said.trimEnd().split('\n');
    },
    /** Ends it where it still runs, as after a test that failed. */
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
