import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { totalOf, type Cart } from './cart.ts';

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly total: number;
}

/** Stores an order and answers it. */
export async function placeOrder(pool: Pool, customer: string, cart: Cart): Promise<Order> {
  const order: Order = { id: randomUUID(), customer, currency: cart.currency, total: totalOf(cart) };
  await pool.query('INSERT INTO orders (id, customer, currency, total) VALUES ($1, $2, $3, $4)', [
    order.id,
    order.customer,
    order.currency,
    order.total,
  ]);
  return order;
}

/** One order of a customer; null where there is none. */
export async function findOrder(pool: Pool, customer: string, id: string): Promise<Order | null> {
  const { rows } = await pool.query<Order>(
    'SELECT id, customer, currency, total FROM orders WHERE customer = $1 AND id = $2',
    [customer, id],
  );
  return rows[0] ?? null;
}
