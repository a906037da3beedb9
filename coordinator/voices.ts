import type { Group } from './dedupe.ts';
import { talkOf, type Talk } from './talk.ts';
import type { Unit } from './unit.ts';

/** What one voice weighs, per mille, by what it says. Upkeep is remarked on by many and missed by few. */
export const WEIGHTS: Readonly<Record<Talk, number>> = { failure: 1000, upkeep: 400, empty: 0 };

/** The weight of all reviewers of a group, each counted by the best it says, even when it only repeats another. */
export function votersOf(group: Group): number {
  const best = new Map<string, Talk>();
  for (const unit of group.units) {
    for (const { finding } of unit.claims)
      best.set(finding.reviewer, better(best.get(finding.reviewer), talkOfUnit(unit)));
  }
  return [...best.values()].reduce((sum, talk) => sum + WEIGHTS[talk], 0);
}

/** The independent voices of a group: reviewers who repeat one another word for word are one. */
export function voicesOf(group: Group): readonly Talk[] {
  const leaders = new Map<string, string>();
  const leaderOf = (reviewer: string): string => {
    let leader = reviewer;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    return leader;
  };
  for (const unit of group.units) {
    for (const reviewer of authorsOf(unit)) {
      const [own, common] = [leaderOf(reviewer), leaderOf(authorsOf(unit)[0] ?? reviewer)];
      if (own !== common) leaders.set(own, common);
    }
  }
  const voices = new Map<string, Talk>();
  for (const unit of group.units) {
    const voice = leaderOf(authorsOf(unit)[0] ?? '');
    voices.set(voice, better(voices.get(voice), talkOfUnit(unit)));
  }
  return [...voices.values()].filter((talk) => talk !== 'empty');
}

function authorsOf(unit: Unit): readonly string[] {
  return unit.claims.map((claim) => claim.finding.reviewer);
}

function talkOfUnit(unit: Unit): Talk {
  const finding = unit.claims[0]?.finding;
  return talkOf(finding?.explanation.trim() || (finding?.title ?? ''));
}

function better(one: Talk | undefined, other: Talk): Talk {
  return one === undefined || WEIGHTS[other] > WEIGHTS[one] ? other : one;
}
