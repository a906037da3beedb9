/** What nobody reviewed for so long is closed, or forgotten; budgets and outcomes are looked at by the month. */
const HOT_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

/** The moment (ISO 8601) that the runs which always stay at hand begin with. */
export function hotSince(now: Date): string {
  return new Date(now.getTime() - HOT_DAYS * DAY_MS).toISOString();
}
