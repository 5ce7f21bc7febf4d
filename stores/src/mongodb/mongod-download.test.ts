import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { chooseEngine } from '../engines/engine.ts';
import { findFreePort } from '../free-port.ts';
import { run } from '../run.ts';
import { failureOf, temporaryFolders, writeProgram } from '../testing.ts';
import { downloadMongod } from './mongod-download.ts';
import { mongodbSources } from './mongodb-sources.ts';

const folders = temporaryFolders();
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) close();
  await folders.remove();
});

/** An archive as MongoDB's, with a script for mongod that is as large as the library demands. */
async function makeArchive(): Promise<Buffer> {
  const folder = await folders.make();
  await mkdir(join(folder, 'mongodb-8/bin'), { recursive: true });
  const padding = randomBytes(800_000).toString('hex');
  await writeProgram(join(folder, 'mongodb-8/bin'), 'mongod', `echo "db version v8.2.6"\nexit 0\n# ${padding}`);
  await run('tar', ['-czf', 'archive.tgz', 'mongodb-8'], { cwd: folder });
  return readFile(join(folder, 'archive.tgz'));
}

/** A download host that serves whatever `content` holds, under every name. */
async function serveMirror(content: { archive: Buffer }) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${(request.url ?? '').replace(/.*\./, '')}`);
    const md5 = createHash('md5').update(content.archive).digest('hex');
    const body = request.url?.endsWith('.md5') ? Buffer.from(`${md5}  archive.tgz\n`) : content.archive;
    response.setHeader('content-length', body.length);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { requests, url: `http://127.0.0.1:${port}` };
}

async function settingsFor(mongodMirror: string) {
  const lines: string[] = [];
  const dataDir = await folders.make();
  return {
    lines,
    dataDir,
    toolsDir: join(dataDir, 'tools'),
    path: '',
    mongodMirror,
    log: (line: string) => lines.push(line),
  };
}

describe('downloading mongod', () => {
  it('says what and how much, downloads once, and keeps it', async () => {
    const { requests, url } = await serveMirror({ archive: await makeArchive() });
    const settings = await settingsFor(url);
    const { engine } = await chooseEngine('mongodb', mongodbSources(settings), undefined);
    expect(engine).toMatchObject({ engine: 'mongod', version: '8.2.6', origin: 'downloaded from MongoDB' });
    expect(engine.command.startsWith(settings.toolsDir)).toBe(true);
    expect(settings.lines[0]).toMatch(/^mongodb: downloading mongod 8\.2\.6 \(\d\.\d MB\) from http:\/\/127\.0\.0\.1/);
    expect(requests).toEqual(['HEAD tgz', 'GET tgz', 'GET md5']);
    await downloadMongod({ ...settings, offline: true }, settings.toolsDir);
    expect(requests).toHaveLength(3);
  });

  it('removes a broken archive, falls to SecantusDB, and is not poisoned for the next attempt', async () => {
    const content: { archive: Buffer } = { archive: randomBytes(1_200_000) };
    const { url } = await serveMirror(content);
    const settings = await settingsFor(url);
    const [, downloaded, secantus] = mongodbSources(settings);
    if (!downloaded || !secantus) throw new Error('there are three sources');
    const found = { engine: 'secantusdb', version: '0.7.0b3', origin: 'from PyPI', command: 'python', args: [] };
    const choice = await chooseEngine('mongodb', [downloaded, { ...secantus, find: async () => found }], undefined);
    expect(choice.engine.engine).toBe('secantusdb');
    expect(choice.passedOver).toEqual([expect.stringMatching(/^the download of mongod failed \(.+\)$/)]);
    expect(await readdir(settings.toolsDir)).toEqual([]);
    content.archive = await makeArchive();
    expect(await downloadMongod(settings, settings.toolsDir)).toMatch(/mongod-/);
  });

  it('asks nobody with OFFLINE', async () => {
    const { requests, url } = await serveMirror({ archive: Buffer.from('') });
    const settings = { ...(await settingsFor(url)), offline: true };
    expect(await failureOf(downloadMongod(settings, settings.toolsDir))).toBe(
      'mongod is not downloaded, since OFFLINE is set',
    );
    expect(requests).toEqual([]);
  });

  it('says so when the host cannot be reached', async () => {
    const settings = await settingsFor(`http://127.0.0.1:${await findFreePort()}`);
    expect(await failureOf(downloadMongod(settings, settings.toolsDir))).toMatch(
      /^mongod is not downloaded, since 127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)$/,
    );
  });

  it('gives up on a host that does not answer', async () => {
    const server = createServer(() => undefined);
    const port = await findFreePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    closing.push(
      () => server.closeAllConnections(),
      () => server.close(),
    );
    const settings = await settingsFor(`http://127.0.0.1:${port}`);
    expect(await failureOf(downloadMongod(settings, settings.toolsDir))).toMatch(/does not answer/);
  });
});
