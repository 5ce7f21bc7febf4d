const BUCKETS = 100;

/**
 * The bucket of an entity among those of a model in an environment. FNV-1a: names that count up, such as user_1 to
 * user_10000, fill the buckets more evenly than by chance.
 */
export function bucketOfEntity(modelId: string, environment: string, entity: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${modelId}\n${environment}\n${entity}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0) % BUCKETS;
}

/**
 * The deployment that a bucket falls on: the newest owns the lowest buckets, so that an entity that has come to it stays
 * there while its share grows. Undefined where nothing has a share.
 * @param deployments the newest first.
 */
export function deploymentOf<Deployment extends { readonly trafficPercent: number }>(
  deployments: readonly Deployment[],
  bucket: number,
): Deployment | undefined {
  let end = 0;
  let last: Deployment | undefined;
  for (const deployment of deployments) {
    if (deployment.trafficPercent === 0) continue;
    end += deployment.trafficPercent;
    if (bucket < end) return deployment;
    last = deployment;
  }
  return last;
}
