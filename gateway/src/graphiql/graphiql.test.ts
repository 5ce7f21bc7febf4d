import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen } from '@tributary/common/serve';
import { type Browser, chromium, type Locator, type Page, type Route } from 'playwright-core';
import { closeAfterEach } from '../testing/cleanup.ts';
import { startTestGateway } from '../testing/gateway.ts';

const cleanup = closeAfterEach();
const examples = [
  '# </script> is no end\nquery Names {\n  products(first: 2) {\n    name\n    inStock\n  }\n}\n',
  'query Total {\n  stockTotal\n}\n',
];
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('GraphiQL', () => {
  it('is what a browser gets, with the examples in it and nothing from elsewhere', async () => {
    const { send } = await startTestGateway('embedded', cleanup, { examples });
    const { status, headers, text } = await send({ body: undefined, method: 'GET', headers: html });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const [, settings = ''] = /id="settings">(.*?)<\/script>/s.exec(text) ?? [];
    expect(JSON.parse(settings)).toEqual({ examples });
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

/** For one thing to be seen, however busy the machine is; below a test's own limit, so that a failure says what. */
const WAIT_MS = 120_000;
const ONCE_MS = 2_000;

/**
 * Acts until that shows what is waited for: on a busy machine GraphiQL may run the tab that was open before, or be asked
 * to complete before its worker is there.
 */
async function until(shown: Locator, act: () => Promise<unknown>): Promise<void> {
  const isShown = () =>
    shown.waitFor({ timeout: ONCE_MS }).then(
      () => true,
      () => false,
    );
  for (let waited = 0; waited < WAIT_MS; waited += ONCE_MS) {
    await act();
    if (await isShown()) return;
  }
  await shown.waitFor();
}

/** A test in a browser needs one; without it these are skipped, and the reporter says so. */
const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser(`GraphiQL in a browser${chromiumPath ? '' : ' (skipped: there is no Chromium on this machine)'}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
      timeout: 0,
    });
  });
  afterAll(() => browser.close());

  /** The page of a gateway of its own, and what it asks of others and complains of. */
  async function open(search = '', prepare?: (page: Page) => Promise<unknown>) {
    const { app, products } = await startTestGateway('embedded', cleanup, { examples });
    const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
    const page = await browser.newPage();
    cleanup(() => page.close());
    const elsewhere: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // Of the tab before, run with the name of the new one's operation; see `until`.
      const isRefused = message.text().includes('status of 400');
      if (['error', 'warning'].includes(message.type()) && !isRefused) problems.push(message.text());
    });
    page.setDefaultTimeout(WAIT_MS);
    await prepare?.(page);
    await page.goto(`${url}/graphql${search}`);
    return { page, products, elsewhere, problems, editor: page.locator('.graphiql-query-editor') };
  }

  const execute = (page: Page) => page.getByLabel('Execute query').click();

  it('runs an example, completes and documents fields, and asks nobody else', async () => {
    const { page, editor, elsewhere, problems } = await open();
    await editor.filter({ hasText: 'products' }).waitFor();
    await until(page.locator('.result-window', { hasText: /Product.1/ }), () => execute(page));

    await page.getByLabel('Show Documentation Explorer').click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Root Types' }).waitFor();

    await editor.locator('.monaco-editor').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{ sto');
    const suggestion = page.locator('.suggest-widget', { hasText: 'stockTotal' });
    await until(suggestion, () => page.keyboard.press('Control+Space'));

    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('has a tab for each example, which is answered there', async () => {
    const { page, editor, problems } = await open();
    await page.getByRole('tab', { name: 'Total' }).click();
    await editor.filter({ hasText: 'stockTotal' }).waitFor();
    await until(page.locator('.result-window', { hasText: '"stockTotal":' }), () => execute(page));
    await page.getByRole('tab', { name: 'Names' }).click();
    await editor.filter({ hasText: 'products' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('shows the operation of its address with its variables, runs nothing, and prettifies both', async () => {
    const address = new URLSearchParams({
      query: 'query Few($first:Int!){products(first:$first){name}}',
      variables: '{"first":1}',
    });
    const { page, editor, problems } = await open(`?${address}`);
    const variables = page.getByLabel('Variables');
    await page.getByRole('tab', { name: 'Few' }).waitFor();
    await editor.filter({ hasText: 'products(first:$first){name}' }).waitFor();
    await variables.filter({ hasText: '{"first":1}' }).waitFor();
    expect(await page.locator('.result-window .view-lines').textContent()).toBe('');

    await page.getByLabel('Prettify query').click();
    await editor.filter({ hasText: 'products(first: $first) {' }).waitFor();
    await variables.filter({ hasText: '"first": 1' }).waitFor();

    await until(page.locator('.result-window', { hasText: 'Product 0' }), () => execute(page));
    expect(problems).toEqual([]);
  });

  it('follows a subscription, event by event', async () => {
    const query = 'subscription Watch($times: Int) { productChanged(id: "p1", times: $times) { name } }';
    const address = new URLSearchParams({ query, variables: '{"times":3}' });
    const { page, products, problems } = await open(`?${address}`);
    await page.getByRole('tab', { name: 'Watch' }).waitFor();
    await until(page.locator('.result-window', { hasText: /Change.3/ }), () => execute(page));
    expect(problems).toEqual([]);
    expect(products.subscriptions.running).toBe(0);
  });

  it.each([
    ['does not come', (route: Route) => route.abort()],
    ['does not work', (route: Route) => route.fulfill({ contentType: 'text/javascript', body: 'nothing.at.all' })],
  ])('says that it is loading, and that it cannot be when a file %s', async (_what, fail) => {
    const held = Promise.withResolvers<Route>();
    const { page } = await open('', (page) => page.route('**/graphiql/page.js', held.resolve));
    await page.getByText('GraphiQL is loading').waitFor();
    await fail(await held.promise);
    await page.getByText('GraphiQL cannot be loaded').waitFor();
    expect(await page.getByText('GraphiQL is loading').isVisible()).toBe(false);
  });
});
