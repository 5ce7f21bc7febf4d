import { describe, expect, it } from '@jest/globals';
import { beginningOf, getTable, gitDigest, irisOf, readBytes, readCatalogue, wholeOf } from './published-data.ts';

describe('the published catalogue', () => {
  it('says of each file the digest and size that its bytes have', () => {
    for (const table of readCatalogue().values()) {
      const bytes = readBytes(table);
      expect([table.path, gitDigest(bytes), bytes.length]).toEqual([table.path, table.digest, table.sizeBytes]);
    }
  });

  it('calls types and licences by their usual names', () => {
    expect(getTable('seattle_weather').columns.slice(0, 2)).toEqual([
      { name: 'date', type: 'date32', nullable: null, description: 'Date of the weather observation' },
      { name: 'precipitation', type: 'float64', nullable: null, description: 'Amount of precipitation in millimeters' },
    ]);
    expect(getTable('penguins')).toMatchObject({ license: 'CC0-1.0', sourceUri: 'https://pal.lternet.edu/' });
    expect(getTable('movies')).toMatchObject({ license: null, sourceUri: null });
  });

  it('counts rows, and leaves them open in formats that are not read', () => {
    expect(wholeOf(getTable('seattle_weather')).rowCount).toBe(1_461);
    expect(wholeOf(getTable('movies')).rowCount).toBe(3_201);
    expect(wholeOf(getTable('flights_3m')).rowCount).toBeNull();
  });

  it('takes the beginning of a table as a file of its own', () => {
    const half = beginningOf(getTable('seattle_weather'), 0.5);
    expect(half.rowCount).toBe(731);
    expect(half.digest).not.toBe(getTable('seattle_weather').digest);
    expect(beginningOf(getTable('seattle_weather'), 1)).toEqual(wholeOf(getTable('seattle_weather')));
  });

  it('refuses a table that is not there', () => {
    expect(() => getTable('tulips')).toThrow(/no table tulips/);
  });

  it('has the 150 irises in two orders', () => {
    expect([irisOf(1), irisOf(2)].map(({ rowCount }) => rowCount)).toEqual([150, 150]);
    expect(irisOf(1).sizeBytes).toBe(irisOf(2).sizeBytes);
    expect(irisOf(1).digest).not.toBe(irisOf(2).digest);
  });
});
