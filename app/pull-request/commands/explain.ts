import type { FindingHistory, FindingChapter } from '../../../history/read/finding-history.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { KnownConcern } from '../../../schemas/memory.ts';
import { InputError } from '../../../schemas/problem.ts';
import { codeBlock, inlineCode, neutraliseMarkdown } from '../../output/text/neutralise.ts';
import { line, cut } from '../../output/github/one-line.ts';
import { sureText } from '../../output/comment-words.ts';
import { severityAlert } from '../../output/github/severity-look.ts';
import { fenceLanguage } from '../../output/text/fence-language.ts';
import { HELD_BACK, placeText } from '../../output/words.ts';
import type { PullContext } from '../context.ts';
import type { Meant } from './find-concern.ts';

const LONGEST = { title: 300, prose: 4000, code: 4000, note: 500, value: 300 } as const;
const MOST_STEPS = 20;

/** The story of a finding as the log tells it, or, where the log is new, as its comment remembers it. Null when nobody knows it. */
export function explanation(
  id: string | null,
  meant: Meant | null,
  { log, context }: { readonly log: HistoryLog; readonly context: PullContext },
): string | null {
  const finding = meant?.concern.comment.finding ?? id;
  if (finding === null) return null;
  const chapter = newestChapter(storyOf(log, finding), context.label);
  if (chapter === null)
    return meant === null ? null : parts([...headOf(meant.concern.comment), ...stateOf(meant.concern)]);
  return parts([...headOf(chapter.finding), ...decisionOf(chapter), ...(meant === null ? [] : stateOf(meant.concern))]);
}

/** Null when the log knows no such finding. */
function storyOf(log: HistoryLog, finding: string): FindingHistory | null {
  try {
    return log.findingStory(finding);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Only what was said on this very pull request: the log also knows others, which not everybody here may read. */
function newestChapter(story: FindingHistory | null, label: string): FindingChapter | null {
  const here = story?.chapters.filter(({ run }) => run.label === label && run.source === 'pull-request');
  return here?.at(-1) ?? null;
}

type Told = Pick<
  KnownConcern['comment'],
  'title' | 'severity' | 'rule' | 'location' | 'evidence' | 'explanation' | 'failureScenario' | 'confidence' | 'score'
>;

function headOf({
  title,
  severity,
  rule,
  confidence,
  score,
  location,
  evidence,
  explanation: why,
  failureScenario,
}: Told): string[] {
  const place = placeText(location);
  return [
    severityAlert(severity, line(title, LONGEST.title)),
    [
      inlineCode(cut(rule, LONGEST.value)),
      sureText(score === undefined ? { confidence } : { confidence, score }),
      ...(place === null ? [] : [inlineCode(cut(place, LONGEST.value))]),
    ].join(' · '),
    why === '' || why === title ? '' : neutraliseMarkdown(cut(why, LONGEST.prose)).trim(),
    failureScenario === null
      ? ''
      : `**How it fails:** ${neutraliseMarkdown(cut(failureScenario.description, LONGEST.prose)).trim()}`,
    evidence === null
      ? ''
      : `**The evidence:**\n\n${codeBlock(cut(evidence, LONGEST.code), location === null ? '' : fenceLanguage(location.path))}`,
  ];
}

function decisionOf({ decision }: FindingChapter): string[] {
  if (decision === null) return ['Nothing was decided: that run did not get so far.'];
  const { state } = decision;
  const why =
    state.kind === 'suppressed'
      ? `held back (${HELD_BACK[state.reason]}): ${line(state.bar, LONGEST.note)}`
      : state.kind;
  const steps = decision.steps
    .slice(0, MOST_STEPS)
    .map(({ step, note }) => `- ${inlineCode(step)}: ${line(note, LONGEST.note)}`);
  return [`**Decided:** ${why}`, steps.join('\n')];
}

function stateOf({ state, actor, reason, comment }: KnownConcern): string[] {
  const who = actor === null ? '' : ` by ${inlineCode(actor)}`;
  const why = reason === null ? '' : `: ${line(reason, LONGEST.note)}`;
  const told =
    state === 'raised' ? 'It stands: a change of the quoted code settles it.' : `It is ${state}${who}${why}.`;
  return [
    told,
    ...(state === 'dismissed'
      ? []
      : [`Settle it for good: ${inlineCode(`/docket dismiss ${comment.finding} reason`)}`]),
  ];
}

const parts = (all: readonly string[]): string => all.filter((part) => part !== '').join('\n\n');
