import { createHash } from 'node:crypto';
import { drawPayment, type Payment } from './payments.ts';
import type { Content } from './published-data.ts';
import { createRandom, round } from './random.ts';
import { after, DAY, YEAR_START } from './time.ts';

interface FraudRow extends Payment {
  userId: string;
  isFraud: boolean;
}

const FIRST_ROWS = 2_400;
const MORE_ROWS = 300;
const VERSIONS = 5;
const FRAUD_SHARE = 0.016;

/** How many payments a version has: those of the version before, and what came since. */
const rowsOf = (version: number) => FIRST_ROWS + (version - 1) * MORE_ROWS;

let drawn: readonly FraudRow[] | undefined;

/** The payments of the newest version, oldest first. They are the same whatever the seed, as a published table is. */
function drawRows(): readonly FraudRow[] {
  if (drawn) return drawn;
  const random = createRandom(1, 'fraud rows');
  const frauds = createRandom(1, 'frauds');
  drawn = Array.from({ length: rowsOf(VERSIONS) }, () => {
    const isFraud = random.chance(FRAUD_SHARE);
    const userId = `user_${random.integer(1, 1_000)}`;
    return { userId, ...drawPayment(random, isFraud ? frauds : null), isFraud };
  });
  return drawn;
}

/** The payments of one version of the datasets. */
export const fraudRowsOf = (version: number): readonly FraudRow[] => drawRows().slice(0, rowsOf(version));

/** The payments as the terminals send them. */
export const fraudTransactionsOf = (version: number): Content => contentOf('transactions', writeTransactions, version);

/** The same payments with what was known before each. */
export const fraudFeaturesOf = (version: number): Content => contentOf('features', writeFeatures, version);

const MARKETS = ['EUR,DE', 'EUR,FR', 'GBP,GB', 'PLN,PL', 'SEK,SE', 'USD,US'] as const;

/** Those of the first version are of the 200 days before the year, the others of the 73 days from one version to the next. */
const timeOf = (place: number) =>
  after(
    YEAR_START,
    -10 * DAY +
      (place < FIRST_ROWS
        ? ((place - FIRST_ROWS) * 200 * DAY) / FIRST_ROWS
        : ((place - FIRST_ROWS) * 73 * DAY) / MORE_ROWS),
  );

function writeTransactions(rows: readonly FraudRow[]): string[] {
  const random = createRandom(1, 'transactions');
  return rows.map(({ userId, amount_log, isFraud }, place) => {
    const amount = round(Math.exp(amount_log), 2);
    const [merchant, market] = [`m_${random.integer(1, 400)}`, random.pick(MARKETS)];
    const channel = random.pick(['online', 'terminal']);
    return [`t_${place + 1}`, userId, merchant, amount, market, channel, timeOf(place).toISOString(), isFraud].join(
      ',',
    );
  });
}

const writeFeatures = (rows: readonly FraudRow[]): string[] =>
  rows.map(({ userId, isFraud, ...payment }, place) =>
    [userId, ...Object.values(payment).map((value) => value ?? ''), timeOf(place).toISOString(), isFraud].join(','),
  );

const known = new Map<string, Content[]>();

/** The versions of a table are beginnings of each other: written once, and digested as they grow. */
function contentOf(table: string, write: (rows: readonly FraudRow[]) => string[], version: number): Content {
  const contents = known.get(table) ?? digestVersions(write(drawRows()));
  known.set(table, contents);
  const content = contents[version - 1];
  if (!content) throw new Error(`there is no version ${version} of the ${table} of frauds`);
  return content;
}

function digestVersions(lines: readonly string[]): Content[] {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  return Array.from({ length: VERSIONS }, (_, index) => {
    const rowCount = rowsOf(index + 1);
    const text = `${lines.slice(index === 0 ? 0 : rowsOf(index), rowCount).join('\n')}\n`;
    hash.update(text);
    sizeBytes += Buffer.byteLength(text);
    return { digest: `sha256:${hash.copy().digest('hex')}`, rowCount, sizeBytes };
  });
}
