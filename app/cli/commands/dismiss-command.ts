import { type LocalDismissal, dismissalsPath, readDismissals, writeDismissal } from '../../history/dismissals.ts';
import { z } from 'zod';
import { InputError } from '../../../schemas/problem.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { withMeantHistory } from '../history/history-host.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';

/** The options of `docket dismiss`, as commander hands them over. */
export interface DismissOptions extends HistoryOptions {
  readonly reason?: string;
  readonly until?: string;
  readonly expires?: string;
  readonly undo?: boolean;
  readonly byAgent?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** What is dismissed today has mostly been forgotten after a quarter of a year, and is looked at anew then. */
const USUAL_DAYS = 90;

/** `docket dismiss FINDING`: later reviews on this machine know that a published finding does not matter, until it expires. Returns 0. */
export async function dismissCommand(id: string, options: DismissOptions): Promise<number> {
  const now = new Date();
  const reason = options.undo === true ? 'taken back' : reasonOf(options);
  const until = options.undo === true ? now : untilOf(options, now);
  const path = await withMeantHistory(options, async (meant) => dismissalsPath(meant.path));
  const before = readDismissals(path);
  let comment: ReviewComment | null = null;
  await withRecordedHistory(options, (log) => {
    const { finding, chapters } = log.findingStory(id);
    // A review that knew of a dismissal did not publish it again: it stands in an earlier one, or among what was dismissed.
    const reviews = chapters.toReversed().map(({ run }) => log.recordedOutput(run.id).review?.comments ?? []);
    const dismissed = before.map((one) => one.comment).toReversed();
    comment =
      [...reviews, dismissed].map((comments) => commentOf(comments, finding)).find((one) => one !== null) ?? null;
    return '';
  });
  const found = published(comment, id);
  if (options.undo === true && !isDismissed(found, before, now))
    throw new InputError({ what: `${id} is not dismissed on this machine`, remedy: 'Leave --undo out to dismiss it.' });
  const dismissal: LocalDismissal = {
    schemaVersion: 1,
    comment: found,
    reason,
    at: now.toISOString(),
    until: until.toISOString(),
    ...(options.byAgent === true ? { by: 'agent' } : {}),
  };
  writeDismissal(path, dismissal);
  const what =
    options.undo === true ? 'is raised again' : `is dismissed on this machine until ${dismissal.until.slice(0, 10)}`;
  process.stdout.write(`${neutraliseTerminal(`${found.finding} (${found.title}) ${what}.`)}\n`);
  return 0;
}

/** Whether the last word on it is a dismissal that still holds. */
function isDismissed({ concern }: ReviewComment, dismissals: readonly LocalDismissal[], now: Date): boolean {
  const last = dismissals.findLast(({ comment }) => comment.concern === concern);
  return last !== undefined && new Date(last.until) > now;
}

/** The comment of a finding, or of the one that it was merged into. */
function commentOf(comments: readonly ReviewComment[], finding: string): ReviewComment | null {
  return comments.find((one) => one.finding === finding || one.merged.includes(finding)) ?? null;
}

function published(comment: ReviewComment | null, id: string): ReviewComment {
  if (comment !== null) return comment;
  throw new InputError({
    what: `${id} was not published, so there is nothing to dismiss`,
    remedy: `\`docket explain ${id}\` tells what became of it.`,
  });
}

function reasonOf({ reason = '' }: DismissOptions): string {
  if (/[\p{L}\p{N}]/u.test(reason)) return reason.trim().slice(0, 1000);
  throw new InputError({
    what: 'a dismissal needs a reason',
    where: '--reason',
    remedy: 'Say why it does not matter: --reason "…".',
  });
}

function untilOf({ until, expires }: DismissOptions, now: Date): Date {
  if (until !== undefined && expires !== undefined)
    throw new InputError({ what: 'two ends were named', where: '--until and --expires', remedy: 'Name one of them.' });
  const end = until === undefined ? new Date(now.getTime() + daysOf(expires) * DAY_MS) : dayOf(until);
  if (end.getTime() > now.getTime() && end.getUTCFullYear() < 10_000) return end;
  throw new InputError({
    what: 'the dismissal would end before it begins',
    where: until === undefined ? `--expires ${expires ?? ''}` : `--until ${until}`,
    remedy: 'Name a day to come, as in --until 2030-01-31, or a time, as in --expires 30d.',
  });
}

/** A day, or a moment. The calendar of JavaScript would take the thirtieth of February for the second of March. */
function dayOf(until: string): Date {
  const day = z.iso
    .date()
    .or(z.iso.datetime({ offset: true }))
    .safeParse(until);
  if (day.success) return new Date(day.data);
  throw new InputError({
    what: `${JSON.stringify(until)} is no day`,
    where: '--until',
    remedy: 'Name a day, as in --until 2030-01-31, or a time from now on, as in --expires 30d.',
  });
}

function daysOf(expires: string | undefined): number {
  if (expires === undefined) return USUAL_DAYS;
  const [, count = '0', unit = ''] = /^(\d{1,4})([dw])$/.exec(expires) ?? [];
  return Number(count) * (unit === 'w' ? 7 : 1);
}
