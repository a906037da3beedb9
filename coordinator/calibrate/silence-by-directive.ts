import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { IgnoreDirective } from '../../schemas/ignore-directive.ts';
import type { Location } from '../../schemas/location.ts';
import { toDecisions } from '../compose/to-decisions.ts';
import { type Claim, type DecidedFinding, suppressed } from '../evidence/claim.ts';
import { concernKey } from '../evidence/concern-key.ts';

/** Whether a directive speaks of a rule at a place. */
export function isAbout({ path, rules, covers }: IgnoreDirective, rule: string, place: Location | null): boolean {
  if (place === null || place.side !== 'new' || place.path !== path || !rules.includes(rule)) return false;
  const [first, last] = covers;
  return place.startLine !== null && place.startLine >= first && (place.endLine ?? place.startLine) <= last;
}

/**
 * Whether a directive holds for a finding. What is critical or of security depends on what flows into the code, which a change of other lines
 * decides: there the function around it must be what it was, too.
 */
export function holdsFor(directive: IgnoreDirective, { severity, reviewer }: Finding): boolean {
  const isGrave = severity === 'critical' || reviewer === 'security';
  return directive.state === 'stood' && (!isGrave || directive.untouched);
}

/** Holds back every claim that a directive silences which stood before, each by itself. */
export function silenceByDirective(
  claims: readonly Claim[],
  { directives = [] }: ChangeSet,
): { readonly heard: readonly Claim[]; readonly silenced: readonly DecidedFinding[] } {
  if (directives.length === 0) return { heard: claims, silenced: [] };
  const heard: Claim[] = [];
  const silenced: DecidedFinding[] = [];
  for (const claim of claims) {
    const { finding, place } = claim;
    const directive = directives.find((one) => isAbout(one, finding.rule, place) && holdsFor(one, finding));
    if (directive === undefined) {
      heard.push(claim);
      continue;
    }
    const { path, line, reason } = directive;
    const bar = `docket-ignore at ${path}:${line}, which stood at the base and the default branch: ${reason}`;
    const state = suppressed('ignored-by-config', bar);
    silenced.push(
      ...toDecisions({ key: concernKey([claim]), survivor: claim, others: [] }, state, [
        { step: 'calibrate', note: bar },
      ]),
    );
  }
  return { heard, silenced };
}
