import { describe, expect, it } from '@jest/globals';
import { sendRaw, statusOf, testServers } from '../testing/server.ts';

const start = testServers();

/** The status of a GET with these headers, one a line. */
const ask = async (url: string, headers: string[], { target = '/livez', version = '1.1' } = {}) =>
  statusOf(await sendRaw(url, [`GET ${target} HTTP/${version}`, ...headers, 'connection: close', '', ''].join('\r\n')));

const host = (name: string) => [`host: ${name}`];

describe('a server that listens on loopback', () => {
  it.each([
    ...['localhost', 'LocalHost:4000', 'localhost.', 'localhost.:80', '127.0.0.1', '127.0.0.1:1', '127.1.2.3'],
    ...['[::1]', '[::1]:4000', '[0:0:0:0:0:0:0:1]'],
  ])('answers to %s', async (name) => {
    expect(await ask((await start()).url, host(name))).toBe(200);
  });

  it.each([
    ...['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil-localhost'],
    ...['10.0.0.1', '[::2]', '[fe80::1]:4000', '0.0.0.0', '2130706433'],
  ])('refuses %s, whatever the path', async (name) => {
    const { url } = await start();
    for (const target of ['/livez', '/readyz', '/', '/nowhere', '/graphql?query={a}', '*']) {
      expect(await ask(url, host(name), { target })).toBe(403);
    }
  });

  it('refuses before it reads the body', async () => {
    const { url } = await start();
    const head = 'POST / HTTP/1.1\r\nhost: evil.example\r\ncontent-type: application/json\r\nconnection: close\r\n';
    expect(statusOf(await sendRaw(url, `${head}content-length: 1000\r\n\r\n`))).toBe(403);
  });

  it.each([
    ['none', []],
    ['an empty one', host('')],
    ['two', [...host('localhost'), ...host('localhost')]],
    ['two, one of them foreign', [...host('localhost'), ...host('evil.example')]],
    ['one that is a list', host('localhost, evil.example')],
    ['one with a user', host('localhost@evil.example')],
    ['one with a path', host('localhost/evil')],
    ['one with a port that is none', host('localhost:http')],
    ['an address that is none', host('[::1')],
    ['another that is none', host('[1::2::3]')],
    ['a name with nothing between dots', host('localhost..evil')],
  ])('takes no request with a Host that is none: %s', async (_what, headers) => {
    const { url } = await start();
    expect(await ask(url, headers)).toBe(400);
    expect(await ask(url, headers, { version: '1.0' })).toBe(400);
  });

  it('judges by the whole address, too, where one is asked for', async () => {
    const { url } = await start();
    const to = (target: string, name = 'localhost') => ask(url, host(name), { target });
    expect(await to('http://localhost:4000/livez')).toBe(200);
    expect(await to('http://evil.example/livez')).toBe(403);
    expect(await to('HTTP://EVIL.example/livez')).toBe(403);
    expect(await to('http://localhost/livez', 'evil.example')).toBe(403);
    expect(await to('http://a@localhost/livez')).toBe(400);
    expect(await to('ftp://localhost/livez')).toBe(400);
  });

  it('answers to other names that are said to be its own', async () => {
    const { url } = await start({ allowedHosts: ['graph.example', '[fd00::1]'] });
    for (const name of ['graph.example', 'GRAPH.example.:80', '[fd00:0::1]', 'localhost']) {
      expect(await ask(url, host(name))).toBe(200);
    }
    expect(await ask(url, host('evil.example'))).toBe(403);
  });
});

describe('a server that others reach', () => {
  it('answers to any name, as long as it is one', async () => {
    const { url } = await start({ host: '0.0.0.0' });
    expect(await ask(url, host('graph.example'))).toBe(200);
    expect(await ask(url, host('a b'))).toBe(400);
  });

  it('answers to those alone that are said to be its own', async () => {
    const { url } = await start({ host: '0.0.0.0', allowedHosts: ['graph.example'] });
    expect(await ask(url, host('graph.example:4000'))).toBe(200);
    expect(await ask(url, host('localhost'))).toBe(403);
  });
});
