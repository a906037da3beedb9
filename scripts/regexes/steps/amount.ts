/** A number of steps that may depend on the length of the text: `[3, 2]` is 3 + 2 × length. */
export type Amount = readonly number[];

/** As many steps as the text is long. */
export const LENGTH: Amount = [0, 1];

export function plus(...amounts: readonly Amount[]): Amount {
  return each(amounts, (one, other) => one + other);
}

/** At least as much as each of them. */
export function most(amounts: readonly Amount[]): Amount {
  return each(amounts, Math.max);
}

/** By how much `one` is more than `other`. */
export function more(one: Amount, other: Amount): Amount {
  return one.map((factor, power) => Math.max(0, factor - (other[power] ?? 0)));
}

function each(amounts: readonly Amount[], join: (one: number, other: number) => number): Amount {
  const length = Math.max(1, ...amounts.map((amount) => amount.length));
  return Array.from({ length }, (_, power) =>
    amounts.map((amount) => amount[power] ?? 0).reduce((a, b) => join(a, b), 0),
  );
}

export function times(one: Amount, other: Amount): Amount {
  const product = Array.from({ length: one.length + other.length - 1 }, () => 0);
  for (const [power, factor] of one.entries())
    for (const [more, factorToo] of other.entries())
      product[power + more] = (product[power + more] ?? 0) + factor * factorToo;
  return product;
}

/** The highest power of the length that counts. */
export const degreeOf = (amount: Amount): number => amount.findLastIndex((factor) => factor > 0);
