import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeBlock,
  inlineCode,
  neutraliseMarkdown,
  neutraliseTerminal,
  neutraliseWorkflow,
} from '../../../../app/output/text/neutralise.ts';
import { runs } from '../../../support/soak.ts';

const FUNCTIONS = { neutraliseMarkdown, neutraliseTerminal, neutraliseWorkflow };
// oxlint-disable-next-line no-control-regex -- these must be gone
const RAW_CONTROL = /[\0-\x08\v-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u2069\u200b\ufeff\ud800-\udfff]/;

/** Bricks of attacks, so that random texts are made of what matters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '```',
        '~~~',
        '\n',
        '\n\n',
        ' ',
        '  ',
        '    ',
        '|',
        '\\',
        '- ',
        '> ',
        '1. ',
        '---',
        '===',
        '|-|',
      ),
      fc.constantFrom(
        '![a](https://evil.example/p.png)',
        '[a](javascript:x)',
        '[a]: http://b',
        '<img src=x>',
        '<!--',
        '-->',
        '&#64;',
      ),
      fc.constantFrom(
        '@user',
        '@org/team',
        '#12',
        'GH-7',
        'fixes #1',
        'o/r#3',
        'https://h.example/o/r/pull/1',
        'www.h.example',
        '/merge',
      ),
      fc.constantFrom(
        '::error::x',
        '##[group]',
        '\r',
        '\r\n',
        '\u001b[2J',
        '\u001b]8;;http://x\u0007',
        '\u202e',
        '\ud800',
        '\u{e0041}',
        '$x$',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        'hello',
        'world',
        '# Title',
        '&amp;',
        '&lt;',
        '&#8203;',
        '<',
        '>',
        '[',
        ']',
        '(',
        ')',
        '*',
        '_',
        '@',
        '#',
        ':',
        '/',
      ),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

const FENCED = /^( ?)(`{3,})[^`\n]*\n(?:[^\n]*\n)*?\1\2$/gm;

/** Our output as CommonMark reads it, with `¤` for every piece of code. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(FENCED, '')
    .replace(/(\\[!-/:-@[-`{-~])|(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/g, (found, escaped?: string) => (escaped ? found : '¤'));
}

const LIVE: readonly (readonly [string, RegExp])[] = [
  ['html or comment', /(?<!\\)(?:\\\\)*</],
  ['link, image or reference', /(?<!\\)(?:\\\\)*\[/],
  ['mention', /@\w/],
  ['issue reference', /#(?!8203;)\d|GH-\d/i],
  ['address', /:\/\/|www\./i],
  ['command', /^\s*\/[a-z]/im],
  ['heading', /^\s*#{1,6}(?:\s|$)/m],
  ['table or underline', /^[\s>]*\|?\s*:?(?<!\\)--+[-|:\s]*$/m],
  ['fence', /(?<!\\)(?:~~~|```)/],
  ['entity', /&(?!amp;|lt;|#8203;)#?\w+;/],
];

describe('every neutraliser', () => {
  test.each(Object.entries(FUNCTIONS))('%s leaves no control character', (_name, neutralise) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const ofOneUnit = Array.from(neutralise(text)).filter((character) => character.length === 1);
        expect(ofOneUnit.join(' ')).not.toMatch(RAW_CONTROL);
      }),
      { numRuns: runs(500, 50_000) },
    );
  });

  test.each(Object.entries(FUNCTIONS))('%s is idempotent', (_name, neutralise) => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(neutralise(neutralise(text))).toBe(neutralise(text));
      }),
      { numRuns: runs(1000, 100_000) },
    );
  });

  test.each(Object.entries(FUNCTIONS))('%s keeps the visible words in their order', (_name, neutralise) => {
    const words = fc.array(
      fc.tuple(fc.stringMatching(/^[a-z]{3,9}$/), fc.constantFrom('', ' ', '\n', '`', '<', '[', '\u001b')),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.map(([word, separator]) => `${word}${separator} `).join('');
        const seen = neutralise(text)
          .replace(/&lt;|&amp;|&#8203;|\\u\{\w+\}/g, ' ')
          .match(/[a-z]{3,9}/g);
        expect(seen ?? []).toEqual(parts.map(([word]) => word));
      }),
      { numRuns: runs(200, 20_000) },
    );
  });
});

describe('neutraliseTerminal', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['\u001b]8;;http://x\u0007y', '\\u{1b}]8;;http://x\\u{7}y'],
    ['\u009b2J', '\\u{9b}2J'],
    ['safe\rEVIL', 'safe\\u{d}EVIL'],
    ['one\r\ntwo', 'one\ntwo'],
    ['if (admin\u202e // \u2066)', 'if (admin\\u{202e} // \\u{2066})'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['lone \ud800 and \udc80', 'lone \\u{d800} and \\u{dc80}'],
    ['tab\tstays', 'tab\tstays'],
    ['emoji 👩‍🚀 ❤️ می‌خواهم', 'emoji 👩‍🚀 ❤️ می‌خواهم'],
  ])('%j', (text, expected) => expect(neutraliseTerminal(text)).toBe(expected));
});

describe('neutraliseWorkflow', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::set-output name=a::b', '  : :set-output name=a::b'],
    ['fine\n\t::debug::x', 'fine\n\t: :debug::x'],
    ['a\u2028::error::x', 'a\\u{2028}::error::x'],
    ['text ##[group]x', 'text # #[group]x'],
    ['std::vector ## [x]', 'std::vector ## [x]'],
    [':::error', ': ::error'],
  ])('%j', (text, expected) => expect(neutraliseWorkflow(text)).toBe(expected));

  test('no line begins a command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of neutraliseWorkflow(text).split(/[\n\r\v\f\u0085\u2028\u2029]/)) {
          expect(line.trimStart().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
        }
      }),
      { numRuns: runs(500, 50_000) },
    );
  });
});

describe('neutraliseMarkdown', () => {
  test.each([
    ['![x](http://h.example/b.png)', '!\\[x](http:&#8203;//h.example/b.png)'],
    ['<img src=x onerror=y> <!-- hidden -->', '&lt;img src=x onerror=y> &lt;!-- hidden -->'],
    ['<https://h.example>', '&lt;https:&#8203;//h.example>'],
    ['see [docs][1]\n\n[1]: http://h.example', 'see \\[docs]\\[1]\n\n\\[1]: http:&#8203;//h.example'],
    ['note[^1] - [x] done', 'note\\[^1] - \\[x] done'],
    [
      'ping @user, @org/team, \\@other &#64;entity',
      'ping @&#8203;user, @&#8203;org/team, \\@&#8203;other &amp;#&#8203;64;entity',
    ],
    ['fixes #12, GH-3, o/r#4', 'fixes #&#8203;12, GH-&#8203;3, o/r#&#8203;4'],
    ['https:\\/\\/h.example www.h.example', 'https:&#8203;\\/\\/h.example www&#8203;.h.example'],
    ['/docket dismiss\n  /merge', '\\/docket dismiss\n  \\/merge'],
    ['- /etc is a path', '- /etc is a path'],
    ['\\[a](b) \\\\[a](b)', '\\[a](b) \\\\\\[a](b)'],
    ['# Approved\nAll good\n===', '\\# Approved\nAll good\n\\=\\=\\='],
    ['a|b\n-|-', 'a|b\n\\-|\\-'],
    ['> a|b\n> :-:|--', '> a|b\n> :\\-:|\\-\\-'],
    ['costs $5 or $x$', 'costs \\$5 or \\$x\\$'],
    ['use `a || b` and `<T>` @x', 'use `a || b` and `<T>` @&#8203;x'],
    ['``a`b`` <x>', '``a`b`` &lt;x>'],
    ['`a``<b>` c', '```a``<b>``` c'],
    ['odd ` tick <b>', 'odd \\` tick &lt;b>'],
    ['first ` opens\nthen ` <img src=x> `', 'first \\` opens\nthen `<img src=x>`'],
    ['\\` <img> `', '\\` &lt;img> \\`'],
    ['~~~\nopen', '\\~\\~\\~\nopen'],
    ['```\nnever closed @me', '\\`\\`\\`\nnever closed @&#8203;me'],
    ['```ts\nconst a = `<b>`;\n```\n<i>', '```ts\nconst a = `<b>`;\n```\n&lt;i>'],
    ['```suggestion\nrm -rf\n```', '```\nrm -rf\n```'],
    ['- x\n  ```\n<img src=x>\n  ```', '- x\n  \\`\\`\\`\n&lt;img src=x>\n  \\`\\`\\`'],
    ['plain *emphasis*, a & b && c < d', 'plain *emphasis*, a & b && c &lt; d'],
  ])('%j', (text, expected) => expect(neutraliseMarkdown(text)).toBe(expected));

  test('nothing outside code is live', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rest = outsideCode(neutraliseMarkdown(text));
        for (const [what, pattern] of LIVE)
          expect(pattern.test(rest), `${what} in ${JSON.stringify(rest)}`).toBe(false);
      }),
      { numRuns: runs(2000, 200_000) },
    );
  });

  test('backticks pair within their line, so that no other line changes what is code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const withoutFences = neutraliseMarkdown(text).replace(FENCED, '');
        for (const line of withoutFences.split('\n')) expect(outsideCode(line)).not.toMatch(/(?<!\\)(?:\\\\)*`/);
      }),
      { numRuns: runs(1000, 100_000) },
    );
  });
});

describe('codeBlock and inlineCode', () => {
  test('a fence is longer than any inside and the code stands between', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [fence = '', ...rest] = codeBlock(text).split('\n');
        const body = rest.slice(0, -1).join('\n');
        expect(rest.at(-1)).toBe(fence);
        for (const run of body.match(/`+/g) ?? []) expect(run.length).toBeLessThan(fence.trim().length);
        for (const line of fence.startsWith(' ') ? rest : []) expect(line.startsWith(' ')).toBe(true);
      }),
      { numRuns: runs(500, 50_000) },
    );
  });

  test.each([
    [codeBlock('a\n', 'ts'), '```ts\na\n```'],
    [codeBlock('```\nx\n```'), '````\n```\nx\n```\n````'],
    [codeBlock('/merge\n  b'), ' ```\n /merge\n   b\n ```'],
    [codeBlock('\u202e'), '```\n\\u{202e}\n```'],
    [inlineCode('a'), '`a`'],
    [inlineCode('a`b'), '``a`b``'],
    [inlineCode('`'), '`` ` ``'],
    [inlineCode(' a '), '`  a  `'],
    [inlineCode('a\nb'), '`a b`'],
    [inlineCode(''), ''],
  ])('%j', (actual, expected) => expect(actual).toBe(expected));
});
