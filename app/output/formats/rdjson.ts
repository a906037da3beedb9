import { jsonText } from '../json-text.ts';
import type { ReviewOutput } from '../review-output.ts';
import { reportRows, type ReportRow } from './report-rows.ts';

const SEVERITIES: Readonly<Record<ReportRow['severity'], string>> = {
  critical: 'ERROR',
  warning: 'WARNING',
  suggestion: 'INFO',
  note: 'INFO',
};

/** The review in reviewdog's diagnostic format (its `DiagnosticResult`), suggestions for whole lines included. */
export function renderRdjson(output: ReviewOutput): string {
  return jsonText({
    source: { name: 'docket' },
    diagnostics: reportRows(output).map(({ rule, severity, text, path, lines, replacement }) => {
      const range = lines === null ? null : { start: { line: lines.start }, end: { line: lines.end } };
      return {
        message: text,
        location: { path, ...(range === null ? {} : { range }) },
        severity: SEVERITIES[severity],
        code: { value: rule },
        ...(range === null || replacement === null
          ? {}
          : { suggestions: [{ range, text: replacement.replace(/\n$/, '') }] }),
      };
    }),
  });
}
