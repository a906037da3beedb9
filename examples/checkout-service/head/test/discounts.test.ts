import { describe, expect, it } from 'vitest';
import { applyDiscount, type Discount } from '../src/discounts.ts';

const TEN_PERCENT: Discount = {
  code: 'TEA10',
  percent: 10,
  currency: 'EUR',
  minimum: 1000,
  expiresAt: new Date('2030-01-01T00:00:00Z'),
};
const cart = { currency: 'EUR', lines: [] };

describe('a discount', () => {
  it.only('is taken off the total', () => {
    expect(applyDiscount(TEN_PERCENT, cart, 2000)).toBe(1800);
  });

  it('counts from its minimum on', () => {
    expect(applyDiscount(TEN_PERCENT, cart, 999)).toBe(999);
  });

  it('counts in its own currency only', () => {
    expect(applyDiscount(TEN_PERCENT, { ...cart, currency: 'USD' }, 2000)).toBe(2000);
  });
});
