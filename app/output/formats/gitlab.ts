import { jsonText } from '../json-text.ts';
import type { ReviewOutput } from '../review-output.ts';
import { entriesOf, type Entry } from './entries.ts';

/** GitLab's five steps; `blocker` is left to its users. */
const SEVERITIES: Readonly<Record<Entry['severity'], string>> = {
  critical: 'critical',
  warning: 'major',
  suggestion: 'minor',
  note: 'info',
};

/** The review as a report of GitLab's code quality widget (docs.gitlab.com, "Code Quality report format"): an array, a row an entry. */
export function renderGitlab(output: ReviewOutput): string {
  return jsonText(
    entriesOf(output).map(({ rule, severity, text, path, lines, fingerprint }) => ({
      description: text,
      check_name: rule,
      fingerprint,
      severity: SEVERITIES[severity],
      // The format wants a line everywhere.
      location: { path, lines: { begin: lines?.start ?? 1 } },
    })),
  );
}
