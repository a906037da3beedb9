import { scrubTexts } from '../../output/github/scrub-text.ts';
import { replyToComment } from '../../../forge/github/publish/reply.ts';
import { Problem } from '../../../schemas/problem.ts';
import type { ReplyMark } from '../../../schemas/publication.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';
import type { CommandIntent } from '../intent.ts';

/** The answer to a command: finished Markdown, and what the reply remembers. */
export interface Answer {
  readonly text: string;
  readonly breakGlass?: ReplyMark['breakGlass'];
}

/** What an answer that may hold a secret is replaced by. */
const WITHHELD = 'The answer was withheld: it may hold a secret, or could not be searched for one. The log has it.';

/** The two kinds of comments are numbered apart. */
function commandKey({ comment }: Pick<CommandIntent, 'comment'>): string {
  return `command:${comment.kind}/${comment.id}`;
}

/** Whether this very comment was answered before: a delivery may come twice. */
export function isAnswered(intent: CommandIntent, { conversation }: PullContext): boolean {
  return conversation.replies.some(({ to }) => to === commandKey(intent));
}

/** Answers a command, once. An answer that GitHub refuses is a problem, not a reason to do the work again. */
export async function answerCommand(intent: CommandIntent, context: PullContext, answer: Answer): Promise<void> {
  const { host, ref, problems } = context;
  const [scrubbed] = await scrubTexts(context.scanner, [answer.text]);
  try {
    await replyToComment(host.github, {
      ref,
      comment: intent.thread,
      body: scrubbed?.clean === true ? scrubbed.text : WITHHELD,
      mark: { kind: 'reply', to: commandKey(intent), breakGlass: answer.breakGlass ?? null },
      onNotice: (text) => host.onProgress({ kind: 'notice', text }),
      signal: host.signal,
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problems.push(error);
  }
}

/** What can be said, and who may say it. */
export function helpText({
  unknown,
  closest,
}: {
  readonly unknown: string | null;
  readonly closest: string | null;
}): string {
  const meant = closest === null ? '' : ` Did you mean \`/docket ${closest}\`?`;
  return [
    ...(unknown === null ? [] : [`There is no command ${inlineCode(unknown.slice(0, 50))}.${meant}`]),
    [
      '- `/docket review`: review the newest commit now (the author, or write permission)',
      '- `/docket full`: look at everything anew, not only at what the newest commits touched (write permission)',
      '- `/docket pause`, `/docket resume`: stop reviewing new commits, and go on (write permission)',
      '- `/docket dismiss <id> <reason>`: settle a finding for good; in its thread the id can be left out (write permission)',
      '- `/docket dismiss <id> <reason> --everywhere`: the same for the whole repository, half a year long (write permission; maintain for what is critical or of security)',
      '- `/docket contest <s-…> <reason>`: object to such a dismissal (anybody; with write permission it ends)',
      '- `/docket explain <id>`: what is known about a finding (anybody)',
      '- `/docket break glass <reason>`: let the check of this very commit pass (write permission)',
      '- `/docket help`: this list (anybody)',
    ].join('\n'),
  ].join('\n\n');
}
