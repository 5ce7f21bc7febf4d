import { z } from 'zod';

/** Who asks: decided by the gateway alone and the same in every service. */
export interface Caller {
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** Carries the caller from the gateway to a subgraph. No header of a client gets so far. */
export const CALLER_HEADER = 'x-tributary-caller';

/** One request's name in every log, so that lines of several services can be read together. */
export const REQUEST_ID_HEADER = 'x-request-id';

const callerShape = z.object({ subject: z.string().min(1).max(200), scopes: z.array(z.string().max(200)).max(100) });

/** Header values are latin1, subjects any text: so the JSON is percent-encoded. */
export function encodeCaller(caller: Caller): string {
  return encodeURIComponent(JSON.stringify(caller));
}

/** The caller in a header that the gateway wrote, or undefined when there is none or it is not one of ours. */
export function decodeCaller(header: string | undefined): Caller | undefined {
  if (header === undefined) return undefined;
  try {
    return callerShape.safeParse(JSON.parse(decodeURIComponent(header))).data;
  } catch {
    return undefined;
  }
}
