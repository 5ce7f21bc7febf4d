// Runs in the browser, bundled by src/graphiql-bundle.ts.
import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** The editors check and complete in workers; each is a bundle of its own beside this one. */
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => {
    const worker = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker(new URL(`./${worker}.worker.js`, import.meta.url), { type: 'module' });
  },
};

const fetcher = async (params, { headers } = {}) => {
  const reply = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return reply.json();
};

const { exampleQuery } = JSON.parse(document.getElementById('settings').textContent);

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, { fetcher, defaultQuery: exampleQuery, defaultEditorToolsVisibility: true }),
);
