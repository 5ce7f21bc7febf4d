import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { findNonFinite } from './json-mistakes.ts';
import { overloaded, Refusal } from './refusals.ts';

export interface BodyLimits {
  /** Of one body. */
  readonly maxBodyBytes: number;
  /** Of all whose requests are not answered yet. */
  readonly maxBodiesBytes: number;
}

/** An ordinary operation finds a place beside the largest bodies. */
const SMALL_BYTES = 16 * 1024;

/**
 * Reads JSON and no other content. A body is counted as it comes, so that one that was only announced takes no place,
 * and until its request is answered: what is parsed from it takes more memory than its text.
 * @param insteadOfNonFinite what to send in the place of a NaN or an infinity, where there is something.
 */
export function readJsonBodies(
  app: FastifyInstance,
  { maxBodyBytes, maxBodiesBytes }: BodyLimits,
  insteadOfNonFinite: () => string | undefined = () => undefined,
): void {
  // A field of any name is a field: who takes documents says which names they may have, and where one stands.
  const parse = app.getDefaultJsonParser('ignore', 'ignore');
  const held = new Map<IncomingMessage, number>();
  let heldBytes = 0;

  const release = (request: IncomingMessage) => {
    heldBytes -= held.get(request) ?? 0;
    held.delete(request);
  };
  const hold = (request: IncomingMessage, bytes: number) => {
    if (bytes <= SMALL_BYTES) return;
    const more = bytes - (held.get(request) ?? 0);
    if (heldBytes + more > maxBodiesBytes) throw overloaded('Too many large requests come at once: try again.');
    heldBytes += more;
    held.set(request, bytes);
  };

  app.addHook('onRequest', async ({ raw: request }, { raw: reply }) => {
    reply.once('close', () => release(request));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request, payload, done) => {
    if (Number(request.headers['content-length']) > maxBodyBytes) {
      done(tooLarge(maxBodyBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = () => {
      payload.off('data', take).off('end', finish).off('error', breakOff);
    };
    const breakOff = () => fail(new Refusal(400, 'The body broke off: send the request again.'));
    const fail = (error: Error) => {
      stop();
      release(payload);
      payload.resume();
      done(error);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      try {
        if (bytes > maxBodyBytes) throw tooLarge(maxBodyBytes);
        hold(payload, bytes);
        chunks.push(chunk);
      } catch (error) {
        fail(Error.isError(error) ? error : new Error(String(error)));
      }
    };
    const finish = () => {
      stop();
      const text = Buffer.concat(chunks).toString('utf8');
      chunks.length = 0;
      parse(request, text, (error, body) => {
        const nonFinite = error ? findNonFinite(text) : undefined;
        if (nonFinite === undefined) done(error, body);
        else done(noSuchNumber(nonFinite, insteadOfNonFinite() ?? 'Send null, or leave it out'));
      });
    };
    payload.on('data', take).on('end', finish).on('error', breakOff);
  });
}

const noSuchNumber = (nonFinite: string, instead: string) =>
  new Refusal(400, `The body is no JSON: it has ${nonFinite}, which JSON does not know. ${instead}.`);

const MIB = 1024 * 1024;

const tooLarge = (maxBytes: number) =>
  new Refusal(
    413,
    `The request's body must not have more than ${maxBytes % MIB === 0 ? `${maxBytes / MIB} MiB` : `${maxBytes} bytes`}: send it in parts.`,
  );
