import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { BoundedCache, createDocumentCache, MIB } from './bounded-cache.ts';

/** Each entry takes 300 bytes beside the value's own. */
const ofHundred = () => new BoundedCache<number>(100 * 1_000, () => 700);

describe('a cache of so many bytes', () => {
  it('keeps to them, whatever comes', async () => {
    const cache = ofHundred();
    for (let index = 0; index < 10_000; index++) {
      await cache.set(`key ${index}`, index);
      if (index % 3 === 0) await cache.get(`key ${index}`);
      expect(cache.bytes).toBeLessThanOrEqual(100_000);
      expect(cache.size).toBe(cache.bytes / 1_000);
    }
    expect(cache.size).toBeGreaterThan(95);
  });

  it('keeps what is asked again beside any number that are asked once', async () => {
    const cache = ofHundred();
    const often = Array.from({ length: 50 }, (_, index) => `often ${index}`);
    for (const [index, key] of often.entries()) {
      await cache.set(key, index);
      await cache.get(key);
    }
    for (let index = 0; index < 10_000; index++) await cache.set(`once ${index}`, index);
    expect(await Promise.all(often.map((key) => cache.get(key)))).toEqual([...often.keys()]);
    expect(await cache.get('once 0')).toBeUndefined();
    expect(await cache.get('once 9999')).toBe(9_999);
  });

  it('lets go what was not asked for longest', async () => {
    const cache = ofHundred();
    for (let index = 0; index < 100; index++) {
      await cache.set(`key ${index}`, index);
      await cache.get(`key ${index}`);
      await cache.get('key 0');
    }
    expect(await cache.get('key 0')).toBe(0);
    expect(await cache.get('key 1')).toBeUndefined();
    expect(await cache.get('key 99')).toBe(99);
  });

  it('takes a new value in the place of the old one, and forgets what is deleted', async () => {
    const cache = ofHundred();
    await cache.set('key', 1);
    await cache.set('key', 2);
    expect([await cache.get('key'), cache.size]).toEqual([2, 1]);
    await cache.set('key', 3);
    expect([await cache.get('key'), cache.size]).toEqual([3, 1]);
    expect([await cache.delete('key'), await cache.delete('key'), cache.size]).toEqual([true, false, 0]);
  });

  it('keeps nothing that is larger than its room', async () => {
    const cache = new BoundedCache<string>(1_000, (text) => text.length);
    await cache.set('large', 'x'.repeat(2_000));
    expect([await cache.get('large'), cache.bytes]).toEqual([undefined, 0]);
  });
});

describe('a cache of documents', () => {
  it('reckons each by the length of its text', async () => {
    const cache = createDocumentCache(1);
    for (let index = 0; index < 200; index++) {
      await cache.set(`key ${index}`, parse(`{ a${index}: b ${'field '.repeat(20)} }`));
    }
    expect(cache.bytes).toBeLessThanOrEqual(MIB);
    expect(cache.size).toBeGreaterThan(10);
    expect(cache.size).toBeLessThan(40);
  });
});
