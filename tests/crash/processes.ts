export const STORES = ['postgres', 'mongodb', 'redis'] as const;
export const SERVICES = ['gateway', 'sync', 'lineage', 'configs', 'realtime'] as const;
/** Each with a process of every service. */
export const INSTALLATIONS = 2;

export const nameInInstallation = (service: (typeof SERVICES)[number], nth: number): string => `${service}-${nth}`;

/** The name of everything that can be killed. */
export const PROCESSES: readonly string[] = [
  ...STORES,
  ...Array.from({ length: INSTALLATIONS }, (_, index) =>
    SERVICES.map((service) => nameInInstallation(service, index + 1)),
  ).flat(),
];
