import { integerFrom, name, text } from '@tributary/common/mutations/inputs';
import { z } from 'zod';

export const uri = text(2_000).regex(
  /^(https?|s3|gs|file|gridfs):\S+$/,
  'must be a URI that begins with http:, https:, s3:, gs:, file: or gridfs:',
);

/** A share of traffic. */
export const percent = integerFrom(0).max(100, 'must be at most 100');

const GRIDFS = /^gridfs:artifacts\/([\da-f]{64})$/;

/** A URI of bytes that are stored by their hash says it itself: nobody need be asked. */
const sha256In = (uri: string) => GRIDFS.exec(uri)?.[1];

export const artifact = z
  .object({
    name: name().nullish(),
    uri: uri.refine(
      (uri) => !uri.startsWith('gridfs:') || sha256In(uri) !== undefined,
      'must be what an upload has answered: gridfs:artifacts/ and the SHA-256 in 64 of 0-9 and a-f',
    ),
    format: z.enum(['ONNX', 'OTHER']),
    sha256: z
      .string()
      .regex(/^[\da-f]{64}$/i, 'must be a SHA-256 in hexadecimal digits')
      .transform((digest) => digest.toLowerCase())
      .nullish(),
    sizeBytes: integerFrom(0).nullish(),
  })
  .refine(({ uri, sha256 }) => sha256 == null || sha256 === (sha256In(uri) ?? sha256), {
    path: ['sha256'],
    message: 'must be the one in the URI, or left out',
  })
  .transform(({ name: given, ...artifact }) => ({
    ...artifact,
    name: given ?? lastPart(artifact.uri),
    sha256: sha256In(artifact.uri) ?? artifact.sha256,
  }));

const lastPart = (uri: string) =>
  uri
    .split(/[?#]/, 1)[0]
    ?.split(/[/:]/)
    .findLast((part) => part !== '')
    ?.slice(0, 250) ?? 'artifact';
