import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { listen } from '@tributary/common/serve';
import { chromium } from 'playwright-core';
import { closeAfterEach } from './testing/cleanup.ts';
import { startTestGateway } from './testing/gateway.ts';

const cleanup = closeAfterEach();
const exampleQuery = '# </script> is no end\n{\n  products(first: 2) {\n    name\n    inStock\n  }\n}\n';
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('GraphiQL', () => {
  it('is what a browser gets, with the example in it and nothing from elsewhere', async () => {
    const { send } = await startTestGateway('embedded', cleanup, { exampleQuery });
    const { status, headers, text } = await send({ body: undefined, method: 'GET', headers: html });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const [, settings = ''] = /id="settings">(.*?)<\/script>/s.exec(text) ?? [];
    expect(JSON.parse(settings)).toEqual({ exampleQuery });
    expect(text).not.toMatch(/https?:\/\//);
  });

  it('is not there outside development', async () => {
    const { send } = await startTestGateway('embedded', cleanup, { development: false });
    expect((await send({ body: undefined, method: 'GET', headers: html })).status).toBe(400);
  });

  it('has no files but its own', async () => {
    const { send } = await startTestGateway('embedded', cleanup);
    for (const file of ['nothing.js', '..%2f..%2fpackage.json', 'page.txt']) {
      expect((await send({ body: undefined, method: 'GET', url: `/graphiql/${file}` })).status).toBe(404);
    }
  });
});

/** A test in a browser needs one; without it these are skipped, and the reporter says so. */
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const inBrowser = browser ? describe : describe.skip;

inBrowser(`GraphiQL in a browser${browser ? '' : ' (skipped: there is no Chromium on this machine)'}`, () => {
  it('runs the example, completes and documents fields, and asks nobody else', async () => {
    const { app } = await startTestGateway('embedded', cleanup, { exampleQuery });
    const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
    const chrome = await chromium.launch({
      executablePath: browser ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    });
    cleanup(() => chrome.close());
    const page = await chrome.newPage();
    const elsewhere: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });

    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/graphql`);
    await page.locator('.graphiql-query-editor', { hasText: 'products' }).waitFor();
    await page.getByLabel('Execute query').click();
    await page.locator('.result-window', { hasText: /Product.1/ }).waitFor();

    await page.getByLabel('Show Documentation Explorer').click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Root Types' }).waitFor();

    const editor = page.locator('.graphiql-query-editor .monaco-editor').first();
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{ sto');
    await page.locator('.suggest-widget', { hasText: 'stockTotal' }).waitFor();

    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });
});
