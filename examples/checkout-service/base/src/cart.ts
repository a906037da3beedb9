/** One line of a cart; the price is in the smallest unit of the cart's currency. */
export interface CartLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export interface Cart {
  readonly currency: string;
  readonly lines: readonly CartLine[];
}

/** The sum of all lines. */
export function totalOf(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** An amount for people: `12.50 EUR`. */
export function formatMoney(amount: number, currency: string): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}
