import type { Finding } from '../../schemas/finding.ts';
import { contentId } from './outside-report.ts';
import { confidenceOf, UNSTATED_CONFIDENCE, referencesOf, severityOf } from './sarif-grade.ts';
import type { SarifResult, SarifRule, SarifRun } from './sarif-log.ts';
import type { SarifPlace, SarifPlaces } from './sarif-places.ts';
import { messageText, resolveRule } from './sarif-rules.ts';
import { titleOf } from './title-of.ts';

/** Longest piece of a tool's own help that is carried along; the rule's page has the rest. */
const LONGEST_HELP = 1500;

/** True for a result that claims something; `pass` and the like say that nothing is wrong. */
export function isClaim(result: SarifResult): boolean {
  return result.kind !== 'pass' && result.kind !== 'notApplicable' && result.baselineState !== 'absent';
}

/** True when the tool's own users have set the result aside. */
export function isSuppressed(result: SarifResult): boolean {
  const suppressions = result.suppressions ?? [];
  return suppressions.length > 0 && suppressions.every((one) => (one.status ?? 'accepted') === 'accepted');
}

/** One result as a finding. A result that was suppressed in its tool is kept with confidence 0: marked, not lost. */
export function findingOf(from: {
  readonly run: SarifRun;
  readonly result: SarifResult;
  /** Its rank per mille, read beside those of the others. */
  readonly rank: number | null;
  readonly reviewer: string;
  readonly places: SarifPlaces;
}): Finding {
  const { run, result, reviewer } = from;
  const { id, rule } = resolveRule(run, result);
  const message = messageText(run, result.message, rule) || rule?.shortDescription?.text || id;
  const [first, ...others] = (result.locations ?? []).map((location) => from.places.place(location));
  const place = first ?? { kind: 'none' as const };
  const confidence = isSuppressed(result) ? 0 : confidenceOf(result, rule, from.rank);
  const claim: Omit<Finding, 'id'> = {
    reviewer,
    origin: 'outside',
    rule: `${reviewer}/${id.replace(/\s+/g, '-')}`,
    severity: severityOf(result, rule),
    confidence: confidence ?? UNSTATED_CONFIDENCE,
    ...(confidence === null ? { stated: false } : {}),
    location: place.kind === 'inside' ? place.location : null,
    evidence: place.kind === 'inside' ? place.snippet : null,
    title: titleOf(message) || id,
    explanation: explain({ message, rule, place, others, result }),
    failureScenario: null,
    replacement: replacementOf(result, place),
    references: referencesOf(result, rule),
  };
  return { id: result.guid ?? contentId(claim), ...claim };
}

function explain(of: {
  readonly message: string;
  readonly rule: SarifRule | null;
  readonly place: SarifPlace;
  readonly others: readonly SarifPlace[];
  readonly result: SarifResult;
}): string {
  const full = of.rule?.fullDescription?.text ?? of.rule?.shortDescription?.text ?? '';
  const help = of.rule?.help?.markdown ?? of.rule?.help?.text ?? '';
  const also = of.others.map(textOf).filter((text) => text !== '');
  const suppressed = isSuppressed(of.result)
    ? `Suppressed in its tool: ${(of.result.suppressions ?? []).map((one) => one.justification ?? one.kind ?? 'no reason given').join('; ')}.`
    : '';
  const parts = [
    of.message,
    of.place.kind === 'outside' ? `At ${of.place.text}, outside the repository.` : '',
    also.length === 0 ? '' : `Also at ${also.join(', ')}.`,
    suppressed,
    full,
    help.length > LONGEST_HELP ? `${help.slice(0, LONGEST_HELP).toWellFormed()}…` : help,
  ];
  return [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '').join('\n\n');
}

function textOf(place: SarifPlace): string {
  if (place.kind === 'none') return '';
  if (place.kind === 'outside') return place.text;
  const { path, startLine } = place.location;
  return startLine === null ? path : `${path}:${startLine}`;
}

/** A fix counts when it replaces exactly the lines of the finding; anything finer would be guesswork without the file. */
function replacementOf(result: SarifResult, place: SarifPlace): string | null {
  const changes = result.fixes?.[0]?.artifactChanges ?? [];
  const replacement =
    changes.length === 1 && changes[0]?.replacements.length === 1 ? changes[0].replacements[0] : undefined;
  if (replacement === undefined || place.kind !== 'inside') return null;
  const { startLine, endLine, startColumn, endColumn } = replacement.deletedRegion;
  const whole = (startColumn ?? 1) === 1 && (endColumn ?? null) === null;
  const same = startLine === place.location.startLine && (endLine ?? startLine) === place.location.endLine;
  return whole && same ? (replacement.insertedContent?.text ?? '').replace(/\r?\n$/, '') : null;
}
