import type { ModelCaller } from '../../models/model-caller.ts';
import { warmingCaller } from '../../reviewers/model-pass/ask-task.ts';
import { runAgentLoop } from '../../reviewers/model-pass/loop/agent-loop.ts';
import type { LoopLimits } from '../../reviewers/model-pass/loop/loop-limits.ts';
import { repeats } from '../../reviewers/model-pass/prompt/reading-marks.ts';
import type { SharedPrompt } from '../../reviewers/model-pass/prompt/shared-prompt.ts';
import { ReadingAccount } from '../../reviewers/model-pass/reading-account.ts';
import { askForMarks, whyUnread } from '../../reviewers/model-pass/reading-evidence.ts';
import type { Toolbox } from '../../reviewers/model-pass/tools/toolbox.ts';
import { ServerTurns } from '../../reviewers/model-pass/server-turns.ts';
import { WarmUpGate } from '../../reviewers/model-pass/warm-up-gate.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import { JUDGE_OUTPUT, judgeAnswer } from './judge-answer.ts';
import { JUDGE_STEP } from './judge-step.ts';
import { ModelJudgements } from './read-judgements.ts';
import { candidatesText, JUDGE_SYSTEM_TEXT } from './judge-text.ts';

/** More findings than anybody reads; those beyond stay as they are. */
const MOST_CANDIDATES = 80;
/** Findings of one conversation: with more of them, attention and the room for tools are shared by all. */
const SHARD = 8;

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
  /** Why a part of the findings, or all, could not be asked about; null, or absent, when all were. */
  readonly unverified?: string | null;
}

interface ShardOutcome extends JudgeOutcome {
  readonly unusable: number;
}

/**
 * Has a model verify the findings that would be published, a few in each conversation, side by side once the prompt that they share is in
 * the provider's cache. It can only confirm, refute or grade otherwise, so a conversation that failed loses nothing: its findings stay as
 * they were. One whose server read less than it was sent has failed: who was not shown the code refutes nothing. Never throws.
 */
export async function askJudge(options: AskJudgeOptions): Promise<JudgeOutcome> {
  const { candidates, caller } = options;
  if (candidates.length === 0) return { answers: [], status: 'ok', reason: null };
  const asked = candidates.slice(0, MOST_CANDIDATES);
  const shards = Array.from({ length: Math.ceil(asked.length / SHARD) }, (_, at) =>
    asked.slice(at * SHARD, (at + 1) * SHARD),
  );
  const gate = new WarmUpGate(shards.length === 1 || caller.capability.minimumCacheTokens === null);
  const turns = new ServerTurns(caller.capability.atOnce);
  const outcomes = await Promise.all(
    shards.map(async (shard) => {
      const giveBack = await turns.take(options.signal).catch(() => null);
      if (giveBack === null) return { answers: [], unusable: 0, status: 'failed', reason: 'it was cut off' } as const;
      return askShard(shard, gate, options).finally(giveBack);
    }),
  );
  const ended = outcomes.filter(({ status }) => status === 'ok');
  const failed = outcomes.find(({ status }) => status === 'failed') ?? outcomes.find(({ status }) => status !== 'ok');
  if (ended.length === 0 && failed !== undefined) {
    const { status, reason } = failed;
    return { answers: [], status, reason, unverified: reason ?? status };
  }
  const answers = ended.flatMap((one) => one.answers);
  const open = candidates.length - new Set(answers.map(({ candidate }) => candidate)).size;
  const unusable = ended.reduce((sum, one) => sum + one.unusable, 0);
  return {
    answers,
    status: 'ok',
    reason: missing({ open, all: candidates.length, unusable, failed: failed?.reason }),
    ...(failed === undefined ? {} : { unverified: failed.reason ?? failed.status }),
  };
}

async function askShard(
  shard: readonly Candidate[],
  gate: WarmUpGate,
  options: AskJudgeOptions,
): Promise<ShardOutcome> {
  const { changeSet, prompt, caller, toolbox, signal, step = JUDGE_STEP, limits } = options;
  const account = new ReadingAccount();
  const none = { answers: [], unusable: 0 };
  const pass = await gate.enter(signal).catch(() => null);
  if (pass === null) return { ...none, status: 'failed', reason: 'it was cut off' };
  try {
    const outcome = await runAgentLoop({
      caller: account.listen(warmingCaller(caller, pass)),
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
            { kind: 'text', text: candidatesText(shard), cache: true },
          ],
        },
      ],
      toolbox,
      signal,
      ...(limits === undefined ? {} : { limits }),
    });
    if (outcome.status !== 'ok') return { ...none, status: outcome.status, reason: outcome.reason };
    const unread = whyUnread(repeats(outcome.value.marks, prompt.marks), account) ?? outcome.shallow;
    if (unread !== null) return { ...none, status: 'failed', reason: unread };
    const byId = new Map(shard.map((candidate) => [candidate.id, candidate]));
    const said = outcome.value.answers;
    const answers = said.flatMap((one) =>
      one === null ? [] : (judgeAnswer(one, byId.get(one.candidate), changeSet) ?? []),
    );
    return { answers, status: 'ok', reason: null, unusable: said.length - answers.length };
  } finally {
    pass.leave();
  }
}

function missing(of: {
  open: number;
  all: number;
  unusable: number;
  failed: string | null | undefined;
}): string | null {
  const { open, all, unusable, failed } = of;
  const parts = [
    ...(open === 0 ? [] : [`${open} of ${all} findings got no answer and stay as they are`]),
    ...(unusable === 0 ? [] : [`${unusable} of its answers cannot be used`]),
    ...(failed === undefined ? [] : [`a part of them could not be asked about: ${failed ?? 'no reason given'}`]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
