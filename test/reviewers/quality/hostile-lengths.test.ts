import { expect, it } from 'vitest';
import { readPage } from '../../../reviewers/changed-code/markup/page.ts';
import { judgeFishSlips } from '../../../reviewers/quality/fish/judge-fish-slips.ts';
import { judgePowerShellSlips } from '../../../reviewers/quality/powershell/judge-powershell-slips.ts';
import { judgeTemplates } from '../../../reviewers/quality/templates/judge-templates.ts';
import { helpersIn, mayAssert } from '../../../reviewers/quality/unasserted/assertions.ts';
import { localNames } from '../../../reviewers/quality/unused/local-names.ts';
import { CodeText } from '../../../reviewers/quality/unused/uses.ts';
import { judgeFish } from '../../../reviewers/security/fish/judge-fish.ts';
import { judgePage } from '../../../reviewers/security/pages/judge-page.ts';
import { runs } from '../../support/soak.ts';

const LENGTH = runs(50_000, 100_000);

/** What a pattern or a scanner that looks ahead again and again takes the square of. */
const UNITS = [
  ['"', "'", '`', '\\', '"\\', "'\\", '`\\', '"$(', '"#{'],
  ['{', '{{', '{%', '{#', '{/*', '{\\" }', '/*', '<#', '<!--', '//', '/', '@{'],
  ['(', '[', '$(', '@if(', 'if (', '%('],
  [' ', '\n', '\n ', 'a', 'a = ', '=\n', 'catch [', 'function\n', 'and a='],
  ['<A1 ', '<b>\n', '</b>\n', '<a b="', '<a {\\" }>', '{{ a }}\n', '<%= "'],
].flat();
const PAGES = ['a.html.erb', 'a.ejs', 'a.blade.php', 'A.svelte', 'A.vue', 'a.cshtml', 'A.astro', 'a.mdx'];
const FILES = ['a.html', 'a.liquid', 'a.gotmpl', 'a.twig', 'a.hbs'];
const CODE = ['a.ts', 'a.py', 'a.java', 'a.cs', 'a.php', 'a.rb', 'a.rs'];

const JUDGES: readonly (readonly [name: string, begins: readonly string[], judge: (text: string) => void])[] = [
  ['fish', [''], (text) => [judgeFishSlips(text), judgeFish(text)]],
  ['PowerShell', [''], (text) => judgePowerShellSlips(text)],
  ...[...PAGES, ...FILES].map(
    (path) =>
      [path, ['', '{{ ', '<% '], (text: string) => [judgeTemplates(text, path), judgePage(text, path)]] as const,
  ),
  ['tests', [''], (text) => [helpersIn(text), mayAssert(text)]],
  ...CODE.map((path) => [path, [''], (text: string) => [localNames(path, text), new CodeText(text, path)]] as const),
];

/** Of the processor, so that a busy machine changes nothing; in milliseconds. */
function spent(judge: (text: string) => void, text: string): number {
  const began = process.cpuUsage().user;
  judge(text);
  return (process.cpuUsage().user - began) / 1000;
}

/**
 * Four times the text takes four times as long where the time is linear, and sixteen times where it is the square: what took the square took
 * longer for this length. Short times say nothing of how they grow, so that four tenths of a second are free.
 */
it.each(JUDGES)('%s is judged in time that grows with the text alone', (_, begins, judge) => {
  const slow = begins.flatMap((begin) =>
    UNITS.filter((unit) => {
      const text = (length: number): string => begin + unit.repeat(Math.ceil(length / unit.length));
      const looksSquare = (): boolean => {
        const whole = spent(judge, text(LENGTH));
        return whole > 400 && whole > 9 * spent(judge, text(LENGTH / 4));
      };
      // Once may be the machine's doing: what takes the square takes it each time.
      return [1, 2, 3].every(looksSquare);
    }).map((unit) => begin + unit),
  );
  expect(slow).toEqual([]);
});

it('a comment in curly brackets is left out of a page, and another is not', () => {
  expect(readPage('<p>{ /* <b> */ }</p>', 'astro').tags.map(({ name }) => name)).toEqual(['p', 'p']);
  expect(readPage('src/*.ts <b>{/* <i> */}</b>', 'mdx').tags.map(({ name }) => name)).toEqual(['b', 'b']);
});
