import { compareText } from '../../schemas/text/compare-text.ts';
import type { KnownConcern } from '../../schemas/memory.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { digest } from '../evidence/digest.ts';

/** A new concern never has the name of one that was published: what is looked up by the name would be mistaken for it. */
export function nameFresh(fresh: readonly Concern[], known: readonly KnownConcern[]): readonly Concern[] {
  const taken = new Set(known.map(({ comment }) => comment.concern));
  return fresh
    .toSorted(
      (a, b) =>
        compareText(a.survivor.fingerprint, b.survivor.fingerprint) ||
        compareText(a.survivor.finding.id, b.survivor.finding.id),
    )
    .map((concern) => {
      let { key } = concern;
      for (let count = 1; taken.has(key); count += 1) key = digest([concern.key, 'again', count]);
      taken.add(key);
      return { ...concern, key };
    });
}
