import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

/** Nothing from anywhere else. The editor positions its lines by inline styles, and its icons are in the style sheet. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL for browsers that open /graphql; its files come from here, and are bundled when they are first asked for. */
export function serveGraphiQL(app: FastifyInstance, exampleQuery = ''): void {
  const html = renderPage(exampleQuery);
  let bundled: Promise<string> | undefined;

  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || request.routeOptions.url !== '/graphql') return;
    if (!request.headers.accept?.includes('text/html')) return;
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    return reply.type('text/html; charset=utf-8').send(html);
  });
  app.get('/', async (_request, reply) => reply.redirect('/graphql'));
  app.get<{ Params: { file: string } }>('/graphiql/:file', async ({ params: { file } }, reply) => {
    const type = CONTENT_TYPES[extname(file)];
    if (type === undefined || !/^[\w.-]+$/.test(file)) return reply.callNotFound();
    bundled ??= bundle().catch((error: unknown) => {
      bundled = undefined;
      throw error;
    });
    const content = await readFile(join(await bundled, file)).catch(() => undefined);
    if (!content) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').type(type).send(content);
  });
}

/** The bundler is loaded when it is needed, since most starts open no page. */
const bundle = async () => (await import('./graphiql-bundle.ts')).bundleGraphiQL();

function renderPage(exampleQuery: string): string {
  // Inside a script element only "<" could end it.
  const settings = JSON.stringify({ exampleQuery }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/graphiql/page.css">
    <style>html, body, #graphiql { height: 100%; margin: 0; }</style>
  </head>
  <body>
    <div id="graphiql"></div>
    <script type="application/json" id="settings">${settings}</script>
    <script type="module" src="/graphiql/page.js"></script>
  </body>
</html>
`;
}
