import type { AliasChangeRow, AliasRow, DeploymentEventRow, DeploymentRow } from './rows.ts';
import { after, MINUTE } from './time.ts';

/** The aliases as they stand, and every move that led there. */
export interface Aliases {
  aliases: AliasRow[];
  aliasChanges: AliasChangeRow[];
}

/** `champion` is the version with the most of production, `challenger` the one beside it: set soon after traffic moved. */
export function generateAliases(deployments: readonly DeploymentRow[], events: readonly DeploymentEventRow[]): Aliases {
  const production = new Map(
    deployments.filter(({ environment }) => environment === 'production').map((row) => [row.id, row]),
  );
  const live = new Map<string, DeploymentEventRow>();
  const aliases = new Map<string, AliasRow>();
  const aliasChanges: AliasChangeRow[] = [];
  for (const [index, event] of events.entries()) {
    const row = production.get(event.deploymentId);
    if (!row) continue;
    if (event.status === 'LIVE') live.set(row.id, event);
    else live.delete(row.id);
    // What changes together is seen together.
    if (events[index + 1]?.at.getTime() === event.at.getTime()) continue;
    const { modelId } = row;
    const shares = [...live.values()].filter((other) => production.get(other.deploymentId)?.modelId === modelId);
    shares.sort((a, b) => b.trafficPercent - a.trafficPercent);
    for (const [place, name] of ['champion', 'challenger'].entries()) {
      const versionId = production.get(shares[place]?.deploymentId ?? '')?.modelVersionId;
      const key = `${modelId} ${name}`;
      const before = aliases.get(key)?.versionId ?? null;
      if (!versionId || versionId === before) continue;
      const at = after(event.at, 20 * MINUTE);
      aliases.set(key, { modelId, name, versionId, setAt: at, setBy: event.by });
      aliasChanges.push({ modelId, alias: name, fromId: before, toId: versionId, at, by: event.by });
    }
  }
  return { aliases: [...aliases.values()], aliasChanges };
}
