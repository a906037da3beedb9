import type { HistoryLog } from '../../../history/log.ts';
import { InputError } from '../../../schemas/problem.ts';
import { inlineCode, neutraliseMarkdown } from '../../output/text/neutralise.ts';
import { verdictText } from '../../output/words.ts';
import { Superseded } from '../../publisher.ts';
import type { HistoryAccess } from '../../history/history-access.ts';
import { type ContextTools, openContext, type PullContext } from '../context.ts';
import { intentOutcome } from '../intent-outcome.ts';
import type { IntentOutcome } from '../host.ts';
import type { CommandIntent } from '../intent.ts';
import { recompute } from '../recompute.ts';
import { recall } from '../remember.ts';
import { reviewPullRequest } from '../review-pull-request.ts';
import { closeHistory, openPullHistory } from '../with-history.ts';
import { type Answer, answerCommand, helpText, isAnswered } from './answer.ts';
import { breakGlass } from './break-glass.ts';
import { dismiss } from './dismiss.ts';
import { explanation } from './explain.ts';
import { meantConcern } from './find-concern.ts';
import { setPaused } from './pause.ts';
import { contest } from './contest.ts';
import { askedRole, powerOf } from './power.ts';

/** What a command led to: its answer, and the review that it made or computed again. */
interface Done {
  readonly answer: Answer;
  readonly made: IntentOutcome | null;
}

const MOST_TRIES = 3;

/**
 * Does what a comment asks for, where its author may, and answers once. What it does comes first and can be done twice: a command that was
 * interrupted before its answer is simply done again.
 */
export async function handleCommand(intent: CommandIntent, tools: ContextTools): Promise<IntentOutcome> {
  const first = await openContext(intent.pull, tools);
  const { name } = intent.command;
  if (!first.powers.pullRequests.commands) return intentOutcome('ignored', 'commands are switched off');
  if (isAnswered(intent, first)) return intentOutcome('commanded', `${name} was answered before`);
  const { context, answer, made } = await carryOutNow(intent, first);
  await answerCommand(intent, context, answer);
  const problems = [...new Set([...context.problems, ...(made?.problems ?? [])])];
  if (made === null) return intentOutcome('commanded', name, { problems });
  return { ...made, kind: 'commanded', reason: `${name}: ${made.reason}`, problems };
}

/** Somebody may push while a command is carried out: what was asked for is asked of the pull request as it is then. */
async function carryOutNow(
  intent: CommandIntent,
  context: PullContext,
  tries = MOST_TRIES,
): Promise<Done & { readonly context: PullContext }> {
  try {
    return { context, ...(await carryOut(intent, context)) };
  } catch (error) {
    if (error instanceof Superseded && tries > 1) {
      return carryOutNow(intent, await openContext(intent.pull, context), tries - 1);
    }
    // What cannot be meant stays so however often it is tried; GitHub out of reach is tried again with the next delivery.
    if (error instanceof InputError) await answerCommand(intent, context, { text: failureText(error) });
    throw error;
  }
}

function failureText(error: InputError): string {
  const parts = [`That cannot be done: ${error.message}`, error.where, error.remedy].filter(
    (part) => part !== undefined,
  );
  return neutraliseMarkdown(parts.join('\n\n'));
}

async function carryOut(intent: CommandIntent, context: PullContext): Promise<Done> {
  const { command, actor } = intent;
  if (command.name === 'help') return { answer: { text: helpText(command) }, made: null };
  const power = await powerOf(actor, command, context);
  if (!power.may) return { answer: { text: `${inlineCode(actor)}: ${power.missing}` }, made: null };
  if (context.pull.state === 'closed' && !['explain', 'contest'].includes(command.name)) {
    return { answer: { text: 'This pull request is closed.' }, made: null };
  }
  switch (command.name) {
    case 'review':
    case 'full':
      return reviewed(context, command.name === 'full');
    case 'resume':
      await withOpenHistory(context, ({ log }) => setPaused(log, context, null));
      return reviewed(await openContext(intent.pull, context), false);
    case 'pause':
      await withOpenHistory(context, ({ log }) => setPaused(log, context, actor));
      return {
        answer: { text: `Reviews are paused by ${inlineCode(actor)} until \`/docket resume\`.` },
        made: null,
      };
    case 'explain':
      return withOpenHistory(context, async ({ log }) => ({ answer: explained(intent, log, context), made: null }));
    case 'break-glass':
      return withOpenHistory(context, (history) => breakGlass(context, { history, actor, reason: command.reason }));
    case 'contest':
      return withOpenHistory(context, async ({ log }) => {
        const role = await askedRole(actor, context);
        return { answer: { text: contest(log, context, { ...command, actor, role }) }, made: null };
      });
    case 'dismiss':
      return withOpenHistory(context, async (history) => {
        const { dismissed, text } = await dismiss(history.log, context, { intent, ...command, role: power.role });
        if (!dismissed) return { answer: { text }, made: null };
        const again = await recompute(await openContext(intent.pull, context), { history });
        const follows =
          again === null ? ' The check and the summary follow with the next review: `/docket review`.' : '';
        return { answer: { text: `${text}${follows}` }, made: again };
      });
  }
}

/** The history for as long as a command needs it. */
async function withOpenHistory<T>(context: PullContext, work: (history: HistoryAccess) => Promise<T>): Promise<T> {
  const history = await openPullHistory(context);
  try {
    return await work(history);
  } finally {
    await closeHistory(history, context);
  }
}

async function reviewed(context: PullContext, full: boolean): Promise<Done> {
  const made = await reviewPullRequest(context, { label: null, full, asked: true });
  const commit = `\`${context.pull.head.commit.slice(0, 10)}\``;
  const verdict = made.output === null ? null : verdictText(made.output.review.verdict);
  const arrived =
    made.published === null || made.published.state === 'failed' ? ', but not all of it could be published' : '';
  const text = verdict === null ? `Not reviewed: ${made.reason}.` : `Reviewed ${commit}: **${verdict}**${arrived}.`;
  return { answer: { text }, made };
}

function explained(intent: CommandIntent, log: HistoryLog, context: PullContext): Answer {
  const id = intent.command.name === 'explain' ? intent.command.id : null;
  const memory = recall(context, log);
  const meant = meantConcern(id, { ...context, memory, thread: intent.thread });
  const text = explanation(id, meant, { log, context });
  if (text !== null) return { text };
  return {
    text:
      id === null
        ? 'Which finding? `/docket explain <id>`.'
        : `No finding here is called ${inlineCode(id.slice(0, 100))}.`,
  };
}
