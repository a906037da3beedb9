import { createHash } from 'node:crypto';

/** A short SHA-256 of several texts, unambiguous about where one ends and the next begins. */
export function digest(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
