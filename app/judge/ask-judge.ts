import type { ModelCaller } from '../../models/model-caller.ts';
import { runAgentLoop } from '../../reviewers/model-pass/loop/agent-loop.ts';
import type { LoopLimits } from '../../reviewers/model-pass/loop/loop-limits.ts';
import { repeats } from '../../reviewers/model-pass/prompt/reading-marks.ts';
import type { SharedPrompt } from '../../reviewers/model-pass/prompt/shared-prompt.ts';
import { ReadingAccount } from '../../reviewers/model-pass/reading-account.ts';
import { askForMarks, whyUnread } from '../../reviewers/model-pass/reading-evidence.ts';
import type { Toolbox } from '../../reviewers/model-pass/tools/toolbox.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import { JUDGE_OUTPUT, judgeAnswer } from './judge-answer.ts';
import { JUDGE_STEP } from './judge-step.ts';
import { ModelJudgements } from './read-judgements.ts';
import { candidatesText, JUDGE_SYSTEM_TEXT } from './judge-text.ts';

/** More findings than anybody reads; those beyond stay as they are. */
const MOST_CANDIDATES = 80;

export interface AskJudgeOptions {
  /** In the order in which the coordinator names them. */
  readonly candidates: readonly Candidate[];
  readonly changeSet: ChangeSet;
  /** The change as the reviewers are shown it, with the marks at both ends of its patches. */
  readonly prompt: Pick<SharedPrompt, 'text' | 'marks'>;
  readonly caller: ModelCaller;
  /** The tools of the judge's own step; null where there is nothing to look up. */
  readonly toolbox: Toolbox | null;
  readonly signal: AbortSignal;
  readonly step?: string;
  readonly limits?: Partial<LoopLimits>;
}

/** What the judge said. Without answers everything stays as the reviewers said it. */
export interface JudgeOutcome {
  readonly answers: readonly JudgeAnswer[];
  readonly status: 'ok' | 'failed' | 'skipped';
  /** Why there are no answers, or what is missing of them; null when nothing is. */
  readonly reason: string | null;
}

/**
 * Asks a model which of the findings deserve to be published. It never makes a review incomplete: it can only drop, merge or re-grade,
 * so a judge that failed loses nothing; that it did is shown. One whose server read less than it was sent has failed: who was not shown the
 * code refutes nothing. Never throws.
 */
export async function askJudge(options: AskJudgeOptions): Promise<JudgeOutcome> {
  const { candidates, changeSet, prompt, caller, toolbox, signal, step = JUDGE_STEP, limits } = options;
  if (candidates.length === 0) return { answers: [], status: 'ok', reason: null };
  const asked = candidates.slice(0, MOST_CANDIDATES);
  const account = new ReadingAccount();
  const outcome = await runAgentLoop({
    caller: account.listen(caller),
    step,
    system: JUDGE_SYSTEM_TEXT,
    output: JUDGE_OUTPUT,
    schema: ModelJudgements,
    // The second answer is the whole one again; what it leaves out stays as it is.
    mend: askForMarks<ModelJudgements>({ marks: prompt.marks, account }, (_, second) => second),
    messages: [
      {
        role: 'user',
        parts: [
          { kind: 'text', text: prompt.text, cache: true },
          { kind: 'text', text: candidatesText(asked), cache: true },
        ],
      },
    ],
    toolbox,
    signal,
    ...(limits === undefined ? {} : { limits }),
  });
  if (outcome.status !== 'ok') return { answers: [], status: outcome.status, reason: outcome.reason };
  const unread = whyUnread(repeats(outcome.value.marks, prompt.marks), account);
  if (unread !== null) return { answers: [], status: 'failed', reason: unread };
  const byId = new Map(asked.map((candidate) => [candidate.id, candidate]));
  const said = outcome.value.answers;
  const answers = said.flatMap((one) =>
    one === null ? [] : (judgeAnswer(one, byId.get(one.candidate), changeSet) ?? []),
  );
  const open = candidates.length - new Set(answers.map(({ candidate }) => candidate)).size;
  return {
    answers,
    status: 'ok',
    reason: missing({ open, all: candidates.length, unusable: said.length - answers.length }),
  };
}

function missing({ open, all, unusable }: { open: number; all: number; unusable: number }): string | null {
  const parts = [
    ...(open === 0 ? [] : [`${open} of ${all} findings got no answer and stay as they are`]),
    ...(unusable === 0 ? [] : [`${unusable} of its answers cannot be used`]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
