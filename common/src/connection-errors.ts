const CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

/** Whether the system says that a connection did not come about or broke: drivers pass such errors on as they are. */
export const isConnectionError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && CODES.has(String(error.code));
