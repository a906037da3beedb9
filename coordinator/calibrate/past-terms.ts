import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { FindingSource, OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import type { ScoreTerm } from '../../schemas/review.ts';
import type { RecordGroup, StatedStep, TrackRecord } from '../../schemas/learning/track-record.ts';
import { stepOf } from './fit-track-record.ts';
import { groupsOf, speakerOf } from './record-groups.ts';

/** What the repository's own past says of a finding at a path. */
export type PastTerms = (finding: FindingSource, path: string | null) => readonly ScoreTerm[];

/** Looks up what was learned when the run began; without that nothing is known of any finding. */
export function pastTermsOf({ trackRecord, reports }: Pick<CoordinatorInput, 'trackRecord' | 'reports'>): PastTerms {
  if (trackRecord === undefined) return () => [];
  const look = lookUp(trackRecord);
  const models = new Map(reports.map(({ reviewer, model }) => [reviewer, model?.models[0] ?? null]));
  return (finding, path) =>
    look(finding, { model: finding.origin === 'model' ? (models.get(finding.reviewer) ?? null) : null, path });
}

/** What a track record says of a finding of a model at a path. */
export function lookUp(
  trackRecord: TrackRecord,
): (finding: FindingSource, said: Pick<OutcomeExample, 'model' | 'path'>) => readonly ScoreTerm[] {
  const steps = new Map(trackRecord.steps.map((step) => [`${step.speaker} ${step.from}`, step]));
  const groups = new Map(trackRecord.groups.map((group) => [`${group.level} ${group.name}`, group]));
  return (finding, said) => {
    const key = stepOf({ finding });
    const step = key === null ? undefined : steps.get(key);
    const narrowest = groupsOf(finding, said)
      .map(({ level, name }) => groups.get(`${level} ${name}`))
      .findLast((group) => group !== undefined);
    return [
      ...(step === undefined ? [] : [{ term: 'past', points: step.points, note: ofStep(step, finding) } as const]),
      ...(narrowest === undefined
        ? []
        : [{ term: 'past', points: narrowest.points, note: ofGroup(narrowest) } as const]),
    ];
  };
}

function ofStep(step: StatedStep, finding: FindingSource): string {
  return `of what a ${speakerOf(finding)} here is as sure of (${step.from}% and more), ${counts(step)}`;
}

function ofGroup(group: RecordGroup): string {
  return `${group.name} here: ${counts(group)}`;
}

function counts({ accepted, dismissed, unaddressed, imported }: Omit<StatedStep, 'speaker' | 'from'>): string {
  const own = accepted + dismissed + unaddressed;
  const told = `${accepted} of ${own} accepted, ${dismissed} dismissed, ${unaddressed} unaddressed`;
  return imported === 0 ? told : `${told}; ${imported} of another bot's past`;
}
