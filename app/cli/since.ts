import { z } from 'zod';
import { InputError } from '../../schemas/problem.ts';

const DAY_MS = 86_400_000;
/** A day, which begins at midnight UTC, or a moment. */
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** The moment that `--since` names, in ISO 8601: a day, a moment, or so many days ago (`90d`); null where nothing is named. */
export function sinceMoment(text: string | undefined, now: Date): string | null {
  if (text === undefined) return null;
  const days = /^([1-9]\d{0,4})d$/.exec(text);
  if (days !== null) return new Date(now.getTime() - Number(days[1]) * DAY_MS).toISOString();
  const moment = Moment.safeParse(text);
  if (moment.success) return new Date(moment.data).toISOString();
  throw new InputError({
    what: `--since takes a day, a moment or a number of days, not ${JSON.stringify(text)}`,
    remedy: 'For example: --since 2026-01-31, or --since 90d.',
  });
}
