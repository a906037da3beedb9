import type { SuppressionEvent } from '../../schemas/learning/suppression.ts';
import type { Run } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { HistoryLog } from '../log.ts';
import { SUPPRESSION_LABEL } from '../read/suppressions.ts';
import { SUPPRESSION_MEDIA } from '../tables/artifacts.ts';
import { stepKey } from './record-coordination.ts';
import type { OnTrouble } from './write-buffer.ts';

/** What a word on suppressions is written down with. */
interface Writing extends Pick<Run, 'docketVersion' | 'coordinatorVersion' | 'trust'> {
  readonly note: string;
  /** For a run that was announced somewhere before it began. */
  readonly id?: string;
  readonly onTrouble?: OnTrouble;
}

/** Writes down what happened to suppressions, in a run of its own that no retention lets go. Without events nothing is written. */
export function recordSuppression(
  log: Pick<HistoryLog, 'startRun'>,
  events: readonly SuppressionEvent[],
  { note, id, onTrouble, ...versions }: Writing,
): void {
  if (events.length === 0) return;
  const facts = { ...SUPPRESSION_LABEL, ...versions, baseCommit: null, headCommit: null };
  const options = { ...(id === undefined ? {} : { id }), ...(onTrouble === undefined ? {} : { onTrouble }) };
  const run = log.startRun({ ...facts, configDigest: stepKey(SUPPRESSION_LABEL) }, options);
  for (const event of events) run.putArtifact(Buffer.from(canonicalJson(event)), SUPPRESSION_MEDIA);
  run.finish('finished', note);
}
