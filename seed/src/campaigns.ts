import type { ModelEntry } from './model-catalogue.ts';
import { createRandom } from './random.ts';
import { after, DAY, HOUR, partOfYear } from './time.ts';

/** A few days of attempts at a model, at the end of which the best becomes a version. */
export interface Campaign {
  model: ModelEntry;
  number: number;
  startsAt: Date;
  runs: number;
  kind: 'search' | 'sweep' | 'loose';
}

const FEWEST_RUNS = 6;

/** One campaign a version, spread over the year, with so many runs in all. */
export function planCampaigns(seed: number, models: readonly ModelEntry[], runs: number): Campaign[] {
  const random = createRandom(seed, 'campaigns');
  const campaigns = models.flatMap((model) =>
    Array.from({ length: model.versions }, (_, index): Campaign => {
      // The last ones leave time for review and rollout.
      const place = partOfYear(0.03 + (0.92 * (index + random.between(0, 0.4))) / (model.versions - 0.5));
      return {
        model,
        number: index + 1,
        startsAt: after(place, random.between(0, DAY) + random.between(0, 8) * HOUR),
        runs: FEWEST_RUNS,
        // Searches hang below a run of their own, sweeps only share a group.
        kind: (['search', 'sweep', 'loose'] as const)[(index + model.id.length) % 3] ?? 'loose',
      };
    }),
  );
  for (let left = runs - campaigns.length * FEWEST_RUNS; left > 0; left--) {
    const campaign = campaigns[random.integer(0, campaigns.length - 1)];
    if (campaign) campaign.runs++;
  }
  return campaigns;
}
