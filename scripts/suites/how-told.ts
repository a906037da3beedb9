import { openPercentOf } from '../../coordinator/score/bar.ts';
import { policyOf } from '../../app/plan.ts';
import { DEFAULT_CONFIG } from '../../app/config/config.ts';
import type { Report } from '../../reviewers/reviewer.ts';
import type { LabelledCase } from './labelled-case.ts';

/** How something is told of a place: openly, in the summary alone, or not at all. */
export type Told = 'shown' | 'folded' | null;

type Mark = Pick<LabelledCase['marks'][number], 'lines' | 'rules' | 'excused'>;
type Span = readonly [from: number, to: number];

/** What stands openly without configuration, per mille. */
const OPEN = openPercentOf(policyOf(DEFAULT_CONFIG)) * 10;

/** Whether a finding stands openly: what is critical always does. */
export function isShown({ severity, confidence = OPEN }: Pick<Report, 'severity' | 'confidence'>): boolean {
  return severity === 'critical' || confidence >= OPEN;
}

/** How reports on one file touch what is marked there; a secret that stands there is told openly. */
export function howTold(reports: readonly Report[], { lines, rules, excused }: Mark, secrets: readonly Span[]): Told {
  const touches = ([from, to]: Span): boolean => lines === null || (from <= lines[1] && to >= lines[0]);
  const alike = reports
    .filter(({ rule }) => rules?.includes(rule) ?? true)
    .filter(({ location }) => excused?.includes(location?.startLine ?? 0) !== true)
    .filter((report) => spansOf(report).some(touches));
  if (secrets.some(touches) || alike.some(isShown)) return 'shown';
  return alike.length > 0 ? 'folded' : null;
}

/** The lines of a finding, and those that it names as further places of the same function. */
function spansOf({ location, explanation }: Report): Span[] {
  const further = Array.from(explanation.matchAll(/\bline (\d+): `/g), ([, line]) => Number(line));
  return [[location?.startLine ?? 0, location?.endLine ?? 0], ...further.map((line): Span => [line, line])];
}
