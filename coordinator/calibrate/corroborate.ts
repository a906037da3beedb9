import type { TerminalState } from '../../schemas/decision.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { suppressed } from '../evidence/claim.ts';
import type { Group } from '../dedupe/dedupe.ts';
import { isOpinion } from './opinion.ts';
import { votersOf, votesOf, WEIGHTS } from './votes.ts';

/**
 * How much agreement an opinion needs, per mille: of the reviewers who gave opinions at least a fifth, and of the agreement on
 * the clearest concern of this change three fifths; half of the reviewers always suffice. Mistakes that are plain to see draw
 * more voices than subtle ones, so that a fixed number would ask too little in one change and too much in the next.
 */
const LEAST_SHARE = 200;
const OF_THE_CLEAREST = 600;
const ENOUGH_SHARE = 500;
/** From so many reviewers on, one alone is not enough. */
const CROWD = 3;
const LEAST_IN_A_CROWD = 1500;

/** What the opinions of this change are measured against. */
export interface Electorate {
  /** How many outside reviewers gave opinions: those who can back one another. */
  readonly reviewers: number;
  /** The agreement that an opinion needs, per mille of one voice. */
  readonly needed: number;
}

/** Looks at all opinions at once. A repeated opinion never lowers the bar. */
export function electorateOf(reports: readonly ReviewerReport[], groups: readonly Group[]): Electorate {
  const reviewers = new Set(
    reports.filter((report) => report.findings.some(isOpinion)).map((report) => report.reviewer),
  ).size;
  const clearest = groups.reduce((most, group) => Math.max(most, isOpinionated(group) ? votersOf(group) : 0), 0);
  const least = reviewers < CROWD ? WEIGHTS.failure : LEAST_IN_A_CROWD;
  const shared = Math.max(LEAST_SHARE * reviewers, Math.round((OF_THE_CLEAREST * clearest) / 1000));
  return { reviewers, needed: Math.max(least, Math.min(shared, ENOUGH_SHARE * reviewers)) };
}

/**
 * Holds back an opinion that too few of the reviewers share. A group with one claim that a check, a model's quote or a tool's
 * rule backs needs no votes.
 */
export function uncorroborated(group: Group, { reviewers, needed }: Electorate): TerminalState | null {
  if (!isOpinionated(group)) return null;
  const voices = votesOf(group);
  const weight = voices.reduce((sum, voice) => sum + WEIGHTS[voice], 0);
  const alone = reviewers >= CROWD && voices.length < 2;
  if (weight >= needed && !alone) return null;
  const upkeep = voices.filter((voice) => voice === 'upkeep').length;
  const counted = upkeep === 0 ? '' : ` (${upkeep} about upkeep, which counts ${decimal(WEIGHTS.upkeep)})`;
  const who = `${voices.length} of ${reviewers} ${reviewers === 1 ? 'reviewer' : 'reviewers'}${counted}`;
  return suppressed('uncorroborated', `${who}; ${decimal(alone ? Math.max(needed, 2000) : needed)} needed`);
}

/** Whether nothing but words backs it. */
function isOpinionated(group: Group): boolean {
  return group.duplicateSets.every((unit) => unit.claims.every((claim) => isOpinion(claim.finding)));
}

/** Per mille as a decimal number: 3600 is 3.6. */
function decimal(perMille: number): string {
  return String(perMille / 1000);
}
