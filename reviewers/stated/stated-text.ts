import { z } from 'zod';

/** An object of any keys. */
export const AnyObject = z.record(z.string(), z.unknown());

/** A text where somebody else had to give one: lines may come as a list, a number as itself. Null where there is none. */
export function statedText(said: unknown): string | null {
  if (typeof said === 'string') return said;
  if (typeof said === 'number' || typeof said === 'boolean') return String(said);
  const lines = z.array(z.string()).min(1).safeParse(said);
  return lines.success ? lines.data.join('\n') : null;
}

/** Texts where a list was asked for: a single one is a list of one, and what is no text is left out. */
export function statedTexts(said: unknown): string[] {
  return (Array.isArray(said) ? said : [said]).flatMap((one) => (typeof one === 'string' ? [one] : []));
}
