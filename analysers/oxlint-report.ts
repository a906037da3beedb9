import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { AnalyserMatch, SourceFile } from './analyser.ts';
import { lineStarts, spanAt } from './positions.ts';

/** What is used of `--format json`. Offsets count UTF-8 bytes. */
const OxlintReport = z.object({
  number_of_files: z.int(),
  diagnostics: z.array(
    z.object({
      message: z.string(),
      /** `eslint(no-dupe-keys)`; absent where the file does not parse. */
      code: z.string().optional(),
      filename: z.string().optional(),
      labels: z.array(z.object({ label: z.string().optional(), span: z.object({ offset: z.int(), length: z.int() }) })),
    }),
  ),
});

/** The rule of a file that does not parse. */
const SYNTAX_ERROR = 'invalid-syntax';

/** Sorts a report by file, in the order of the files; throws when it does not speak of all of them. */
export function readOxlintReport(
  output: string,
  files: readonly SourceFile[],
  names: readonly string[],
): AnalyserMatch[][] {
  const report = OxlintReport.parse(JSON.parse(output));
  if (report.number_of_files !== files.length) {
    throw new Error(`oxlint looked at ${report.number_of_files} of ${files.length} files`);
  }
  const matches = files.map((): AnalyserMatch[] => []);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  for (const diagnostic of report.diagnostics) {
    const index = indexOf.get(diagnostic.filename ?? '') ?? -1;
    const file = files[index];
    if (file === undefined) throw new Error(`oxlint could not be used: ${diagnostic.message}`);
    matches[index]?.push(toMatch(file, diagnostic));
  }
  return matches;
}

/** A diagnostic may point to several places: this is how it speaks of the second of two, which is the mistake. */
const SECOND_PLACE = /(?:duplicated|re-?declared|re-assigned|re-used) here|never be executed/;

function toMatch(
  file: SourceFile,
  { message, code, labels }: z.infer<typeof OxlintReport>['diagnostics'][number],
): AnalyserMatch {
  const label = labels.find((each) => SECOND_PLACE.test(each.label ?? '')) ?? labels[0];
  const { offset, length } = label?.span ?? { offset: 0, length: 0 };
  const bytes = Buffer.from(file.text);
  const start = bytes.toString('utf8', 0, offset).length;
  const end = start + bytes.toString('utf8', offset, offset + length).length;
  const rule = code === undefined ? SYNTAX_ERROR : code.replace(/^[^(]*\((.*)\)$/, '$1');
  return { path: file.path, rule, message, ...spanAt(lineStarts(file.text), start, end) };
}
