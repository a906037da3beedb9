import { fitTrackRecord } from '../../coordinator/calibrate/fit-track-record.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import type { TrackRecord } from '../../schemas/learning/track-record.ts';

/** What the history says of the reviewers; null where nothing became of any comment yet. */
export function learnedRecord(log: Pick<HistoryLog, 'past'>, trust: TrustDomain): TrackRecord | null {
  const examples = log.past.outcomeExamples(trust);
  return examples.length === 0 ? null : fitTrackRecord(examples);
}
