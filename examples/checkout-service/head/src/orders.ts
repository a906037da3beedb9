import { nanoid } from 'nanoid';
import type { Pool } from 'pg';
import { totalOf, type Cart } from './cart.ts';
import { applyDiscount, findDiscount } from './discounts.ts';

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly total: number;
  /** What was taken off the total. */
  readonly discount: number;
}

export interface Purchase {
  readonly customer: string;
  readonly cart: Cart;
  readonly discountCode?: string;
}

/** Stores an order and answers it. */
export async function placeOrder(pool: Pool, { customer, cart, discountCode }: Purchase): Promise<Order> {
  const found = discountCode === undefined ? null : await findDiscount(pool, discountCode);
  const full = totalOf(cart);
  const total = found === null ? full : applyDiscount(found, cart, full);
  const order: Order = { id: nanoid(), customer, currency: cart.currency, total, discount: full - total };
  await pool.query('INSERT INTO orders (id, customer, currency, total, discount) VALUES ($1, $2, $3, $4, $5)', [
    order.id,
    order.customer,
    order.currency,
    order.total,
    order.discount,
  ]);
  return order;
}

/** One order of a customer; null where there is none. */
export async function findOrder(pool: Pool, customer: string, id: string): Promise<Order | null> {
  const { rows } = await pool.query<Order>(
    'SELECT id, customer, currency, total, discount FROM orders WHERE customer = $1 AND id = $2',
    [customer, id],
  );
  return rows[0] ?? null;
}
