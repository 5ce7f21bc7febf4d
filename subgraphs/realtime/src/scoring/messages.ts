import { z } from 'zod';
import { toEights } from './frames.ts';
import { bytesOf } from './rows.ts';
import { ARRAYS, DATATYPES, isText, type Signature, type Tensor, type TensorSpec } from './tensors.ts';

/** Of all outputs of one run. */
export const MAX_OUTPUT_BYTES = 67_108_864;

const spec = z.object({ name: z.string(), datatype: z.enum(DATATYPES), shape: z.array(z.int()) });
const signature = z.object({ inputs: z.array(spec), outputs: z.array(spec) });
/** Of a file and a signature of it. */
const key = z.string();
/** Where tensors lie in a body: one after the other, each from a place that eight divides. */
const packed = z.array(spec.extend({ bytes: z.int().min(0) }));

/** What is asked of a scorer. */
export const requestShape = z.discriminatedUnion('ask', [
  /** The body is the model's file. */
  z.object({ ask: z.literal('make'), key, sha256: z.string(), signature, release: z.array(key) }),
  /** The body are the inputs. */
  z.object({ ask: z.literal('run'), key, rows: z.int(), tensors: packed }),
]);

/** What a scorer says: once that it is there, then one answer for each request. */
export const answerShape = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('ready') }),
  z.object({ answer: z.literal('unavailable'), reason: z.string() }),
  z.object({ answer: z.literal('made') }),
  /** The body are the outputs. The time is what the processor computed. */
  z.object({ answer: z.literal('ran'), computedMs: z.number(), tensors: packed }),
  z.object({ answer: z.literal('fault'), reason: z.string() }),
]);

export type Request = z.output<typeof requestShape>;
export type Answer = z.output<typeof answerShape>;
export type Packed = z.output<typeof packed>;

/** A signature as a scorer is told of it, without what else stands in it. */
export const toSpecs = ({ inputs, outputs }: Signature): z.output<typeof signature> => ({
  inputs: inputs.map(toSpec),
  outputs: outputs.map(toSpec),
});

const toSpec = ({ name, datatype, shape }: TensorSpec) => ({ name, datatype, shape: [...shape] });

const GAP = new Uint8Array(8);

export function packTensors(tensors: readonly Tensor[]): { packed: Packed; parts: Uint8Array[] } {
  const parts: Uint8Array[] = [];
  const packed = tensors.map(({ name, datatype, shape, data }) => {
    const part = isText(data) ? Buffer.from(JSON.stringify(data)) : bytesOf(data);
    const bytes = part.byteLength;
    parts.push(part, GAP.subarray(0, toEights(bytes) - bytes));
    return { name, datatype, shape: [...shape], bytes };
  });
  return { packed, parts };
}

const textsShape = z.array(z.string());

/** The numbers are shared with the body, not copied. */
export function unpackTensors(packed: Packed, body: Uint8Array<ArrayBuffer>): Tensor[] {
  let offset = 0;
  return packed.map(({ name, datatype, shape, bytes }) => {
    const begin = offset;
    offset += toEights(bytes);
    if (datatype === 'BYTES') {
      const json = new TextDecoder().decode(body.subarray(begin, begin + bytes));
      return { name, datatype, shape, data: textsShape.parse(JSON.parse(json)) };
    }
    const type = ARRAYS[datatype];
    const data = new type(body.buffer, body.byteOffset + begin, bytes / type.BYTES_PER_ELEMENT);
    return { name, datatype, shape, data };
  });
}
