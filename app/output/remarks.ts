import type { Gap, ReviewerStatus } from '../../schemas/review.ts';
import { REPOSITORY_CONFIG_PATH } from '../config/load-config.ts';
import { type Acceptance, acceptanceOf, notCoveredSentences } from './coverage.ts';
import type { ReviewOutput } from './review-output.ts';

/** Something beside the findings that a reader must be able to see: what failed, what nobody looked at, what was left out. */
export interface Remark {
  /** A stable name of its kind. */
  readonly id: RemarkId;
  readonly level: 'error' | 'warning' | 'note';
  /** One sentence without the paths. */
  readonly text: string;
  readonly paths: readonly string[];
  /** What to write, and where, to have it otherwise: a line to be copied, so never broken. */
  readonly acceptance?: Acceptance;
}

type RemarkId =
  | 'problem'
  | 'reviewer-failed'
  | 'reviewer-skipped'
  | 'reviewer-note'
  | 'model-half'
  | 'not-judged'
  | 'not-asked'
  | 'check-failed'
  | 'check-unavailable'
  | 'unread-files'
  | 'not-covered'
  | 'accepted-unjudged'
  | 'input-skipped'
  | 'finding-unusable'
  | 'rule-settings'
  | 'ignore-directive'
  | 'own-rules'
  | 'dismissed-everywhere'
  | 'binary-files'
  | 'noise-files'
  | 'filtered-files';

const LEVELS: readonly Remark['level'][] = ['error', 'warning', 'note'];

/** All remarks of a review, the gravest first; the same gap at many files is one remark. */
export function remarksOf(output: ReviewOutput): Remark[] {
  const { review, changeSet } = output;
  const remarks = [
    ...output.problems.map((problem) =>
      remark('problem', 'error', [problem.what, problem.where, problem.remedy].filter(isText).join(' — ')),
    ),
    ...review.reviewers.flatMap(endOf),
    ...modelHalves(review.reviewers),
    ...notAsked(review.reviewers),
    ...judgeOf(output),
    ...review.reviewers.flatMap((reviewer) => gapsOf(reviewer, 'failed')),
    ...(review.unread.length === 0
      ? []
      : [remark('unread-files', 'warning', 'no reviewer looked at these changed files', review.unread)]),
    ...notCovered(output, false),
    ...changeSet.skipped.map((piece) =>
      remark(
        'input-skipped',
        'warning',
        piece.harmless === true
          ? piece.reason
          : `input line ${piece.line}, ${piece.lines} lines not understood: ${piece.reason}`,
      ),
    ),
    ...output.decisions.flatMap((decision) =>
      decision.state.kind === 'failed'
        ? [remark('finding-unusable', 'warning', `finding ${decision.finding} is not usable: ${decision.state.reason}`)]
        : [],
    ),
    ...review.reviewers.flatMap((reviewer) => gapsOf(withoutTold(reviewer, review), 'unavailable')),
    ...notCovered(output, true),
    ...ruleSettings(output),
    ...directives(output),
    ...ownRules(output),
    ...dismissedEverywhere(output),
    ...binaryFiles(output),
    ...noiseFiles(output),
    ...[...Map.groupBy(changeSet.filtered, (file) => file.reason)].map(([reason, files]) =>
      remark(
        'filtered-files',
        'note',
        `not reviewed (${reason})`,
        files.map((file) => file.newPath),
      ),
    ),
  ];
  return LEVELS.flatMap((level) => remarks.filter((one) => one.level === level));
}

/** Code and running configuration that nothing judged: what was looked for in it; behind the last kind, what accepts all of them. */
function notCovered(output: ReviewOutput, accepted: boolean): Remark[] {
  const rows = (output.review.notCovered ?? []).filter((row) => row.accepted === accepted);
  const sentences = notCoveredSentences(output.review, { accepted });
  const acceptance = acceptanceOf(output);
  return rows.map((row, index) => {
    const text = sentences[index] ?? '';
    if (accepted) return remark('accepted-unjudged', 'note', text, row.paths);
    const one = remark('not-covered', 'error', text, row.paths);
    return acceptance !== null && index === rows.length - 1 ? { ...one, acceptance } : one;
  });
}

