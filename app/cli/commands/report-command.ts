import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeCause, InfrastructureError } from '../../../schemas/problem.ts';
import { jsonText } from '../../output/json-text.ts';
import { gatherReport } from '../../statistics/gather-report.ts';
import type { ReportContents } from '../../statistics/page/report-contents.ts';
import { reportPage } from '../../statistics/page/report-page.ts';
import { scrub } from '../../known-secrets.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { sinceMoment } from '../since.ts';

/** The options of `docket report`, as commander hands them over. */
export interface ReportOptions extends HistoryOptions {
  readonly html: string;
  readonly since?: string;
}

/** `docket report`: the log as one page. With `--json` the same statistics are printed, too. */
export async function reportCommand(options: ReportOptions): Promise<number> {
  const now = new Date();
  const since = sinceMoment(options.since, now);
  const gathered: ReportContents[] = [];
  await withRecordedHistory(options, (log) => {
    const contents = gatherReport(log, { since, now, isWhole: options.history === undefined });
    gathered.push(contents);
    return options.json === true ? jsonText(contents.statistics) : '';
  });
  const path = resolve(options.cwd ?? '.', options.html);
  for (const contents of gathered) await writeReport(path, scrub(reportPage(contents)));
  process.stderr.write(`docket: the report is in ${path}\n`);
  return 0;
}

/** What a repository's reviews found is for its owner's eyes until he shares it. */
export async function writeReport(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw new InfrastructureError({
      what: `the report cannot be written: ${describeCause(cause)}`,
      where: path,
      remedy: 'Correct the path behind --html.',
      cause,
    });
  });
}
