import type { Member, Members, CallRange } from './member.ts';

/** Something that those who use it, or build on it, find otherwise. */
export interface ChangedMember {
  readonly member: Member;
  /** Behind its name: `is gone`. */
  readonly what: string;
  readonly side: 'old' | 'new';
}

/** What a language adds to the comparison. */
export interface MemberRules {
  /** What is otherwise by its words and types, behind its name. */
  readonly otherwise: (old: Member, now: Member) => readonly string[];
  /** What a type asks of those who made it, matched it or built on it, for which nothing was there before. */
  readonly demands: (added: Member, sides: GroupedSides) => string | null;
}

/** Both sides of a file, by the keys of their members. */
interface GroupedSides {
  readonly before: ReadonlyMap<string, readonly Member[]>;
  readonly after: ReadonlyMap<string, readonly Member[]>;
}

/** What of a file takes less, asks for more or is gone. `appears`: whether the change brings a declaration of this name anywhere. */
export function changedMembers(
  [before, after]: readonly [Members, Members],
  rules: MemberRules,
  appears: (member: Member) => boolean,
): ChangedMember[] {
  // What could not be read may be there.
  if (!before.whole || !after.whole) return [];
  const sides = { before: Map.groupBy(before.all, keyOf), after: Map.groupBy(after.all, keyOf) };
  const lost = [...sides.before].flatMap(([key, olds]): ChangedMember[] => {
    const [member] = olds;
    if (member === undefined || olds.some(({ isGoing }) => isGoing)) return [];
    // With its type everything of it is gone, and told once.
    if (member.owner !== null && !sides.after.has(member.owner)) return [];
    const news = sides.after.get(key) ?? [];
    const told = (what: readonly string[]): ChangedMember[] =>
      what.length === 0 ? [] : [{ member, what: what.join(' and '), side: 'old' }];
    if (news.length > 0 && olds.length + news.length > 2) return overloads(olds, news);
    const [now] = news;
    if (now !== undefined) return told(otherwise(member, now, rules));
    const isElsewhere = appears(member) || member.words.has('override') || member.name.startsWith('new ');
    return isElsewhere ? [] : told(['is gone']);
  });
  const asked = [...sides.after].flatMap(([key, [member]]): ChangedMember[] => {
    if (member === undefined || sides.before.has(key) || member.isGoing || member.owner === null) return [];
    const owner = sides.before.get(member.owner);
    if (owner === undefined || owner.some(({ isGoing }) => isGoing)) return [];
    const what = rules.demands(member, sides);
    return what === null ? [] : [{ member: owner[0] ?? member, what, side: 'new' }];
  });
  return [...lost, ...asked];
}

const keyOf = ({ key }: Member): string => key;

function otherwise(old: Member, now: Member, rules: MemberRules): string[] {
  return [...(old.takes && now.takes ? arity(old.takes, now.takes) : []), ...rules.otherwise(old, now)];
}

/** Of overloads each has to find one that takes as many values as it did. */
function overloads(olds: readonly Member[], news: readonly Member[]): ChangedMember[] {
  const fits = ({ takes }: Member): boolean =>
    takes === null || news.some((one) => one.takes !== null && covers(one.takes, takes));
  const member = olds.find((one) => !fits(one));
  if (!member?.takes) return [];
  return [{ member, what: `can no longer be called with ${valuesOf(member.takes)}`, side: 'old' }];
}

const covers = (now: CallRange, old: CallRange): boolean => now.least <= old.least && now.most >= old.most;

function valuesOf({ names, least }: CallRange): string {
  return names.length === 0
    ? 'nothing'
    : names
        .slice(0, Math.max(1, least))
        .map((one) => `\`${one}\``)
        .join(', ');
}

function arity(old: CallRange, now: CallRange): string[] {
  if (covers(now, old)) return [];
  const added = now.names.filter((name) => !old.names.includes(name));
  const removed = old.names.filter((name) => !now.names.includes(name));
  const words = (list: readonly string[]): string => list.map((name) => `\`${name}\``).join(', ');
  if (now.least > old.least)
    return [added.length > 0 ? `asks for ${words(added)}` : `asks for ${now.least} values, not ${old.least}`];
  return [removed.length > 0 ? `no longer takes ${words(removed)}` : `takes ${now.most} values, not ${old.most}`];
}
