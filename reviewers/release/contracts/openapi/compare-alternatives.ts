import { isAsking } from './compare-further.ts';
import type { ApiComparison, SchemaPair } from './comparison.ts';
import type { ApiPart } from './document.ts';

type CompareSchemas = (pair: SchemaPair, into: ApiComparison) => void;

/** Alternatives that are taken no longer or may come now, and parts that are asked for beside. */
export function compareAlternatives(
  { name, old, now, direction }: SchemaPair,
  into: ApiComparison,
  compareSchemas: CompareSchemas,
): void {
  const { old: before, now: after, say } = into;
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const [was, is] = [before.children(before.child(old, key)), after.children(after.child(now, key))];
    if (was.length === 0 && is.length === 0) continue;
    const same = (one: ApiPart, other: ApiPart): boolean =>
      one.pointer === other.pointer && !one.pointer.includes(`/${key}/`)
        ? true
        : JSON.stringify(one.value) === JSON.stringify(other.value);
    const gone = was.filter(([, one]) => !is.some(([, other]) => same(one, other)));
    const come = is
      .filter(([, one]) => key !== 'allOf' || isAsking(one.value))
      .filter(([, one]) => !was.some(([, other]) => same(one, other)));
    for (const [, one] of was) {
      const other = is.find(([, part]) => part.pointer === one.pointer);
      if (other !== undefined) compareSchemas({ name, old: one, now: other[1], direction }, into);
    }
    const isMore = key === 'allOf' ? direction === 'response' : direction === 'request';
    // What is written in place may be the same part, edited; another name is another part.
    const isHere = ([, one]: readonly [string, ApiPart]): boolean => one.pointer.includes(`/${key}/`);
    const edited = Math.min(gone.filter(isHere).length, come.filter(isHere).length);
    const of = isMore ? gone : come;
    const lost = [...of.filter((one) => !isHere(one)), ...of.filter(isHere).slice(edited)];
    const [only] = isMore ? come : gone;
    if (lost.length === 1 && (isMore ? gone : come).length === 1 && only !== undefined && isHere(only)) continue;
    if (was.length === 0 && key !== 'allOf' && direction === 'request' && is.length > 1) {
      const taking = is.filter(([, one]) => takesAll({ name, old, now: one, direction }, into, compareSchemas)).length;
      // `oneOf` refuses what fits two.
      if (taking === 0 || (key === 'oneOf' && taking > 1))
        say({
          name,
          what: `is one of several forms now, ${taking === 0 ? 'none of which takes all that it took' : 'more than one of which takes what it took'}`,
          side: 'new',
          pointer: `${now.pointer}/${key}`,
        });
    }
    // Where nothing was chosen from before, or nothing is now, other lines tell.
    if (lost.length === 0 || (key !== 'allOf' && (was.length === 0 || is.length === 0))) continue;
    say({
      name,
      what: isMore ? `loses a part of \`${key}\`` : `has a further part of \`${key}\``,
      side: isMore ? 'old' : 'new',
      pointer: `${isMore ? old.pointer : now.pointer}/${key}/${lost[0]?.[0]}`,
    });
  }
}

/** Whether whatever fitted one schema fits another. */
function takesAll(pair: SchemaPair, into: ApiComparison, compareSchemas: CompareSchemas): boolean {
  let isAll = true;
  compareSchemas(pair, { ...into, seen: new Set(), say: () => (isAll = false) });
  return isAll;
}
