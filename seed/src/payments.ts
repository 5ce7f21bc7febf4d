import { type Random, round } from './random.ts';

/** What is known of a user at one of their payments, under the names of the features. */
export interface Payment {
  amount_log: number;
  transactions_1h: number;
  transactions_24h: number;
  transactions_30d: number;
  amount_sum_24h: number;
  amount_mean_30d: number | null;
  amount_to_mean_30d: number | null;
  merchants_30d: number;
  countries_30d: number;
  merchant_fraud_rate: number;
  is_night: boolean;
}

/**
 * Draws a payment; amounts are lognormal, and a few users have not paid for a month.
 * @param fraud draws what a thief does otherwise: larger sums in quick succession, at night, at worse merchants and
 *   abroad. None of it always.
 */
export function drawPayment(random: Random, fraud: Random | null): Payment {
  const isActive = !random.chance(0.04);
  const burst = fraud?.chance(0.7) ? fraud.integer(1, 5) : 0;
  const hour = (isActive ? random.integer(0, 3) : 0) + burst;
  const day = hour + (isActive ? random.integer(0, 6) : 0);
  const month = day + (isActive ? random.integer(1, 80) : 0);
  const isKnown = month > 0;
  const mean = round(30 + 25 * Math.abs(random.bell()), 2);
  const toMean = round(0.2 + Math.abs(random.bell()) + (fraud ? fraud.between(0, 2.5) : 0), 3);
  return {
    amount_log: round(3.4 + random.bell() + (fraud ? fraud.between(0, 2.6) : 0), 4),
    transactions_1h: hour,
    transactions_24h: day,
    transactions_30d: month,
    amount_sum_24h: round(day * mean, 2),
    amount_mean_30d: isKnown ? mean : null,
    amount_to_mean_30d: isKnown ? toMean : null,
    merchants_30d: Math.min(month, random.integer(1, 25) + (fraud ? fraud.integer(0, 8) : 0)),
    countries_30d: Math.min(month, random.integer(1, 3) + (fraud?.chance(0.4) ? fraud.integer(1, 2) : 0)),
    merchant_fraud_rate: round(Math.abs(random.bell() + (fraud ? fraud.between(0, 2) : 0)) / 100, 5),
    is_night: random.chance(0.12) || (fraud?.chance(0.45) ?? false),
  };
}
