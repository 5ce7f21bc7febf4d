import type { FastifyInstance } from 'fastify';
export function serveGraphiQL(_app: FastifyInstance, _exampleQuery?: string): void {}
