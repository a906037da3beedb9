import { similarPastFindings } from '../../coordinator/past/similar-past-findings.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { scrubValue } from '../known-secrets.ts';

/** The published findings of this history that are most like the change, and what became of them, as prompts may tell them. */
export function pastForPrompts(
  log: Pick<HistoryLog, 'past'>,
  change: { readonly changeSet: ChangeSet; readonly trust: TrustDomain },
): readonly PastFinding[] {
  return scrubValue(similarPastFindings({ past: log.past.findings(change.trust), ...change }));
}
