#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { formatMoney } from './cart.ts';
import { findOrder } from './orders.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    customer: { type: 'string', short: 'c', default: 'support' },
    json: { type: 'boolean', default: false },
  },
});

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const [command, id = ''] = positionals;

if (command === 'order') {
  const order = await findOrder(pool, values.customer, id);
  if (order === null) process.exitCode = 1;
  else console.log(values.json ? JSON.stringify(order) : `${order.id}: ${formatMoney(order.total, order.currency)}`);
} else {
  console.error('usage: checkout order ORDER [--customer NAME] [--json]');
  process.exitCode = 2;
}

await pool.end();
