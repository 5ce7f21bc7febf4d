/** How the platform is set up, where rules depend on it. */
export interface Settings {
  /** Where models can be deployed. */
  readonly environments: readonly string[];
  /** The environments among them that take approved versions only. */
  readonly approvedOnly: readonly string[];
  /** Whether a version's creator may review it. */
  readonly reviewOwn: boolean;
  /** How long a mutation waits after its commit until other stores have taken what it changed, in milliseconds. */
  readonly copiesWaitMs: number;
}

export const DEFAULT_SETTINGS: Settings = {
  environments: ['development', 'staging', 'production'],
  approvedOnly: ['production'],
  reviewOwn: true,
  copiesWaitMs: 250,
};

export interface Environment {
  readonly name: string;
  readonly approvedOnly: boolean;
}

export const listEnvironments = ({ environments, approvedOnly }: Settings): Environment[] =>
  environments.map((name) => ({ name, approvedOnly: approvedOnly.includes(name) }));
