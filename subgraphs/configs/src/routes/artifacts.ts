import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { hasBody } from '@tributary/common/http/body-time';
import { overloaded, Refusal } from '@tributary/common/http/refusals';
import { signalOf } from '@tributary/common/http/requests';
import type { Logger } from '@tributary/common/log';
import { checkInput } from '@tributary/common/mutations/check-input';
import { type PlainRoutes, readCaller, toRefusal } from '@tributary/common/plain-routes';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Artifact, findArtifact, readBytes, SHA256 } from '../artifacts/artifacts.ts';
import { startSweeping } from '../artifacts/sweep.ts';
import { type OpenDatabase, untilGivenUp } from '../database.ts';
import type { Locks } from '../locks.ts';
import { filename, storeArtifact, tooLarge } from '../writes/artifacts.ts';
import { etagOf, isKnown, readContentDigest, readRange, type Wanted } from './artifact-headers.ts';

export interface ArtifactSettings {
  /** Of one of them. */
  readonly maxBytes: number;
}

export const DEFAULT_ARTIFACTS: ArtifactSettings = { maxBytes: 5 * 1024 ** 3 };

/** The bytes of artifacts, which are too many for GraphQL: PUT /artifacts, and GET or HEAD /artifacts/{sha256}. */
export function artifactRoutes(
  { db: store, failureOf }: Pick<OpenDatabase, 'db' | 'failureOf'>,
  { locks, log, maxBytes }: ArtifactSettings & { locks: Locks; log: Logger },
): PlainRoutes {
  /** Uploads, whose halves are removed before the database closes. */
  const running = new Set<Promise<unknown>>();

  async function put(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = readCaller(request);
    const incoming = readIncoming(request, maxBytes);
    const signal = signalOf(reply);
    const context = { db: untilGivenUp(store, signal), store, caller, locks, signal };
    const storing = storeArtifact(context, incoming);
    running.add(storing);
    const outcome = await storing
      .catch((error: unknown) => Promise.reject(brokeOff(request.raw) ?? error))
      .finally(() => {
        running.delete(storing);
        // What still comes of a body that is refused is thrown away.
        request.raw.resume();
      });
    if ('failure' in outcome) throw overloaded(outcome.failure.message);
    const { artifact, isNew } = outcome.value;
    if (isNew) reply.code(201).header('location', `${PREFIX}/${artifact.sha256}`);
    return reply.send(summaryOf(artifact));
  }

  async function get(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    readCaller(request);
    const db = untilGivenUp(store, signalOf(reply));
    const artifact = await findArtifact(db, readSha256(request));
    if (!artifact) throw new Refusal(404, 'There is no artifact with this SHA-256.', { code: 'NOT_FOUND' });
    describe(reply, artifact);
    if (isKnown(request.headers, artifact)) return reply.code(304).send();
    // Of a HEAD, Range says nothing.
    const isHead = request.method === 'HEAD';
    const wanted = readRange(isHead ? {} : request.headers, artifact);
    if (!wanted) throw beyondTheEnd(reply, artifact);
    announce(reply, artifact, wanted);
    if (isHead) return reply.send();
    return reply.send(Readable.from(readBytes(db, artifact, wanted.range), { objectMode: false }));
  }

  return {
    prefix: PREFIX,
    register(scope) {
      scope.setErrorHandler((error) => {
        throw toRefusal(error, failureOf);
      });
      scope.put('/', put);
      scope.route({ method: ['GET', 'HEAD'], url: '/:sha256', exposeHeadRoute: false, handler: get });
      const stopSweeping = startSweeping(store, log);
      scope.addHook('onClose', async () => {
        stopSweeping();
        await Promise.allSettled(running);
      });
    },
  };
}

const PREFIX = '/artifacts';

const queryShape = z.object({ filename: filename.optional() });

function readIncoming({ raw, headers, query }: FastifyRequest, maxBytes: number) {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new Refusal(415, 'The body must be the artifact as it is, without Content-Encoding.');
  }
  if (headers['content-range'] !== undefined) {
    throw new Refusal(400, 'The body must be the whole artifact: Content-Range is not taken.');
  }
  if (!hasBody(raw)) throw new Refusal(400, 'The body must be the artifact, with at least one byte.');
  if (Number(headers['content-length']) > maxBytes) throw tooLarge(maxBytes);
  const checked = checkInput(queryShape, query);
  if ('failure' in checked) throw new Refusal(400, checked.failure.message);
  // Left early, the body must not take its connection along.
  const bytes = raw.iterator({ destroyOnReturn: false });
  return { bytes, maxBytes, sha256: readContentDigest(headers), filename: checked.value.filename ?? null };
}

/** An upload whose client has left is no failure of ours. */
const brokeOff = ({ destroyed, complete }: IncomingMessage) =>
  destroyed && !complete ? new Refusal(400, 'The body broke off: send the request again.') : undefined;

const summaryOf = ({ uri, sha256, sizeBytes }: Artifact) => ({ uri, sha256, sizeBytes });

const pathShape = z.object({ sha256: z.string().toLowerCase() });

function readSha256({ params }: FastifyRequest): string {
  const { sha256 } = pathShape.parse(params);
  if (SHA256.test(sha256)) return sha256;
  throw new Refusal(400, 'The path must end with a SHA-256 in 64 hexadecimal digits.');
}

/** Whatever the bytes are, no browser shows or runs them. */
function describe(reply: FastifyReply, artifact: Artifact): void {
  reply.headers({
    etag: etagOf(artifact),
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': 'application/octet-stream',
    'content-disposition': contentDisposition(artifact.filename ?? artifact.sha256),
    'x-content-type-options': 'nosniff',
    'repr-digest': `sha-256=:${Buffer.from(artifact.sha256, 'hex').toString('base64')}:`,
  });
}

function announce(reply: FastifyReply, { sizeBytes }: Artifact, { range: { first, last }, isPart }: Wanted): void {
  reply.header('content-length', last - first + 1);
  if (isPart) reply.code(206).header('content-range', `bytes ${first}-${last}/${sizeBytes}`);
}

function beyondTheEnd(reply: FastifyReply, { sizeBytes }: Artifact): Refusal {
  for (const name of ['content-disposition', 'content-type', 'cache-control']) reply.removeHeader(name);
  reply.header('content-range', `bytes */${sizeBytes}`);
  return new Refusal(416, `The range must begin before the end: the artifact has ${sizeBytes} bytes.`);
}
