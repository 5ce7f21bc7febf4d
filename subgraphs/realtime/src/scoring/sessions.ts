import { createHash } from 'node:crypto';
import type * as Onnx from 'onnxruntime-node';
import { checkModel } from './check-model.ts';
import { compareOutput, compareSignature, DATATYPE_OF } from './compare-signature.ts';
import { MAX_OUTPUT_BYTES } from './messages.ts';
import { sizeOf } from './rows.ts';
import { ModelFault } from './scorers.ts';
import { ARRAYS, isText, type NumericData, type Signature, type Tensor } from './tensors.ts';

/**
 * One thread each, since each scorer has a core's share of the work; and no memory kept for the next run, since what
 * models may take together is bounded.
 */
const OPTIONS: Onnx.InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: 4,
};

interface Kept {
  readonly session: Onnx.InferenceSession;
  readonly signature: Signature;
}

/** The models that this process has loaded. */
export class Sessions {
  readonly #onnx: typeof Onnx;
  readonly #kept = new Map<string, Kept>();

  constructor(onnx: typeof Onnx) {
    this.#onnx = onnx;
  }

  /** @throws ModelFault where the file is not what it must be. */
  async make(key: string, sha256: string, signature: Signature, file: Uint8Array): Promise<void> {
    checkModel(file);
    if (createHash('sha256').update(file).digest('hex') !== sha256) {
      throw new ModelFault('The model is damaged: its bytes have another sha256. Upload it again.');
    }
    const session = await this.#onnx.InferenceSession.create(file, OPTIONS).catch(asFault('loaded'));
    try {
      compareSignature(signature, { inputs: session.inputMetadata, outputs: session.outputMetadata });
    } catch (error) {
      await session.release();
      throw error;
    }
    await this.release(key);
    this.#kept.set(key, { session, signature });
  }

  async release(key: string): Promise<void> {
    await this.#kept.get(key)?.session.release();
    this.#kept.delete(key);
  }

  /** @throws ModelFault where the model fails, or answers what its signature does not say. */
  async run(key: string, inputs: readonly Tensor[], rows: number): Promise<Tensor[]> {
    const kept = this.#kept.get(key);
    if (!kept) throw new Error(`The model ${key} is not loaded`);
    const { session, signature } = kept;
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, this.#toOnnx(input)]));
    const names = signature.outputs.map(({ name }) => name);
    const answered = await session.run(feeds, names).catch(asFault('run'));
    const outputs = signature.outputs.map((spec) => {
      const found = answered[spec.name];
      const output = found && toTensor(spec.name, found);
      if (!output) throw new ModelFault(`The model's output ${spec.name} is no tensor: export it with tensors alone.`);
      compareOutput(spec, output, rows);
      return output;
    });
    if (sizeOf(outputs) > MAX_OUTPUT_BYTES) {
      throw new ModelFault(`The model answers more than 64 MiB for ${rows} rows: ask for fewer at a time.`);
    }
    return outputs;
  }

  #toOnnx({ datatype, shape, data }: Tensor): Onnx.Tensor {
    const { Tensor } = this.#onnx;
    if (isText(data)) return new Tensor('string', data, shape);
    // Its Uint8Array would be taken for UINT8.
    if (datatype === 'BOOL' && data instanceof Uint8Array) return new Tensor('bool', data, shape);
    if (isHalves(data)) {
      return new Tensor('float16', new Uint16Array(data.buffer, data.byteOffset, data.length), shape);
    }
    return new Tensor(data, shape);
  }
}

/** Numbers of 16 bits; by the table, since the type's global name is gone where onnxruntime is. */
const isHalves = (data: NumericData): data is Float16Array<ArrayBuffer> => data instanceof ARRAYS.FP16;

function toTensor(name: string, { type, dims, data }: Onnx.Tensor): Tensor | undefined {
  const datatype = DATATYPE_OF.get(type);
  if (datatype === undefined) return undefined;
  if (datatype === 'BYTES') return Array.isArray(data) ? { name, datatype, shape: dims, data } : undefined;
  if (!ArrayBuffer.isView(data)) return undefined;
  const { buffer, byteOffset, byteLength } = data;
  if (!(buffer instanceof ArrayBuffer)) return undefined;
  const kind = ARRAYS[datatype];
  const values = new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT);
  return { name, datatype, shape: dims, data: values };
}

/** What onnxruntime says, in one line, without the places in its own source. */
function asFault(done: 'loaded' | 'run') {
  return (error: unknown): never => {
    const said = error instanceof Error ? error.message : String(error);
    if (/bad.?alloc|allocat\w+ memory|invalid array length/i.test(said)) {
      throw new ModelFault(`The model wants more memory than a scorer has: make it smaller, or serve it elsewhere.`);
    }
    const short = said
      .replace(/\s*\/\S+\.(cc|h):\d+ [^\n]*?\) ?/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, 400)
      .trim();
    throw new ModelFault(`The model could not be ${done}: onnxruntime says "${short}".`, { cause: error });
  };
}
