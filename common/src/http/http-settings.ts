import type { BodyLimits } from './bodies.ts';

/** How a server takes requests. */
export interface HttpSettings extends BodyLimits {
  /** How long a request may take to come as a whole. */
  readonly requestTimeoutMs: number;
  /** By what names it is asked, beside those of loopback where it listens there; undefined where nobody said. */
  readonly allowedHosts: readonly string[] | undefined;
  /** The probes' own port: beside the main one, which is full when there is much to do. */
  readonly probePort: number | undefined;
}

const MIB = 1024 * 1024;

/** A gateway's. */
export const DEFAULT_HTTP: HttpSettings = {
  maxBodyBytes: 16 * MIB,
  maxBodiesBytes: 64 * MIB,
  requestTimeoutMs: 30_000,
  allowedHosts: undefined,
  probePort: undefined,
};

/** A subgraph's: a request becomes larger on its way there, which asks for what another one has answered. */
export const SUBGRAPH_HTTP: HttpSettings = { ...DEFAULT_HTTP, maxBodyBytes: 64 * MIB, maxBodiesBytes: 256 * MIB };
