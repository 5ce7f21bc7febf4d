import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { SUBGRAPHS } from '@tributary/schema/compose';
import { parse } from 'yaml';
import { z } from 'zod';

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const serviceShape = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).default([]),
  /** Null is what .env has. */
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  restart: z.string(),
  read_only: z.boolean().default(false),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});

type Service = z.output<typeof serviceShape>;

const text = await readFile(inRoot('docker-compose.yml'), 'utf8');
const file = z
  .object({
    services: z.record(z.string(), serviceShape),
    networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) }).nullable()),
  })
  .parse(parse(text, { merge: true }));
const services = Object.entries(file.services);
const ours = services.filter(([, service]) => service.build !== undefined);

/** The source files that a service's command runs. */
const sourcesOf = ({ command }: Service) => command.join(' ').match(/[\w/-]+\.ts/g) ?? [];

/** The names that the config.ts beside a main.ts reads. */
async function namesRead(source: string): Promise<string[]> {
  const config: unknown = await import(pathToFileURL(inRoot(source.replace(/main\.ts$/, 'config.ts'))).href);
  return Object.keys(z.object({ shape: z.record(z.string(), z.unknown()) }).parse({ ...Object(config) }).shape);
}

/** Production is refused, health is asked at the main port, and a subgraph answers to its name in the network. */
const NOT_TOLD = ['NODE_ENV', 'PROBE_PORT', 'ALLOWED_HOSTS'];

/** It runs no store and serves nobody. */
const NOT_TOLD_ONCE = [...NOT_TOLD, 'DATA_DIR', 'TOOLS_DIR', 'OFFLINE', 'HOST', 'PORT', 'SHUTDOWN_DELAY_MS'];

const isOneShot = (name: string) =>
  services.some(([, { depends_on }]) => depends_on[name]?.condition === 'service_completed_successfully');

describe('docker-compose.yml', () => {
  it.each(services)('%s has an image whose tag is exact', (_name, { image }) => {
    expect(image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-\w+)*$/);
  });

  it.each(services)('%s has a health check, or runs once and is waited for', (name, { healthcheck, restart }) => {
    expect(healthcheck !== undefined).toBe(restart !== 'no');
    if (!healthcheck) expect(isOneShot(name)).toBe(true);
  });

  it.each(ours)('%s runs sources that are there and is told all that they read', async (name, service) => {
    const sources = sourcesOf(service);
    expect(sources).not.toEqual([]);
    expect(sources.filter((source) => !existsSync(inRoot(source)))).toEqual([]);
    const read = new Set((await Promise.all(sources.map(namesRead))).flat());
    const told = Object.keys(service.environment).filter((variable) => variable !== 'ALLOWED_HOSTS');
    const untold = isOneShot(name) ? NOT_TOLD_ONCE : NOT_TOLD;
    expect(told.toSorted()).toEqual([...read].filter((variable) => !untold.includes(variable)).toSorted());
  });

  it.each(ours)('%s is no root and writes no file', async (_name, service) => {
    expect(service.read_only).toBe(true);
    expect(await readFile(inRoot('Dockerfile'), 'utf8')).toMatch(/\nUSER node\n$/);
  });

  it.each(ours)('%s has its health asked at the port on which it listens', (_name, { healthcheck, environment }) => {
    if (healthcheck) expect(healthcheck.test.join(' ')).toContain(`http://127.0.0.1:${environment.PORT}/readyz`);
  });

  it('has no password in it: each comes from .env and must be there', () => {
    const secrets = services.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|AUTH|TOKEN$|SECRET/.test(name)),
    );
    expect(secrets).toHaveLength(3);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
    for (const [, password] of text.matchAll(/:\/\/\w*:([^@\s]+)@/g))
      expect(password).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
  });

  it('asks the subgraphs at the ports and paths at which they listen', () => {
    const gateway = file.services.gateway?.environment;
    const urls = new Map(
      String(gateway?.SUBGRAPH_URLS)
        .split(',')
        .map((entry) => [entry.split('=')[0], entry.split('=')[1]]),
    );
    expect([...urls.keys()]).toEqual(Object.keys(SUBGRAPHS));
    for (const [name, url] of urls) {
      const port = file.services[String(name)]?.environment.PORT;
      expect(url).toBe(`http://${name}:${port}/graphql`);
    }
    expect(existsSync(inRoot(String(gateway?.SUPERGRAPH)))).toBe(true);
  });

  it('lets nothing but the gateway out of its own networks, and that to this machine alone', () => {
    const open = services.filter(([, { networks }]) => networks.some((name) => !file.networks[name]?.internal));
    expect(open.map(([name]) => name)).toEqual(['gateway']);
    expect(services.flatMap(([, { ports }]) => ports)).toEqual(['127.0.0.1:4000:4000']);
    expect(file.services.gateway?.environment.ALLOWED_HOSTS).toBe('localhost,127.0.0.1,[::1]');
  });

  it('is for development: production is refused until tokens are checked', () => {
    expect(text).not.toContain('NODE_ENV');
  });

  it('builds on a Node whose version is exact, the one that the sources are tested with', async () => {
    const { devDependencies } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
    const bases = (await readFile(inRoot('Dockerfile'), 'utf8')).match(/(?<=^FROM )\S+/gm);
    expect(new Set(bases)).toEqual(new Set([`node:${devDependencies.node}-trixie-slim`]));
  });
});
