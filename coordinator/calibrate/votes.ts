import type { Group } from '../dedupe/dedupe.ts';
import type { DuplicateSet } from '../dedupe/exact-duplicates.ts';

/** What one voice weighs, per mille, by what it says. Upkeep is remarked on by many and missed by few. */
export const WEIGHTS: Readonly<Record<RemarkKind, number>> = { failure: 1000, upkeep: 400, empty: 0 };

/** The weight of all reviewers of a group, each counted by the best it says, even when it only repeats another. */
export function votersOf(group: Group): number {
  const best = new Map<string, RemarkKind>();
  for (const unit of group.duplicateSets) {
    for (const { finding } of unit.claims)
      best.set(finding.reviewer, better(best.get(finding.reviewer), talkOfUnit(unit)));
  }
  return [...best.values()].reduce((sum, talk) => sum + WEIGHTS[talk], 0);
}

/** The independent voices of a group: reviewers who repeat one another word for word are one. */
export function votesOf(group: Group): readonly RemarkKind[] {
  const leaders = new Map<string, string>();
  const leaderOf = (reviewer: string): string => {
    let leader = reviewer;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    return leader;
  };
  for (const unit of group.duplicateSets) {
    for (const reviewer of authorsOf(unit)) {
      const [own, common] = [leaderOf(reviewer), leaderOf(authorsOf(unit)[0] ?? reviewer)];
      if (own !== common) leaders.set(own, common);
    }
  }
  const voices = new Map<string, RemarkKind>();
  for (const unit of group.duplicateSets) {
    const voice = leaderOf(authorsOf(unit)[0] ?? '');
    voices.set(voice, better(voices.get(voice), talkOfUnit(unit)));
  }
  return [...voices.values()].filter((talk) => talk !== 'empty');
}

function authorsOf(unit: DuplicateSet): readonly string[] {
  return unit.claims.map((claim) => claim.finding.reviewer);
}

function talkOfUnit(unit: DuplicateSet): RemarkKind {
  const finding = unit.claims[0]?.finding;
  return remarkKindOf(finding?.explanation.trim() || (finding?.title ?? ''));
}

function better(one: RemarkKind | undefined, other: RemarkKind): RemarkKind {
  return one === undefined || WEIGHTS[other] > WEIGHTS[one] ? other : one;
}

/** What sort of talk a remark is. */
type RemarkKind = 'failure' | 'upkeep' | 'empty';

/** Says nothing about the code: a greeting, praise, the heading of a walkthrough. */
const EMPTY =
  /^[^a-z0-9]*(?:\/?\w+ review|lgtm|looks good(?: to me)?|nice(?: work| job)?|great (?:work|job)|well done|walkthrough|summary|no (?:issues?|problems?|comments?|findings?)(?: (?:found|detected|here))?|nothing to report)[^a-z0-9]*$/i;

/** Asks for tests instead of saying what fails. */
const MISSING_TESTS =
  /\b(?:missing|no|lack(?:s|ing)?(?: of)?|insufficient) (?:\w+ ){0,2}(?:tests?|specs?|coverage)\b|\btest coverage\b|\btests? (?:\w+ ){0,5}(?:removed|re-added)\b|\bnot (?:\w+ )?(?:tested|covered by)\b|\bcovers? the happy\b/i;

/** Asks for tidier code: it works either way. */
const TIDINESS =
  /\btypos?\b|\bmisspel|\bspelling\b|\bgrammar\b|\bnaming\b|\brenam(?:e|ing)\b|\bidiomatic|\breadab|\bcoding style\b|\bstyle guide\b|\bdocstring|\bjavadoc|\bjsdoc|\bduplicat(?:ed|es?|ion)? (?:\w+ )?(?:code|logic|pattern|block|calls?)\b|\bcode duplication\b|\brepeats? the same\b|\bextract(?:ed)? (?:\w+ ){0,6}(?:helper|method|function|variable|constant)\b|\breusable\b|\brefactor|\bsimplif|\bunused\b|\bmaintainab|\binefficien|\bmore efficient\b|\btoo long\b|\bverbose\b|\bmagic number|\bboilerplate\b/i;

/** Harm that outweighs tidy words beside it. */
const HARM =
  /vulnerab|security|injection|\bxss\b|\bssrf\b|crash|\brace\b|deadlock|exploit|\bleak|corrupt|exception|error/i;

/** Tells a claim that something fails from upkeep (tests, names, style) and from talk that claims nothing. */
function remarkKindOf(text: string): RemarkKind {
  if (EMPTY.test(text)) return 'empty';
  if (MISSING_TESTS.test(text)) return 'upkeep';
  return TIDINESS.test(text) && !HARM.test(text) ? 'upkeep' : 'failure';
}
