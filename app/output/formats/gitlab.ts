import { jsonText } from '../json-text.ts';
import type { ReviewOutput } from '../review-output.ts';
import { reportRows, type ReportRow } from './report-rows.ts';

/** GitLab's five steps; `blocker` is left to its users. */
const SEVERITIES: Readonly<Record<ReportRow['severity'], string>> = {
  critical: 'critical',
  warning: 'major',
  suggestion: 'minor',
  note: 'info',
};

/** The review as a report of GitLab's code quality widget (docs.gitlab.com, "Code Quality report format"): an array, a row a row. */
export function renderGitlab(output: ReviewOutput): string {
  return jsonText(
    reportRows(output).map(({ rule, severity, text, path, lines, fingerprint }) => ({
      description: text,
      check_name: rule,
      fingerprint,
      severity: SEVERITIES[severity],
      // The format wants a line everywhere.
      location: { path, lines: { begin: lines?.start ?? 1 } },
    })),
  );
}
