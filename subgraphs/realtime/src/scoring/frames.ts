/**
 * How the pool and a scorer talk: in frames, each answered before the next. A frame is two numbers of 32 bits, the bytes
 * of its header and of its body; the header, JSON filled up with spaces to eights, so that numbers in the body lie where
 * arrays of them may begin; and the body.
 */
export interface Frame {
  readonly header: unknown;
  readonly body: Uint8Array<ArrayBuffer>;
}

const PREFIX_BYTES = 8;
/** Up to here one copy is cheaper than many writes. */
const COPIED_BYTES = 1_048_576;

/** What to write for a frame, in order. */
export function toFrame(header: object, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const json = JSON.stringify(header);
  const length = Buffer.byteLength(json);
  const head = Buffer.alloc(PREFIX_BYTES + toEights(length), ' ');
  const bodyBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  head.writeUInt32LE(toEights(length), 0);
  head.writeUInt32LE(bodyBytes, 4);
  head.write(json, PREFIX_BYTES);
  return bodyBytes <= COPIED_BYTES ? [Buffer.concat([head, ...parts])] : [head, ...parts];
}

/** The next number that eight divides. */
export const toEights = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Puts frames together from what arrives, in pieces of any size. */
export class FrameReader {
  readonly #maxBytes: number;
  readonly #prefix = Buffer.alloc(PREFIX_BYTES);
  #prefixBytes = 0;
  #frame: { readonly headerBytes: number; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;
  #frameBytes = 0;

  /** @param maxBytes of header and body. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @returns the frame that ends with this piece.
   * @throws RangeError where a frame says that it is larger than it may be, or where another follows unasked.
   */
  read(piece: Uint8Array): Frame | undefined {
    const rest = this.#frame ? piece : this.#readPrefix(piece);
    if (!this.#frame) return undefined;
    const { headerBytes, bytes } = this.#frame;
    if (this.#frameBytes + rest.length > bytes.length) throw new RangeError('More arrived than one frame');
    bytes.set(rest, this.#frameBytes);
    this.#frameBytes += rest.length;
    if (this.#frameBytes < bytes.length) return undefined;
    this.#frame = undefined;
    this.#prefixBytes = 0;
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headerBytes)));
    return { header, body: bytes.subarray(headerBytes) };
  }

  #readPrefix(piece: Uint8Array): Uint8Array {
    const taken = Math.min(PREFIX_BYTES - this.#prefixBytes, piece.length);
    this.#prefix.set(piece.subarray(0, taken), this.#prefixBytes);
    this.#prefixBytes += taken;
    if (this.#prefixBytes === PREFIX_BYTES) {
      const headerBytes = this.#prefix.readUInt32LE(0);
      const total = headerBytes + this.#prefix.readUInt32LE(4);
      if (total > this.#maxBytes) throw new RangeError(`A frame of ${total} bytes is larger than ${this.#maxBytes}`);
      this.#frame = { headerBytes, bytes: new Uint8Array(total) };
      this.#frameBytes = 0;
    }
    return piece.subarray(taken);
  }
}
