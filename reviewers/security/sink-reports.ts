import type { Severity } from '../../schemas/severity.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Piece } from '../changed-code/new-side.ts';
import type { Report } from '../reviewer.ts';
import { type Audience, audienceOf } from './audience.ts';
import { SINKS } from './rules/all.ts';
import type { ChangedPiece, Hit } from './value-hits.ts';
import { SECURITY_RULES, type SecurityRule } from './vocabulary.ts';

/** What is told of hits in one stretch of a file; `aside`: it stands among tests or examples. */
export function reportsOf(
  hits: readonly Hit[],
  { file, piece }: Pick<ChangedPiece, 'file' | 'piece'>,
  aside: boolean,
): Report[] {
  const audience = audienceOf(file.newPath, piece.text);
  const told = hits.filter((hit, index) => !hits.some((other, before) => explains(other, hit, before < index)));
  return told.map((hit) => {
    const same = hits.filter((one) => one.sink.rule === hit.sink.rule && one.quote.startLine === hit.quote.startLine);
    const further = [...new Set(same.flatMap((one) => one.further ?? []))].slice(0, MOST_FURTHER);
    const report = reportOf(hit, { file, piece, aside, audience });
    if (further.length === 0) return report;
    return { ...report, explanation: `${report.explanation} It goes to ${further.join(', ')}.` };
  });
}

/** Who mends one looks for the others himself. */
const MOST_FURTHER = 3;

/** Whether the first hit says the same as the second, better: the same concern on the same lines, by an earlier rule. */
function explains(one: Hit, other: Hit, stoodBefore: boolean): boolean {
  if (one === other || one.sink.rule !== other.sink.rule) return false;
  // A path that is put together here and opened there is one concern: the opening.
  const makes = other.sink.takes?.checkedLater === true && one.sink.takes?.checkedLater !== true;
  if (one.from !== undefined && one.from === other.from) {
    if (makes) return true;
    if (one.sink.takes?.checkedLater === true && other.sink.takes?.checkedLater !== true) return false;
  }
  if (one.quote.startLine > other.quote.endLine || other.quote.startLine > one.quote.endLine) return false;
  const order = [...SINKS.keys()];
  const [rank, otherRank] = [order.indexOf(one.sink.id), order.indexOf(other.sink.id)];
  if (rank !== otherRank) return rank < otherRank;
  return one.quote.startLine === other.quote.startLine ? stoodBefore : one.quote.startLine < other.quote.startLine;
}

/** How much less sure a finding is where something that says it checks the value was asked before. */
const CHECKED_BY_NAME = 300;
const LEAST = 300;

/** Rules about a value: how bad one is depends on who chooses it. */
const ABOUT_VALUES: ReadonlySet<SecurityRule> = new Set<SecurityRule>([
  'command-injection',
  'code-injection',
  'sql-injection',
  'path-traversal',
  'server-side-request-forgery',
  'template-injection',
  'query-injection',
  'pattern-injection',
  'prototype-pollution',
  'unsafe-deserialisation',
  'archive-traversal',
]);

/** Critical is what strangers reach; what only the program's own user decides is worth considering at most. */
function severityOf({ sink, sure, ofOthers }: Hit, usual: Severity, audience: Audience): Severity {
  if (!ABOUT_VALUES.has(sink.rule) || sure === 'request' || ofOthers === true || audience === 'strangers') return usual;
  if (audience === 'its-user') return 'suggestion';
  return usual === 'critical' ? 'warning' : usual;
}

/**
 * Least of all, though the coordinator folds nothing of security: of what readers who saw neither rule nor each other labelled on the commits of nineteen repositories (docs/precision.md), no
 * value was right that only the user of a script, a task or a build decides.
 */
const OF_ITS_USER = 200;

/** Whether only who starts the program decides about the value. */
function isOfItsUser({ sink, sure, ofOthers }: Hit, audience: Audience): boolean {
  return audience === 'its-user' && ABOUT_VALUES.has(sink.rule) && sure !== 'request' && ofOthers !== true;
}

interface Told {
  readonly file: ChangedFile;
  readonly piece: Piece;
  /** The place among tests or examples counts. */
  readonly aside: boolean;
  readonly audience: Audience;
}

/** What runs with the rights of whoever starts it is as grave among tests and examples. */
export const ANYWHERE: ReadonlySet<SecurityRule> = new Set<SecurityRule>([
  'downloaded-code',
  'secret-sent-away',
  'remote-shell',
  'install-script',
]);

function reportOf(hit: Hit, { file, piece, aside: liesAside, audience }: Told): Report {
  const { sink, quote, sure } = hit;
  const aside = liesAside && !ANYWHERE.has(sink.rule);
  const rule = SECURITY_RULES[sink.rule];
  const known = sure === 'request' ? sink.ofRequest : undefined;
  const usual = known?.confidence ?? sink.confidence ?? rule.confidence;
  const checked = sure === 'checked-by-name' ? Math.max(LEAST, usual - CHECKED_BY_NAME) : usual;
  const plain = Math.max(0, checked - (piece.whole ? 0 : 150));
  const confidence = isOfItsUser(hit, audience) ? Math.min(plain, OF_ITS_USER) : plain;
  return {
    rule: sink.rule,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    title: sink.title,
    explanation: sink.explanation,
    failureScenario: sink.scenario(quote.matched),
    severity: aside ? 'suggestion' : severityOf(hit, known?.severity ?? sink.severity ?? rule.severity, audience),
    // Low: nearly all requests that a test answers are its own.
    confidence: aside ? Math.min(confidence, OF_ITS_USER) : confidence,
  };
}
