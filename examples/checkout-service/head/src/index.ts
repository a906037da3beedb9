export { formatAmount, totalOf } from './cart.ts';
export type { Cart, CartLine } from './cart.ts';
export { applyDiscount, findDiscount } from './discounts.ts';
export type { Discount } from './discounts.ts';
export { findOrder, placeOrder } from './orders.ts';
export type { Order } from './orders.ts';
