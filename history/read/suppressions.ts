import { type RepositorySuppression, SuppressionEvent } from '../../schemas/learning/suppression.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { SUPPRESSION_MEDIA } from '../tables/artifacts.ts';
import { fromJson } from '../tables/row.ts';
import type { Tables } from '../tables/tables.ts';

/** The label of the runs that hold what happened to suppressions, for the reason that imported outcomes are kept so. */
export const SUPPRESSION_LABEL = { source: 'diff', label: 'suppressions' } as const;

/** A suppression, whether or not it is in force, and how it was ended by somebody. */
export interface SuppressionStory {
  readonly suppression: RepositorySuppression;
  readonly ended: { readonly actor: string; readonly reason: string; readonly at: string } | null;
}

/** Everything that is known of dismissals for the whole repository, the oldest first. */
export function suppressionStories(tables: Tables): readonly SuppressionStory[] {
  const stories = new Map<string, SuppressionStory>();
  for (const { id: run, trust } of tables.runs.ofLabel(SUPPRESSION_LABEL).toReversed()) {
    for (const { digest, mediaType } of tables.artifacts.liveOfRun(run)) {
      const bytes = mediaType === SUPPRESSION_MEDIA ? tables.artifacts.bytes(digest) : null;
      if (bytes !== null) tell(stories, fromJson(SuppressionEvent, Buffer.from(bytes).toString('utf8')), trust);
    }
  }
  return [...stories.values()];
}

/** Only a word that lets something go, or names it anew, counts for what strangers or this machine granted elsewhere. */
function tell(stories: Map<string, SuppressionStory>, event: SuppressionEvent, trust: TrustDomain): void {
  if (event.kind === 'granted') {
    const { kind: _, ...granted } = event;
    if (!stories.has(granted.id)) {
      stories.set(granted.id, { suppression: { ...granted, names: [], trust, contests: [] }, ended: null });
    }
    return;
  }
  const story = stories.get(event.suppression);
  if (story === undefined) return;
  const { suppression } = story;
  const { names, contests } = suppression;
  switch (event.kind) {
    case 'ended':
      stories.set(suppression.id, { ...story, ended: story.ended ?? wordOf(event) });
      return;
    case 'contested':
      stories.set(suppression.id, {
        ...story,
        suppression: { ...suppression, contests: [...contests, wordOf(event)] },
      });
      return;
    case 'moved':
      stories.set(suppression.id, { ...story, suppression: { ...suppression, names: [...names, event.to] } });
  }
}

function wordOf({ actor, reason, at }: Extract<SuppressionEvent, { kind: 'ended' | 'contested' }>) {
  return { actor, reason, at };
}

/** One finding that a suppression held back. */
export interface SuppressionUse {
  readonly run: string;
  /** What that run reviewed. */
  readonly label: string;
  readonly at: string;
  readonly finding: string;
}

/** What a suppression held back, oldest first. */
export function suppressionUses(tables: Tables, { id, comment }: RepositorySuppression): readonly SuppressionUse[] {
  return tables.decisions
    .ofClaim(comment)
    .filter(({ decision }) => decision.steps.some(({ step, note }) => step === 'memo' && note === `covered by ${id}`))
    .flatMap(({ run, decision: { finding } }) =>
      tables.runs.byPrefix(run, 1).map(({ label, startedAt }) => ({ run, label, at: startedAt, finding })),
    );
}

/** Whether it holds at this moment, given who asks: what was given on a stranger's change, or on somebody's machine, holds for such alone. */
export function isInForce({ suppression, ended }: SuppressionStory, at: Date, trust: TrustDomain): boolean {
  const isOver = ended !== null || Date.parse(suppression.until) <= at.getTime();
  return !isOver && (suppression.trust === 'trusted' || suppression.trust === trust);
}
