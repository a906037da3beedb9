import type { Route } from './route.ts';

/** Lets the first `most` inline comments stand, in the given order; the rest goes to the summary. */
export function cap<T extends { readonly route: Route }>(
  ordered: readonly T[],
  most: number,
): readonly (T & { readonly capped: boolean })[] {
  let inline = 0;
  return ordered.map((item) => {
    if (item.route.state.kind !== 'inline') return { ...item, capped: false };
    inline += 1;
    return inline <= most ? { ...item, capped: false } : { ...item, capped: true, route: toSummary(most) };
  });
}

function toSummary(most: number): Route {
  return { state: { kind: 'summary' }, note: `at most ${most} inline comments are made` };
}
