import { describe, expect, it } from '@jest/globals';
import { bucketOfEntity, deploymentOf } from './shares.ts';

const users = Array.from({ length: 10_000 }, (_, index) => `user_${index + 1}`);

/** Which entities fall on each deployment, the newest first. */
const share = (model: string, ...percents: number[]) => {
  const deployments = percents.map((trafficPercent, place) => ({ trafficPercent, place }));
  return Map.groupBy(
    users,
    (user) => deploymentOf(deployments, bucketOfEntity(model, 'production', user))?.place ?? -1,
  );
};

describe('traffic', () => {
  it.each([[[5, 95]], [[50, 50]], [[10, 20, 70]], [[1, 0, 99]]])(
    'of %j is shared within one percent over 10,000 entities',
    (percents) => {
      const shares = share('fraud-detector', ...percents);
      for (const [place, percent] of percents.entries()) {
        expect(Math.abs((shares.get(place)?.length ?? 0) / 100 - percent)).toBeLessThan(1);
      }
    },
  );

  it('stays with the entities that a canary has while its share grows', () => {
    const wider = new Set(share('m', 30, 70).get(0));
    expect(
      share('m', 10, 90)
        .get(0)
        ?.every((user) => wider.has(user)),
    ).toBe(true);
  });

  it('has each model and environment try out other entities', () => {
    const first = new Set(share('m', 10, 90).get(0));
    const both = share('n', 10, 90)
      .get(0)
      ?.filter((user) => first.has(user));
    expect(both?.length).toBeLessThan(300);
    expect(users.some((user) => bucketOfEntity('m', 'staging', user) !== bucketOfEntity('m', 'production', user))).toBe(
      true,
    );
  });

  it('falls on the oldest with a share where the shares are less than all, and on none without shares', () => {
    expect(deploymentOf([{ trafficPercent: 10 }, { trafficPercent: 40, it: true }, { trafficPercent: 0 }], 99)).toEqual(
      {
        trafficPercent: 40,
        it: true,
      },
    );
    expect(deploymentOf([{ trafficPercent: 0 }], 0)).toBeUndefined();
  });
});
