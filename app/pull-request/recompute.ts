import type { HistoryLog } from '../../history/log.ts';
import type { Config } from '../../schemas/config.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { PublicationFacts } from '../output/github/publication-facts.ts';
import type { PullContext } from './context.ts';
import type { Handled } from './host.ts';
import { changeOf } from './logged-memory.ts';
import { recordedAnalysis } from './recorded-analysis.ts';
import { remember } from './remember.ts';
import { reviewOn } from './review-way.ts';

interface Again {
  readonly history: { readonly log: HistoryLog; readonly path: string | null };
  readonly breakGlass?: PublicationFacts['breakGlass'];
}

/**
 * Decides the review of the newest commit again with what people said since, from what the log recorded: no reviewer and no model is asked.
 * Null when the log holds no review of this commit, as on a new runner without a store.
 */
export async function recompute(context: PullContext, { history, breakGlass = null }: Again): Promise<Handled | null> {
  const { pull, label, powers } = context;
  const { log } = history;
  const last = log.publishedOn(changeOf(label)).find(({ run }) => run.headCommit === pull.head.commit);
  if (last === undefined) return null;
  const input = log.recordedInput(last.run.id);
  return reviewOn(context, {
    config: configOf(powers, input),
    base: input.changeSet.baseCommit ?? pull.base.commit,
    history,
    analysis: () => recordedAnalysis(input),
    // What was new then is new now: another point in time would make old lines of what was just found.
    memory: () => remember(context, log, input.memory?.since ?? null),
    breakGlass,
  });
}

/** The rules of the base are in what was recorded; only the coordinator's keys are used from here on. */
function configOf(powers: Config, { policy }: CoordinatorInput): Config {
  const { maxInlineComments: maxInline, minimumSeverity, minimumConfidence } = policy;
  return { ...powers, comments: { maxInline, minimumSeverity, minimumConfidence } };
}
