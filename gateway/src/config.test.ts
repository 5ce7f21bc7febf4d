import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { bareEnv } from '../../tests/setup/config.ts';
import { readConfig } from './config.ts';
import { DEFAULT_LIMITS } from './cost/limits.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { serveRaw } from './testing/gateway.ts';
import { composeSupergraph } from './testing/subgraphs.ts';

const cleanup = closeAfterEach();

describe('the settings', () => {
  it('have defaults for all but the supergraph', () => {
    expect(readConfig({ SUPERGRAPH: 's.graphql' })).toEqual({
      port: 4000,
      host: '127.0.0.1',
      limits: DEFAULT_LIMITS,
      caches: { documentMib: 32, planMib: 32 },
      http: {
        maxBodyBytes: 16 * 1024 * 1024,
        maxBodiesBytes: 64 * 1024 * 1024,
        requestTimeoutMs: 30_000,
      },
      supergraphFile: 's.graphql',
      subgraphUrls: new Map(),
      plainRoutes: new Map(),
      timeoutMs: 1_500,
      mutationTimeoutMs: 10_000,
      queryWaitMs: 1_000,
      mutationWaitMs: 5_000,
      shutdownDelayMs: 100,
      maxRequests: 1_000,
      maxSubscriptions: 1_000,
      logLevel: 'info',
      nodeEnv: 'development',
    });
    expect(() => readConfig({})).toThrow('SUPERGRAPH');
  });

  it.each([
    ['127.0.0.1,graph.example, [fd00::1]', ['127.0.0.1', 'graph.example', '[fd00::1]']],
    ['graph.example:4000', '"graph.example:4000"'],
    ['http://graph.example', '"http://graph.example"'],
    ['fd00::1', '"fd00::1"'],
    ['a,,b', '""'],
  ])('take the names %s, each as it stands in a Host header', (text, read) => {
    const config = () => readConfig({ SUPERGRAPH: 's', ALLOWED_HOSTS: text });
    if (typeof read === 'string')
      expect(config).toThrow(
        `ALLOWED_HOSTS must be names, addresses or [IPv6 addresses] without ports and with commas between, which ${read} is not.`,
      );
    else expect(config().http.allowedHosts).toEqual(read);
  });

  it('say which service answers paths beside GraphQL', () => {
    const read = (text: string) => readConfig({ SUPERGRAPH: 's', PLAIN_ROUTES: text }).plainRoutes;
    expect([...read('/files=shop, /a/b=stock')]).toEqual([
      ['/files', 'shop'],
      ['/a/b', 'stock'],
    ]);
    expect(() => read('files=shop')).toThrow(
      'PLAIN_ROUTES must be entries /prefix=service with commas between, which "files=shop" is not.',
    );
  });

  it('say where the services are, whatever the supergraph says', () => {
    const { subgraphUrls } = readConfig({ SUPERGRAPH: 's', SUBGRAPH_URLS: 'a=http://a:1/graphql, b=https://b/q' });
    expect([...subgraphUrls]).toEqual([
      ['a', 'http://a:1/graphql'],
      ['b', 'https://b/q'],
    ]);
    expect(() => readConfig({ SUPERGRAPH: 's', SUBGRAPH_URLS: 'a=ftp://a' })).toThrow(
      'SUBGRAPH_URLS must be entries name=http://host:port/path with commas between, which "a=ftp://a" is not.',
    );
  });
});

describe('the process', () => {
  const start = async (args: string[], env: Record<string, string> = {}) => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    cleanup(() => rm(folder, { recursive: true }));
    const file = join(folder, 'supergraph.graphql');
    const url = await serveRaw(cleanup, (_request, reply) => reply.end('{"data":{"stockTotal":7}}'));
    await writeFile(file, composeSupergraph({ products: url, stock: 'http://elsewhere.invalid' }));
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--supergraph', file, ...args], {
      env: bareEnv({ PATH: '/usr/bin', SUBGRAPH_URLS: `stock=${url}`, NODE_OPTIONS: '', ...env }),
    });
    let output = '';
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    cleanup(async () => child.kill('SIGKILL'));
    const listening = new Promise<string>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const [, at] = /served at (http\S+\/graphql)/.exec(output) ?? [];
        if (at !== undefined) resolve(at);
      });
    });
    return { child, ended, listening, output: () => output };
  };

  it('serves a supergraph over HTTP and ends in order at SIGTERM', async () => {
    const { child, ended, listening } = await start(['--port', '0']);
    const reply = await fetch(await listening, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ stockTotal }"}',
    });
    expect(await reply.json()).toMatchObject({ data: { stockTotal: 7 } });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('says in one sentence that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanup(() => new Promise<void>((resolve) => other.close(() => resolve())));
    const address: AddressInfo | string | null = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { ended, output } = await start(['--port', String(port)], { LOG_LEVEL: 'silent' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/^Port \d+ of 127\.0\.0\.1 is taken by another process\. Stop that one, or .*\n$/);
  });

  it('refuses production in one sentence', async () => {
    const { ended, output } = await start(['--port', '0'], { NODE_ENV: 'production', LOG_LEVEL: 'silent' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/^With NODE_ENV=production the gateway does not start yet.*\n$/);
  });
});
