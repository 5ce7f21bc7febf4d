// Runs in the browser, bundled by src/graphiql-bundle.ts.
import 'graphiql/style.css';
// GraphiQL would load these two later, where nobody could tell that they do not come.
import 'monaco-graphql/esm/lite.js';
import 'monaco-graphql/esm/monaco-editor.js';
import { GraphiQL } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-sse';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** The editors check and complete in workers; each is a bundle of its own beside this one. */
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => {
    const worker = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker(new URL(`./${worker}.worker.js`, import.meta.url), { type: 'module' });
  },
};

const streams = (headers) => createClient({ url: '/graphql', headers, retryAttempts: 0 });

const fetcher = async (params, { headers, documentAST } = {}) => {
  if (getOperationAST(documentAST ?? parse(params.query), params.operationName)?.operation === 'subscription') {
    return streams(headers).iterate(params);
  }
  const reply = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return reply.json();
};

/** The operation in the page's address. It is shown and not run, since anybody can write a link. */
function readAddress() {
  const address = new URLSearchParams(location.search);
  const query = address.get('query');
  // Without variables it has none, also where some stand in the editor from the last time.
  return query ? { query, variables: address.get('variables') ?? '' } : undefined;
}

/** Puts GraphiQL into the place, with a tab for each example; what it kept of the last time goes first. */
export function show(place, tellFailure) {
  const { examples } = JSON.parse(document.getElementById('settings').textContent);
  const linked = readAddress();
  const tabs = [...(linked ? [linked] : []), ...examples.map((query) => ({ query }))];
  createRoot(place, { onUncaughtError: tellFailure }).render(
    createElement(GraphiQL, {
      fetcher,
      defaultTabs: tabs.length > 0 ? tabs : undefined,
      initialQuery: linked?.query,
      initialVariables: linked?.variables,
      defaultEditorToolsVisibility: true,
    }),
  );
}
