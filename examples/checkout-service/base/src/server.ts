import fastify, { type FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import type { Cart } from './cart.ts';
import { findOrder, placeOrder } from './orders.ts';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
const server = fastify({ logger: true });

/** The gateway has authenticated the customer and sets this header. */
function customerOf(request: FastifyRequest): string {
  const customer = request.headers['x-customer-id'];
  if (typeof customer !== 'string') throw new Error('the gateway did not name a customer');
  return customer;
}

server.get('/health', async () => ({ status: 'ok' }));

server.post<{ Body: Cart }>('/orders', async (request, reply) => {
  const order = await placeOrder(pool, customerOf(request), request.body);
  return reply.code(201).send(order);
});

server.get<{ Params: { id: string } }>('/orders/:id', async (request, reply) => {
  const order = await findOrder(pool, customerOf(request), request.params.id);
  return order ?? reply.code(404).send({ error: 'no such order' });
});

await server.listen({ host: '0.0.0.0', port: 8080 });
