import { hash } from 'node:crypto';

/** A short SHA-256 of several texts, unambiguous about where one ends and the next begins. */
export function digest(parts: readonly (string | number | null)[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 24);
}
