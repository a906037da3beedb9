import type { RuleFamily } from '../../schemas/judged.ts';
import { ReviewerReport } from '../../schemas/report.ts';
import { scrubValue } from '../known-secrets.ts';
import { boundHeapGrowth } from './heap-growth.ts';

/**
 * Takes the reports of a review one at a time, each scrubbed before the next is asked for: with a large change each is one of megabytes. Each
 * reviewer names every path that it read, so equal texts are kept once.
 */
export async function receiveReports(count: number, next: () => Promise<unknown>): Promise<ReviewerReport[]> {
  const share = sharing();
  const reports: ReviewerReport[] = [];
  while (reports.length < count) {
    reports.push(share(scrubValue(ReviewerReport.parse(await next()))));
    boundHeapGrowth();
  }
  return reports;
}

/** Returns what puts one text, and one list of families, in the place of all that are equal. */
function sharing(): (report: ReviewerReport) => ReviewerReport {
  const texts = new Map<string, string>();
  const lists = new Map<string, RuleFamily[]>();
  const text = (one: string): string => {
    const known = texts.get(one);
    if (known === undefined) texts.set(one, one);
    return known ?? one;
  };
  const list = (one: RuleFamily[]): RuleFamily[] => {
    const key = one.join(' ');
    const known = lists.get(key);
    if (known === undefined) lists.set(key, one);
    return known ?? one;
  };
  return ({ read, judged, unjudged, ...report }) => ({
    ...report,
    read: read.map(text),
    ...(judged && { judged: judged.map(({ path, families }) => ({ path: text(path), families: list(families) })) }),
    ...(unjudged && {
      unjudged: unjudged.map(({ path, families, reason }) => ({
        path: text(path),
        families: list(families),
        reason: text(reason),
      })),
    }),
  });
}
