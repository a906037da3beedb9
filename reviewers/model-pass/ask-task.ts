import type { CallResult, CallerOptions, ModelCaller } from '../../models/model-caller.ts';
import type { ModelMessage, ModelRequest } from '../../models/model.ts';
import { causeOnOneLine } from '../runner/run-with-timeout.ts';
import { runAgentLoop } from './loop/agent-loop.ts';
import { ANSWER_SCHEMA } from './answer.ts';
import { type BriefSubject, briefText } from './prompt/brief-text.ts';
import { type Clock, tooLate, withDeadline } from './deadline.ts';
import { findingsWithin } from './findings-within.ts';
import type { ModelFinding, UnreadFinding } from './model-finding.ts';
import type { ModelTask } from './plan.ts';
import { ModelAnswer } from './read-model-answer.ts';
import type { SharedPrompt } from './prompt/shared-prompt.ts';
import { repeats } from './prompt/reading-marks.ts';
import { ReadingAccount, type ToldCounts } from './reading-account.ts';
import { askForMarks, bothAnswers, whyUnread } from './reading-evidence.ts';
import { type PromptForm, promptForm } from '../../schemas/model.ts';
import { systemText } from './prompt/system-text.ts';
import type { ServerTurns } from './server-turns.ts';
import type { Toolbox } from './tools/toolbox.ts';
import type { Pass, WarmUpGate } from './warm-up-gate.ts';

/** How one conversation ended. */
export interface TaskResult {
  readonly task: ModelTask;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly reason: string | null;
  /** Those that answered. */
  readonly models: readonly string[];
  readonly findings: readonly ModelFinding[];
  /** Entries of the answer that are no findings. */
  readonly unread: readonly UnreadFinding[];
  /** How much was said around the change; absent where nothing was. */
  readonly form?: PromptForm;
  /** Changed files that this conversation was shown from end to end; empty unless it came to an answer. */
  readonly seen: ReadonlySet<string>;
}

export interface TaskContext {
  readonly subjects: readonly BriefSubject[];
  readonly prompt: Promise<SharedPrompt>;
  readonly gate: WarmUpGate;
  /** Of the model's server, where it has few conversations at once. */
  readonly turns: ServerTurns;
  readonly toolbox: Toolbox;
  /** What the model's server has told of its prompts so far. */
  readonly told: ToldCounts;
  readonly callerFor: (timeLeftMs: number) => ModelCaller;
  /** Time for the whole conversation, once it may begin. */
  readonly timeLeftMs: () => number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The conversation begins now. */
  readonly onStart: (model: string) => void;
}

/** The loop's own clock is the real one; ours ends it first, and this is the slack. */
const SLACK_MS = 5_000;

/** Has one conversation with a model, as soon as the warm-up gate lets it. Never throws. */
export async function askTask(task: ModelTask, context: TaskContext): Promise<TaskResult> {
  try {
    // Made before anybody waits in line: it is the same for all, and takes no time of theirs.
    const prompt = await context.prompt;
    const giveBack = await context.turns.take(context.signal);
    try {
      return await askInTurn(task, { ...context, prompt });
    } finally {
      giveBack();
    }
  } catch (cause) {
    return unanswered(task, 'failed', causeOnOneLine(cause));
  }
}

async function askInTurn(
  task: ModelTask,
  context: Omit<TaskContext, 'prompt'> & { readonly prompt: SharedPrompt },
): Promise<TaskResult> {
  const pass = await context.gate.enter(context.signal);
  try {
    const ms = context.timeLeftMs();
    const what = `the ${task.angles === undefined ? 'model half' : 'second reading'} of ${task.reviewers.join(', ')}`;
    if (ms <= 0) throw tooLate({ what, ms: 0 });
    const caller = warmingCaller(context.callerFor(ms), pass);
    context.onStart(caller.capability.id);
    const { signal, clock } = context;
    return await withDeadline((cut) => converse(task, { ...context, signal: cut, caller, ms }), {
      ms,
      what,
      signal,
      clock,
    });
  } finally {
    pass.leave();
  }
}

export function unanswered(task: ModelTask, status: 'failed' | 'skipped', reason: string): TaskResult {
  return { task, status, reason, models: [], findings: [], unread: [], seen: new Set() };
}

type Conversation = Omit<TaskContext, 'prompt'> & {
  readonly prompt: SharedPrompt;
  readonly caller: ModelCaller;
  readonly ms: number;
};

async function converse(task: ModelTask, conversation: Conversation): Promise<TaskResult> {
  const { caller, prompt, subjects, toolbox, signal, ms, told } = conversation;
  const account = new ReadingAccount(told);
  const form = promptForm(caller.capability);
  const outcome = await runAgentLoop({
    caller: account.listen(caller),
    step: task.reviewers[0],
    system: systemText(form),
    output: ANSWER_SCHEMA,
    schema: ModelAnswer,
    mend: askForMarks({ marks: prompt.marks, account }, bothAnswers),
    messages: [
      firstMessage(
        prompt.text,
        briefText(subjects, { form, ...(task.angles !== undefined && { angles: task.angles }) }),
        toolbox.readsTrees,
      ),
    ],
    toolbox,
    limits: { wallClockMs: Math.ceil(ms) + SLACK_MS },
    signal,
  });
  const models = [...new Set(outcome.calls.map((call) => call.model))];
  // What stands whole in what was said is kept, whatever became of the answer.
  if (outcome.status !== 'ok')
    return {
      ...unanswered(task, outcome.status, outcome.reason),
      form,
      models,
      findings: findingsWithin(outcome.said),
    };
  const { findings, unread, marks } = outcome.value;
  const unseen = whyUnread(repeats(marks, prompt.marks), account);
  // What it found stands; what it was not shown, or a lesser model was asked instead, it has not judged.
  const doubt = unseen ?? outcome.shallow;
  if (doubt !== null) return { ...unanswered(task, 'failed', doubt), form, models, findings, unread };
  const seen = new Set([...prompt.shown, ...toolbox.seen]);
  return { task, status: 'ok', reason: null, form, models, findings, unread, seen };
}

/**
 * The first message: what all reviewers on one model share, and then the brief. The mark behind the shared part lets the others read it from the
 * cache; the one behind the brief lets this reviewer's own next rounds do so, and costs a quarter more where there is nothing to look up.
 */
function firstMessage(shared: string, brief: string, hasRounds: boolean): ModelMessage {
  return {
    role: 'user',
    parts: [
      { kind: 'text', text: shared, cache: true },
      { kind: 'text', text: brief, ...(hasRounds && { cache: true }) },
    ],
  };
}

/**
 * A caller that opens the warm-up gate with the first byte of its first answer. An answer out of the log warms nothing, because nothing was
 * sent; then the next call is the first.
 */
export function warmingCaller(caller: ModelCaller, pass: Pick<Pass, 'warm'>): ModelCaller {
  return {
    capability: caller.capability,
    async call(request: ModelRequest, options: CallerOptions): Promise<CallResult> {
      let soon: NodeJS.Immediate | undefined;
      const onFirstEvent = (): void => {
        // A recorded answer is complete at once: before the next turn of the event loop it has said that it is one.
        soon = setImmediate(pass.warm);
        options.onFirstEvent?.();
      };
      const result = await caller.call(request, { ...options, onFirstEvent });
      clearImmediate(soon);
      if (!result.reused) pass.warm();
      return result;
    },
  };
}