/** What was not looked for, or counts for less, because the configuration says so. */
function ruleSettings({ review: { ruleSettings: rows = [] } }: ReviewOutput): Remark[] {
  return rows.map(({ rules, level, findings }) => {
    const what = level === 'off' ? `${rules} is switched off` : `${rules} is at most a ${level}`;
    const held = level === 'off' ? 'held back' : 'lowered';
    const count = findings === 0 ? '' : `: ${findings} ${findings === 1 ? 'finding was' : 'findings were'} ${held}`;
    return remark('rule-settings', 'note', `by the configuration ${what}${count}`);
  });
}

/** Comments in the code that ask to look away: what they silenced, and why others silence nothing. */
function directives({ review: { directives: told = [] } }: ReviewOutput): Remark[] {
  return told.map(({ path, line, rules, reason, note, silenced }) => {
    const what = `docket-ignore ${rules.join(', ')}`.trim();
    const text =
      silenced > 0
        ? `${what} silenced ${silenced} ${silenced === 1 ? 'finding' : 'findings'} (${reason})`
        : `${what} silences nothing: ${note}`;
    return remark('ignore-directive', 'note', text, [`${path}:${line}`]);
  });
}

/** What the change says about its own review has no power over it, and whoever decides on it should know that it tried. */
function ownRules({ changeSet: { source, files, filtered } }: ReviewOutput): Remark[] {
  if (source !== 'pull-request') return [];
  const paths = [...files, ...filtered].flatMap(({ oldPath, newPath }) => [oldPath, newPath]).filter(isRule);
  if (paths.length === 0) return [];
  return [
    remark('own-rules', 'note', 'the change edits what reviews go by; this one goes by the version before', paths),
  ];
}

const isRule = (path: string): boolean =>
  path === REPOSITORY_CONFIG_PATH ||
  /^(?:.*\/)?(?:AGENTS|CLAUDE)\.md$|^(?:\.github\/|docs\/)?CONTRIBUTING(?:\.md)?$/.test(path);

/** What was held back because of a dismissal on another change is told each time, with who answers for it and how to object. */
function dismissedEverywhere({ review }: ReviewOutput): Remark[] {
  return (review.suppressed ?? []).map(({ id, severity, rule, title, actor, reason, until, contests, location }) => {
    const objections = contests === 0 ? '' : `, contested by ${contests}`;
    const who = `dismissed for the whole repository by ${actor} until ${until.slice(0, 10)}${objections}`;
    const [what, why] = [title, reason].map((text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text));
    const text = `not raised (${who}; ${id}): ${severity} ${rule}: ${what} — ${why}`;
    return remark('dismissed-everywhere', 'note', text, location === null ? [] : [location.path]);
  });
}

/** Nobody can read these; source among them is told as unread. */
function binaryFiles({ review, changeSet }: ReviewOutput): Remark[] {
  const unread = new Set(review.unread);
  const paths = changeSet.files.filter((file) => file.binary && !unread.has(file.newPath)).map((file) => file.newPath);
  return paths.length === 0 ? [] : [remark('binary-files', 'note', 'not reviewed (binary)', paths)];
}

/** What stood at the base as noise: checks look for harm in it, and nobody reads it. */
function noiseFiles({ changeSet }: ReviewOutput): Remark[] {
  const noise = changeSet.files.filter((file) => file.noise !== undefined);
  return [...Map.groupBy(noise, (file) => file.noise)].map(([reason, files]) =>
    remark(
      'noise-files',
      'note',
      `left out as noise, but searched by the security checks (${reason})`,
      files.map((file) => file.newPath),
    ),
  );
}

