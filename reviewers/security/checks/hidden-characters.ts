import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, Report } from '../../reviewer.ts';

/** Overrides turn text round whatever it is; the rest only where its pair is missing or no right-to-left letter needs it. */
const OVERRIDE = /[\u202d\u202e]/;
const BIDIRECTIONAL = /[\u202a-\u202e\u2066-\u2069]/gu;
const INVISIBLE = /[\u200b\u200e\u200f\u2060-\u2064\ufeff]|[\u{e0001}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;
const RIGHT_TO_LEFT = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

const PROSE = /\.(?:md|mdx|markdown|txt|rst|adoc|html?|tex|csv|tsv|po|pot|xlf|xliff|arb|resx|strings|ftl|svg)$/i;
const TRANSLATION = /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)\//i;
/** A flag such as that of Scotland: a black flag, letters as tags, an end. Variation selectors belong to the letter before. */
const FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}/gu;
const IDEOGRAPH_VARIANT = /\p{Script=Han}[\u{e0100}-\u{e01ef}]/gu;

/** Byte order marks alone, each first in a text between quotes, or first on a line where files were joined: a file's beginning far more often than a trick. */
const MARK_OF_A_TEXT = /(["'`]|^)\ufeff/g;
/** The mark of a file before whose first character something was typed. */
const MARK_PUSHED_BACK = /^.{0,3}\ufeff/;

/** Characters that show the reader other code than the machine reads. */
export const hiddenCharacters: Check = {
  id: 'hidden-characters',
  judges: [{ kinds: ['*'], families: ['hidden-characters'] }],
  run: async (context) => {
    for (const file of context.changeSet.files) {
      if (file.hunks.length > 0) context.looked(file.newPath);
      for (const hunk of file.hunks) {
        for (const line of hunk.lines) {
          if (line.kind !== 'added' || line.newLine === null) continue;
          const report = reportOf(file, line.newLine, line.text);
          if (report !== null) context.report(report);
        }
      }
    }
  },
};

function reportOf(file: ChangedFile, line: number, whole: string): Report | null {
  const text = (line === 1 ? whole.replace(/^\ufeff/, '') : whole).replace(FLAG, '').replace(IDEOGRAPH_VARIANT, '');
  const reordering = text.match(BIDIRECTIONAL) ?? [];
  const prose = PROSE.test(file.newPath) || TRANSLATION.test(file.newPath);
  const evidence = whole.trim();
  const place = { location: { path: file.newPath, side: 'new', startLine: line, endLine: line }, evidence } as const;
  if (reordering.length > 0 && isDeceptive(text, prose)) {
    return {
      ...place,
      rule: 'bidirectional-control',
      title: 'The line is not shown in the order in which it is read',
      explanation: `It contains ${names(reordering)}. An editor or a diff shows its parts in another order than the compiler reads them. Remove the characters, or write them as escapes.`,
      failureScenario: {
        description: `A reviewer sees the parts of line ${line} reordered, for example a condition inside a comment, and approves code that does something else.`,
      },
      ...(prose && { severity: 'warning' as const, confidence: 600 }),
    };
  }
  const unseen = text.match(INVISIBLE) ?? [];
  if (unseen.length === 0 || prose || RIGHT_TO_LEFT.test(text)) return null;
  const told = line === 1 && stoodFirst(file) ? text.replace(MARK_PUSHED_BACK, '') : text;
  const onlyMarks = !(told.replace(MARK_OF_A_TEXT, '$1').match(INVISIBLE) ?? []).length;
  return {
    ...place,
    rule: 'invisible-character',
    title: 'A character in the code cannot be seen',
    explanation: `The line contains ${names(unseen)}. Two names or strings that look the same are different because of it. Remove it, or write it as an escape.`,
    failureScenario: {
      description: `A comparison with, or a search for, the text of line ${line} as it is shown finds nothing, because the text contains ${names(unseen)}.`,
    },
    ...(onlyMarks && { severity: 'suggestion' as const, confidence: 200 }),
  };
}

/** Whether the file began with a byte order mark before. */
function stoodFirst({ hunks }: ChangedFile): boolean {
  const first = hunks.flatMap(({ lines }) => lines).find(({ oldLine }) => oldLine === 1);
  return first?.text.startsWith('\ufeff') === true;
}

function isDeceptive(text: string, prose: boolean): boolean {
  if (prose) return OVERRIDE.test(text) && !RIGHT_TO_LEFT.test(text);
  return !(isBalanced(text) && RIGHT_TO_LEFT.test(text) && !OVERRIDE.test(text));
}

/** Whether every opened direction is closed again in the line. */
function isBalanced(text: string): boolean {
  let embedded = 0;
  let isolated = 0;
  for (const [character] of text.matchAll(BIDIRECTIONAL)) {
    if (character === '\u202c') embedded -= 1;
    else if (character === '\u2069') isolated -= 1;
    else if (character < '\u2066') embedded += 1;
    else isolated += 1;
    if (embedded < 0 || isolated < 0) return false;
  }
  return embedded === 0 && isolated === 0;
}

function names(characters: readonly string[]): string {
  const codes = characters.map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return [...new Set(codes)].join(', ');
}
