import { integerFrom, name, text } from '@tributary/common/mutations/inputs';
import { z } from 'zod';

export const uri = text(2_000).regex(
  /^(https?|s3|gs|file|gridfs):\S+$/,
  'must be a URI that begins with http:, https:, s3:, gs:, file: or gridfs:',
);

/** A share of traffic. */
export const percent = integerFrom(0).max(100, 'must be at most 100');

export const artifact = z
  .object({
    name: name().nullish(),
    uri,
    format: z.enum(['ONNX', 'OTHER']),
    sha256: z
      .string()
      .regex(/^[\da-f]{64}$/i, 'must be a SHA-256 in hexadecimal digits')
      .transform((digest) => digest.toLowerCase())
      .nullish(),
    sizeBytes: integerFrom(0).nullish(),
  })
  .refine(({ uri, sha256, sizeBytes }) => !uri.startsWith('gridfs:') || (sha256 != null && sizeBytes != null), {
    path: ['sha256'],
    message: 'must be given, and so must sizeBytes: the URI begins with gridfs:',
  })
  .transform(({ name: given, ...artifact }) => ({ ...artifact, name: given ?? lastPart(artifact.uri) }));

const lastPart = (uri: string) =>
  uri
    .split(/[?#]/, 1)[0]
    ?.split(/[/:]/)
    .findLast((part) => part !== '')
    ?.slice(0, 250) ?? 'artifact';
