import { fileURLToPath } from 'node:url';

/** What the gateway loads. */
export const SUPERGRAPH_FILE = fileURLToPath(new URL('../supergraph.graphql', import.meta.url));

/** What clients are promised. */
export const API_FILE = fileURLToPath(new URL('../api.graphql', import.meta.url));
