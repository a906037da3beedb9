import { z } from 'zod';
import { accepts } from '../accepts.ts';
import type { Analyser, AnalyserMatch } from '../analyser.ts';
import { lineStarts, spanAt } from '../positions.ts';
import { disguisedRanges } from './disguised.ts';
import { FormatRules } from './format-rules.ts';
import gitleaks from './gitleaks-rules.json' with { type: 'json' };
import { isKeyTemplate, isKeyWithoutBody } from './key-template.ts';
import { OWN_FORMATS } from './own-formats.ts';
import type { SecretRules } from './rule-data.ts';
import { SearchedText } from './searched-text.ts';
import type { SecretRange } from './secret-range.ts';
import { secretlintRanges } from './secretlint.ts';
import { isSampleFile } from './settings/settings-file.ts';
import { isSignedBeside } from './signed-beside.ts';
import { settingsRanges } from './settings/settings-ranges.ts';

const NoRules = z.strictObject({});

// JSON knows no literal types: the file is made by our own generator (`scripts/generate-secret-rules.ts`), and a test reads every rule.
const RULES = [new FormatRules('gitleaks', gitleaks as SecretRules), new FormatRules('docket', OWN_FORMATS)];

/** Names and values that somebody encoded are settings; in samples they are made up, as the rest of them. */
const DECODED_PATH = '.env';

/** Finds secrets. It has no rule data: what a secret is, is not for anyone to configure. */
export const secretSearch: Analyser = {
  id: 'secrets',
  accepts: (path) => accepts('secrets', path),
  async analyse({ path, text }, rules) {
    NoRules.parse(rules);
    const searched = new SearchedText(text);
    const hiddenFormats = (hidden: string) => {
      const said = new SearchedText(hidden);
      return RULES.flatMap((each) => each.findHidden(path, said));
    };
    const settingsPath = isSampleFile(path) ? path : DECODED_PATH;
    const found = [
      ...(await secretlintRanges(path, text)),
      ...RULES.flatMap((each) => each.find(path, searched)),
      ...settingsRanges(path, text),
      ...disguisedRanges(text, {
        together: (hidden) => [...hiddenFormats(hidden), ...settingsRanges(path, hidden)],
        decoded: (hidden) => [...hiddenFormats(hidden), ...settingsRanges(settingsPath, hidden)],
      }),
    ];
    const starts = lineStarts(text);
    const isNone = (range: SecretRange): boolean =>
      isPicture(text, range) ||
      isKeyTemplate(text, range) ||
      isKeyWithoutBody(text, range) ||
      isSignedBeside(path, text, range);
    return withoutInner(found.filter((range) => !isNone(range))).map(
      ({ start, end, rule, message }): AnalyserMatch => ({
        path,
        rule,
        message,
        ...spanAt(starts, start, end),
      }),
    );
  },
};

const LONGEST_ADDRESS = 2000;
const PICTURE = /^https?:\/\/[^\s"'<>@?#]{1,2000}\.(?:png|jpe?g|gif|svg|webp|avif|ico)$/i;

/** Whether a range is a part of a picture's address, which services make of long random names; queries and passwords are none of it. */
function isPicture(text: string, { start, end }: SecretRange): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_ADDRESS), end);
  const from = Math.max(before.lastIndexOf('https://'), before.lastIndexOf('http://'));
  if (from === -1) return false;
  const rest = /^[^\s"'<>()]{0,2000}/.exec(text.slice(end, end + LONGEST_ADDRESS))?.[0] ?? '';
  return PICTURE.test(before.slice(from) + rest);
}

/** Of ranges that lie in another one only the outer one counts, of equal ones the first: a secret is told once. */
function withoutInner(found: readonly SecretRange[]): SecretRange[] {
  const kept: SecretRange[] = [];
  let reach = -1;
  for (const range of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.end <= range.start || range.end <= reach) continue;
    kept.push(range);
    reach = Math.max(reach, range.end);
  }
  return kept;
}
