import { ReviewerId } from '../../schemas/finding.ts';

/**
 * An id for every reviewer's name. A name that is a valid id stays as it is; any other is spelt in small letters, digits and
 * hyphens. Two names never share an id: their votes must not count as one. The order of the names does not matter.
 */
export function reviewerIds(names: Iterable<string>): ReadonlyMap<string, string> {
  const distinct = [...new Set(names)].toSorted();
  const ids = new Map(distinct.filter(isValid).map((name) => [name, name]));
  const taken = new Set(ids.values());
  for (const name of distinct.filter((candidate) => !isValid(candidate))) {
    const id = firstFree(slug(name) || 'outside', taken);
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/** Small letters, digits and single hyphens; empty when the text has none of them. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}

function isValid(name: string): boolean {
  return ReviewerId.safeParse(name).success;
}

function firstFree(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
  return id;
}
