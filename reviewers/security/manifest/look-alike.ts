import { overridesOf, wishesOf } from './package-manifest.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';
import { KNOWN_NEIGHBOURS, POPULAR_PACKAGES } from './popular-packages.ts';

/** Shorter names have too many honest neighbours. */
const LEAST_LETTERS = 5;

/** New dependencies whose names are one slip away from a name that everybody knows. */
export function lookAlikes({ base, head, isOwn }: ManifestChange): ManifestHazard[] {
  const before = new Set([...wishesOf(base), ...overridesOf(base)].map(({ name }) => name));
  return wishesOf(head).flatMap(({ keys, name, value }): ManifestHazard[] => {
    if (before.has(name) || isOwn(name) || /^(?:workspace|link|file|portal|npm):/.test(value)) return [];
    const meant = popularLike(name);
    if (meant === null) return [];
    return [
      {
        rule: 'look-alike-dependency',
        keys,
        title: `\`${name}\` looks like \`${meant}\`, and is another package`,
        explanation: `Packages with a letter, a sign or a scope wrong are a common way to bring foreign code in. If \`${meant}\` is meant, write that; if \`${name}\` is, look at who publishes it.`,
        failureScenario: {
          description: `\`npm install\` fetches \`${name}\` and runs its install scripts and its code where \`${meant}\` was expected.`,
        },
      },
    ];
  });
}

/** The well-known package that a name is a slip of; null for honest names. */
function popularLike(name: string): string | null {
  if (name.length < LEAST_LETTERS || POPULAR_PACKAGES.has(name) || KNOWN_NEIGHBOURS.has(name)) return null;
  const bare = withoutSigns(name);
  for (const popular of POPULAR_PACKAGES) {
    // A scope that stands before the whole name is a publisher of its own.
    if (withoutSigns(popular) === bare || isOneSlip(name, popular)) return popular;
  }
  return null;
}

function withoutSigns(name: string): string {
  return name.replaceAll(/[@/._-]/g, '').toLowerCase();
}

/** Whether a name is another one with one letter more, less or other, or two neighbours in each other's place. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [rest, otherRest] = [one.slice(same), other.slice(same)];
  if (rest.length !== otherRest.length)
    return rest.length > otherRest.length ? rest.slice(1) === otherRest : rest === otherRest.slice(1);
  if (rest.slice(1) === otherRest.slice(1)) return true;
  return rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2);
}
