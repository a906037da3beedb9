import type { KnownConcern, SinceLastReview } from '../../schemas/memory.ts';
import type { Span } from '../evidence/searchable-source.ts';
import { addTo } from '../order.ts';
import { isTouched } from './touched-lines.ts';
import type { EvidenceLocation } from './locate-evidence.ts';

/** A known concern, where its code was found, and which of equal pieces of code it was about. */
interface Found {
  readonly known: KnownConcern;
  readonly where: EvidenceLocation;
  readonly ordinal: number | null;
}

/**
 * Gives each of several equal pieces of code its own place. Pieces that nobody touched since come first: a copy that was put above an old
 * mistake must not pass for it. Of more known pieces than there are now, the last ones are gone.
 */
export function assignOccurrences(all: readonly Found[], since: SinceLastReview | null): Found[] {
  const groups = new Map<string, Found[]>();
  for (const one of all) addTo(groups, groupOf(one), one);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const ordinals = [...new Set(group.flatMap(({ ordinal }) => ordinal ?? []))].toSorted((a, b) => a - b);
    if (first === undefined || ordinals.length === 0) return group;
    const free = slotsFor(first.where, ordinals.length, since);
    const inRange = (ordinals.at(-1) ?? 0) < free.length;
    return group.map((one) => {
      if (one.ordinal === null) return one;
      return inSlot(one, free[inRange ? one.ordinal : ordinals.indexOf(one.ordinal)]);
    });
  });
}

function groupOf({ where: { presence, place, quote, spans } }: Found): string {
  return JSON.stringify([presence, place?.path, place?.side, quote, spans.length]);
}

function slotsFor({ place, spans }: EvidenceLocation, wanted: number, since: SinceLastReview | null): readonly Span[] {
  if (place === null || since === null || place.side === 'old') return spans;
  const old = spans.filter((span) => !isTouched({ ...place, ...span }, since));
  return old.length >= wanted ? old : spans;
}

function inSlot(one: Found, span: Span | undefined): Found {
  const { where } = one;
  if (where.place === null || where.spans.length === 0) return one;
  if (span !== undefined) return { ...one, where: { ...where, place: { ...where.place, ...span } } };
  const note = `there are fewer pieces of the code that it quotes in ${where.place.path}`;
  return { ...one, where: { ...where, presence: 'gone', note } };
}
