import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Piece } from '../changed-code/new-side.ts';
import type { Report, Rule } from '../reviewer.ts';
import { type Audience, audienceOf } from './audience.ts';
import { isAskedFor } from './asked-for.ts';
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
  'cross-site-scripting',
  'template-injection',
  'query-injection',
  'pattern-injection',
  'prototype-pollution',
  'unsafe-deserialisation',
  'archive-traversal',
]);

/**
 * Whether nothing shows that others choose the value: where it comes from is not known, or only who starts the program decides. What the syntax alone shows (`from` is missing) counts
 * as long as the file is not started by its own user; what hides what it does counts everywhere.
 */
function isUnproven({ sink, sure, ofRequest, ofOthers, from }: Hit, audience: Audience): boolean {
  if (!ABOUT_VALUES.has(sink.rule) || sure === 'request' || ofRequest === true || ofOthers === true) return false;
  return from !== undefined || (audience === 'its-user' && sink.takes?.need.needs !== 'made');
}

/** What syntax alone cannot tell from what is meant: a digest that protects nothing, and a check that is left out where somebody asked for it. */
function isHabit({ sink, sure, quote }: Hit, piece: Piece): boolean {
  if (sure === 'request') return false;
  const isDigest = sink.rule === 'weak-hash' && sink.severity === 'suggestion';
  return isDigest || (sink.rule === 'certificate-check-off' && isAskedFor(piece, quote.startLine));
}

/** Folded: of what readers who saw neither rule nor each other labelled on ordinary commits, no such finding was right (docs/precision.md). */
const UNPROVEN = 200;

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

/** Calls that check a token's signature. */
const CHECKS_SIGNATURE =
  /\bParseWithClaims\(|\.Parse\([\w.]{1,60}, ?func\b|\b(?:V|v)(?:alidate|erify)\w{0,20}(?:Signature|Token)\(|\bJWT\.decode\([^;]{0,200}\btrue\b|\bjwt\.verify\(|\bparse(?:ClaimsJws|SignedClaims)\(/;

/**
 * A critical finding that does not show that a stranger gets through is no reason to stop a merge: something that says it checks the value was asked; or a token is read where the
 * same file checks its signature, as whoever chooses the key by its issuer has to, or where nobody is served, as clients read when theirs ends.
 */
function graveness(
  severity: Rule['severity'],
  { sure, sink, quote }: Hit,
  { text, serves }: { readonly text: string; readonly serves: boolean },
): Rule['severity'] {
  if (severity !== 'critical' || sure === 'request') return severity;
  const isReading = sink.rule === 'unverified-token' && !/\bnone\b|SigningMethodNone/i.test(quote.matched);
  const isReadFirst = isReading && (!serves || CHECKS_SIGNATURE.test(text));
  return isReadFirst || sure === 'checked-by-name' ? 'warning' : severity;
}

function reportOf(hit: Hit, { file, piece, aside, audience }: Told): Report {
  const { sink, quote, sure } = hit;
  const folded = isUnproven(hit, audience) || isHabit(hit, piece) || (aside && !ANYWHERE.has(sink.rule));
  const rule = SECURITY_RULES[sink.rule];
  const known = sure === 'request' ? sink.ofRequest : undefined;
  const usual = known?.confidence ?? sink.confidence ?? rule.confidence;
  const checked = sure === 'checked-by-name' ? Math.max(LEAST, usual - CHECKED_BY_NAME) : usual;
  const plain = Math.max(0, checked - (piece.whole ? 0 : 150));
  return {
    rule: sink.rule,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    title: sink.title,
    explanation: sink.explanation,
    failureScenario: sink.scenario(quote.matched),
    severity: folded
      ? 'suggestion'
      : graveness(known?.severity ?? sink.severity ?? rule.severity, hit, {
          text: piece.text,
          serves: audience === 'strangers',
        }),
    // Nearly all requests that a test answers are its own.
    confidence: folded ? Math.min(plain, UNPROVEN) : plain,
  };
}
