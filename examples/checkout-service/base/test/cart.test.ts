import { describe, expect, it } from 'vitest';
import { formatMoney, totalOf } from '../src/cart.ts';

describe('a cart', () => {
  it('adds up its lines', () => {
    const cart = {
      currency: 'EUR',
      lines: [
        { sku: 'tea', quantity: 2, unitPrice: 450 },
        { sku: 'cup', quantity: 1, unitPrice: 990 },
      ],
    };

    expect(totalOf(cart)).toBe(1890);
  });

  it('shows amounts with two decimals', () => {
    expect(formatMoney(1890, 'EUR')).toBe('18.90 EUR');
  });
});
