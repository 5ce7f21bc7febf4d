import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

const LOADER = fileURLToPath(new URL('../../graphiql/load.js', import.meta.url));

/**
 * Nothing from anywhere else, and of scripts in the page the loader alone. The editor positions its lines by inline
 * styles, and its icons are in the style sheet.
 */
const contentSecurityPolicy = (loader: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(loader).digest('base64')}'`,
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * GraphiQL for browsers that open /graphql, with a tab for each example. Its files come from here, and are bundled when
 * they are first asked for.
 */
export async function serveGraphiQL(app: FastifyInstance, examples: readonly string[] = []): Promise<void> {
  const loader = await readFile(LOADER, 'utf8');
  const html = renderPage(loader, examples);
  const policy = contentSecurityPolicy(loader);
  let bundled: Promise<string> | undefined;

  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || request.routeOptions.url !== '/graphql') return;
    if (!request.headers.accept?.includes('text/html')) return;
    reply.header('content-security-policy', policy);
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

function renderPage(loader: string, examples: readonly string[]): string {
  // Inside a script element only "<" could end it.
  const settings = JSON.stringify({ examples }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>GraphiQL</title>
    <link rel="icon" href="data:,">
    <style>
      html, body, #graphiql { height: 100%; margin: 0; }
      .notice { box-sizing: border-box; max-width: 40rem; margin: auto; padding: 20vh 1rem 0; font: 1rem/1.5 system-ui, sans-serif; }
      @media (max-width: 45rem) {
        /* The answer stands below the editors. */
        #graphiql-session { flex-direction: column; }
        #graphiql-session > * { min-height: 0; }
        #graphiql-session > .graphiql-horizontal-drag-bar { display: none; }
      }
    </style>
  </head>
  <body>
    <div id="graphiql">
      <div class="notice" role="status">
        <p>GraphiQL is loading. The first time takes some seconds longer.</p>
        <noscript><p>It needs JavaScript, which is switched off in this browser.</p></noscript>
      </div>
    </div>
    <div class="notice" role="alert" id="failure" hidden>
      <p>GraphiQL cannot be loaded. Reload the page to try again; the log of the server and the console of the browser say what is wrong.</p>
      <p>The graph does not need this page: any client can send queries to this address.</p>
    </div>
    <script type="application/json" id="settings">${settings}</script>
    <script type="module">${loader}</script>
  </body>
</html>
`;
}
