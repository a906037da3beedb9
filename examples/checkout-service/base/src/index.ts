export { formatMoney, totalOf } from './cart.ts';
export type { Cart, CartLine } from './cart.ts';
export { findOrder, placeOrder } from './orders.ts';
export type { Order } from './orders.ts';
