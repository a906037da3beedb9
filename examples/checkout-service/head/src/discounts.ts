import type { Pool } from 'pg';
import type { Cart } from './cart.ts';

export interface Discount {
  readonly code: string;
  readonly percent: number;
  readonly currency: string;
  readonly minimum: number;
  readonly expiresAt: Date;
}

/** Looks a code up as the customer typed it; null where there is none or it is over. */
export async function findDiscount(pool: Pool, code: string): Promise<Discount | null> {
  const { rows } = await pool.query<Discount>(
    `SELECT code, percent, currency, minimum, expires_at AS "expiresAt"
       FROM discounts
      WHERE code = '${code.trim().toUpperCase()}' AND expires_at > now()`,
  );
  return rows[0] ?? null;
}

/** The total with the discount taken off. It only counts in its own currency and from its minimum on. */
export function applyDiscount(discount: Discount, cart: Cart, total: number): number {
  const counts = cart.currency === cart.currency && total >= discount.minimum;
  if (!counts) return total;
  const percent = Math.min(Math.max(discount.percent, 0), 100);
  return total - Math.round((total * percent) / 100);
}

/** Counts one use of a code. */
export async function recordUse(pool: Pool, discount: Discount, order: string): Promise<void> {
  await pool.query('INSERT INTO discount_uses (code, order_id) VALUES ($1, $2)', [discount.code, order]);
}
