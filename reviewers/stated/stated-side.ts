import type { Side } from '../../schemas/location.ts';

const OLD: ReadonlySet<string> = new Set(['old', 'left', 'base', 'before', 'removed', 'deleted', '-']);

/** The side of a diff in anybody's words. Nearly everything is about the new one. */
export function readSide(said: unknown): Side {
  return typeof said === 'string' && OLD.has(said.trim().toLowerCase()) ? 'old' : 'new';
}
