import type { Refusal } from '../model.ts';

/** A refusal in words for the reader: of what kind, and what the provider says of it. */
export function whyRefused({ category, explanation }: Refusal): string {
  const words = [category, explanation].filter((part) => part !== null);
  return words.length === 0 ? 'without a reason' : words.join(': ');
}
