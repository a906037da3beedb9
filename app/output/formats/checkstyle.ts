import type { ReviewOutput } from '../review-output.ts';
import { makeVisible } from '../text/visible.ts';
import { reportRows, type ReportRow } from './report-rows.ts';

const SEVERITIES: Readonly<Record<ReportRow['severity'], string>> = {
  critical: 'error',
  warning: 'warning',
  suggestion: 'info',
  note: 'info',
};

/** The review in the XML of Checkstyle, which most servers of builds read: a `file` a path, an `error` a row. */
export function renderCheckstyle(output: ReviewOutput): string {
  const files = Map.groupBy(reportRows(output), ({ path }) => path);
  const body = [...files].map(
    ([path, entries]) =>
      `  <file name="${attribute(path)}">\n${entries.map((entry) => `    ${element(entry)}\n`).join('')}  </file>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${body.join('')}</checkstyle>\n`;
}

function element({ lines, severity, text, rule }: ReportRow): string {
  const line = lines === null ? '' : ` line="${lines.start}"`;
  return `<error${line} severity="${SEVERITIES[severity]}" message="${attribute(text)}" source="${attribute(`docket.${rule}`)}"/>`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
  ['\t', '&#9;'],
  // The log of a workflow takes `##[` for an order to the runner.
  ['#', '&#35;'],
]);

/** A value between quotes. XML 1.0 has no way to write most controls, U+FFFE and U+FFFF: they are spelt out. */
function attribute(text: string): string {
  return makeVisible(text)
    .replaceAll(/[\ufffe\uffff]/g, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll(/[&<>"\n\t#]/g, (character) => ENTITIES.get(character) ?? character);
}
