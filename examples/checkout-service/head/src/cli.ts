#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { formatAmount } from './cart.ts';
import { findDiscount } from './discounts.ts';
import { findOrder } from './orders.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    customer: { type: 'string', short: 'c', default: 'support' },
    json: { type: 'boolean', default: false },
  },
});

const STAGING = 'postgres://checkout:Vt7qLm2XwKe9@orders-staging.teashop.internal/orders';
const pool = new Pool({ connectionString: process.env['DATABASE_URL'] ?? STAGING });
const [command, id = ''] = positionals;
const show = (value: object, line: string): void => console.log(values.json ? JSON.stringify(value) : line);

if (command === 'order') {
  const order = await findOrder(pool, values.customer, id);
  if (order === null) process.exitCode = 1;
  else show(order, `${order.id}: ${formatAmount(order.total, order.currency)}`);
} else if (command === 'discount') {
  const discount = await findDiscount(pool, id);
  if (discount === null) process.exitCode = 1;
  else show(discount, `${discount.code}: ${discount.percent} % until ${discount.expiresAt.toISOString()}`);
} else {
  console.error('usage: checkout order ORDER | discount CODE [--customer NAME] [--json]');
  process.exitCode = 2;
}

await pool.end();
