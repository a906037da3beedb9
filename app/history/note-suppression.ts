import { COORDINATOR_VERSION } from '../../coordinator/version.ts';
import type { HistoryLog } from '../../history/log.ts';
import { recordSuppression } from '../../history/write/record-suppression.ts';
import type { SuppressionEvent } from '../../schemas/learning/suppression.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';

type Facts = Omit<Parameters<typeof recordSuppression>[2], 'docketVersion' | 'coordinatorVersion'>;

/** Writes down what happened to suppressions, without secrets, as this version of the program. */
export function noteSuppression(log: HistoryLog, events: readonly SuppressionEvent[], facts: Facts): void {
  const versions = { docketVersion: DOCKET_VERSION, coordinatorVersion: COORDINATOR_VERSION };
  recordSuppression(log, scrubValue(events), { ...versions, ...facts });
}
