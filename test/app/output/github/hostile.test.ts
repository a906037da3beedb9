import { describe, expect, it, test } from 'vitest';
import { documentsWith, OWN_LINKS } from './hostile-documents.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const FENCED = /^( ?)(`{3,})[^`\n]*\n(?:[^\n]*\n)*?\1\2$/gm;

/** A text as CommonMark reads it, without the mark, our own links and what is code. */
function live(markdown: string): string {
  const code = (text: string) =>
    text.replace(/(\\[!-/:-@[-`{-~])|(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/g, (found, escaped?: string) =>
      escaped ? found : '¤',
    );
  const unmarked = code(markdown.replace(/^<!-- docket [\w-]+ -->\n/, '').replace(FENCED, ''));
  return OWN_LINKS.reduce(
    (text, link) => text.replace(new RegExp(`\\[(?:¤|[A-Za-z ]+)\\]\\(${link}\\)`, 'g'), ''),
    unmarked,
  );
}

const ACTIVE: readonly (readonly [string, RegExp])[] = [
  ['HTML', /(?<!\\)(?:\\\\)*</],
  ['a link or an image', /(?<!\\)(?:\\\\)*\[/],
  ['a mention', /@\w/],
  ['a reference', /#(?!8203;)\d|GH-\d/i],
  ['an address', /:\/\/|www\./i],
  ['a command', /^\/[a-z]/im],
  ['a heading', /^\s*#{1,6}(?: (?!Docket: (?:Significant concerns|not reviewed)$)|$)/m],
  ['a fence', /(?<!\\)(?:~~~|```)/],
  ['an entity', /&(?!amp;|lt;|#8203;)#?\w+;/],
];

describe('text from outside, in everything that is posted', () => {
  test.each(HOSTILE_TEXTS)('%j is only text', (text) => {
    const wrong = documentsWith(text).flatMap(({ name, markdown }) =>
      ACTIVE.filter(([, pattern]) => pattern.test(live(markdown))).map(([what]) => `${what} in ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is looked for where it would be found', () => {
    expect(HOSTILE_TEXTS.filter((text) => !ACTIVE.some(([, pattern]) => pattern.test(live(text)))).length).toBeLessThan(
      8,
    );
  });
});
