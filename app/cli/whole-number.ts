import { InputError } from '../../schemas/problem.ts';

/** The whole number behind a flag, at least 1. */
export function wholeNumber(text: string, flag: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InputError({
    what: `${flag} takes a whole number from 1 on, not ${JSON.stringify(text)}`,
    remedy: `For example: ${flag} 20.`,
  });
}