function endOf(reviewer: ReviewerStatus): Remark[] {
  const why = reviewer.reason ?? 'no reason given';
  // Failed as a whole only because its model half did, which is a remark of its own.
  const { status, model } = reviewer;
  if (status === 'failed' && model?.status === 'failed' && model.reason === reviewer.reason) return [];
  switch (reviewer.status) {
    case 'failed':
      return [
        remark('reviewer-failed', reviewer.required ? 'error' : 'warning', `${reviewer.reviewer} failed: ${why}`),
      ];
    case 'skipped':
      return [remark('reviewer-skipped', 'warning', `${reviewer.reviewer} was skipped: ${why}`)];
    case 'ok':
      return reviewer.reason === null ? [] : [remark('reviewer-note', 'note', `${reviewer.reviewer}: ${why}`)];
  }
}

/** Model halves that were planned and gave no answer; those with one reason are one remark. */
function modelHalves(reviewers: readonly ReviewerStatus[]): Remark[] {
  const unfinished = reviewers.flatMap(({ reviewer, required, model }) =>
    model === undefined || model.status === 'ok' || model.status === 'not-asked'
      ? []
      : [{ reviewer, required, ...model }],
  );
  const same = Map.groupBy(unfinished, ({ status, required, reason }) => JSON.stringify([status, required, reason]));
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const halves = all.length === 1 ? 'the model half' : 'the model halves';
    const ended = first.status === 'failed' ? 'failed' : all.length === 1 ? 'was skipped' : 'were skipped';
    const names = all.map(({ reviewer }) => reviewer).join(', ');
    const text = `${halves} of ${names} ${ended}: ${first.reason ?? 'no reason given'}`;
    return [remark('model-half', first.required ? 'error' : 'warning', text)];
  });
}

/** Model halves that were left out because nothing of their business changed: nothing is missing, and nothing was judged by them. */
function notAsked(reviewers: readonly ReviewerStatus[]): Remark[] {
  const left = reviewers.flatMap(({ reviewer, model }) =>
    model?.status === 'not-asked' ? [`${reviewer} (${model.reason ?? 'no reason given'})`] : [],
  );
  return left.length === 0 ? [] : [remark('not-asked', 'note', `no model was asked for ${left.join(', ')}`)];
}

/** Without a judge's word the findings stand as the reviewers graded them: worth knowing, and nothing was missed. */
function judgeOf({ judge }: ReviewOutput): Remark[] {
  if (judge === null || (judge.status === 'ok' && judge.reason === null)) return [];
  const why = judge.reason ?? 'no reason given';
  return judge.status === 'ok'
    ? [remark('not-judged', 'note', `the judge: ${why}`)]
    : [remark('not-judged', 'warning', `not judged, the findings stand as they were graded: ${why}`)];
}

/** Without what the sentences say already of why files were not judged. */
function withoutTold(reviewer: ReviewerStatus, { judged = [] }: ReviewOutput['review']): ReviewerStatus {
  const told = new Map(judged.flatMap(({ path, lack }) => (lack === undefined ? [] : [[path, lack.reasons] as const])));
  if (told.size === 0) return reviewer;
  const gaps = reviewer.gaps.filter(({ path, reason }) => told.get(path ?? '')?.includes(reason) !== true);
  return { ...reviewer, gaps };
}

function gapsOf(reviewer: ReviewerStatus, kind: Gap['kind']): Remark[] {
  const gaps = reviewer.gaps.filter((gap) => gap.kind === kind);
  const same = Map.groupBy(gaps, (gap) => JSON.stringify([gap.check, gap.reason]));
  return [...same.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const paths = [first, ...more].flatMap((gap) => gap.path ?? []);
    const verb = kind === 'failed' ? 'failed' : 'could not look';
    const text = `${reviewer.reviewer}: check ${first.check} ${verb}: ${first.reason}`;
    const level = kind === 'unavailable' ? 'note' : reviewer.required ? 'error' : 'warning';
    return [remark(kind === 'failed' ? 'check-failed' : 'check-unavailable', level, text, paths)];
  });
}

function remark(id: RemarkId, level: Remark['level'], text: string, paths: readonly string[] = []): Remark {
  return { id, level, text, paths: [...new Set(paths)] };
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
