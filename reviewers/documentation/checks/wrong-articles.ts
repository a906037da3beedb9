import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type WrongArticle, wrongArticles } from '../comments/articles.ts';
import { hasProse, proseOf } from '../comments/prose-of-file.ts';
import { copiedFiles } from '../copied-files.ts';
import { isMaterial } from '../paths.ts';
import { quotesTitle } from '../spelling/quoted-titles.ts';

/** So many files with one are read. */
const MOST_FILES = 30;
/** More of one file are its own way of speaking, or a generator's. */
const MOST_OF_FILE = 8;
/** So many other places are named. */
const MOST_QUOTED = 5;
const MAY_BE =
  /(?<![\p{L}\p{N}])(?:[Aa]\s{1,4}(?:[^\p{L}\n]{0,4}\s)?[AEIOUaeiou][a-z]{3}|[Aa]n\s{1,4}(?:[^\p{L}\n]{0,4}\s)?[B-DF-HJ-NP-Zb-df-hj-np-zu][a-z]{3})/u;

interface Found extends WrongArticle {
  readonly path: string;
  /** The line of the article. */
  readonly text: string;
}

/** `a` before a vowel and `an` before a consonant, in sentences that the change adds. Told once a change. */
export const wrongArticlesCheck: Check = {
  id: 'wrong-articles',
  comparesSides: true,
  async run(context) {
    const files = withoutNoise(context.changeSet.files).filter(
      (file) => !file.binary && file.status !== 'D' && hasProse(file.newPath) && !isMaterial(file.newPath),
    );
    const found: Found[] = [];
    for (const file of files.filter(mayHold).slice(0, MOST_FILES)) {
      if (await (await copiedFiles(context))(file.newPath)) continue;
      found.push(...(await articlesOf(context, file)));
    }
    const [first, ...others] = found;
    if (first !== undefined) context.report(reportOf(first, others));
  },
};

/** Whether the new lines hold an article that may be wrong. */
function mayHold({ hunks }: ChangedFile): boolean {
  return hunks.some(({ lines }) =>
    MAY_BE.test(
      lines
        .filter(({ newLine }) => newLine !== null)
        .map(({ text }) => text)
        .join('\n'),
    ),
  );
}

async function articlesOf(context: CheckContext, file: ChangedFile): Promise<Found[]> {
  const path = file.newPath;
  const content = await context.read(path, 'new');
  if (content.kind === 'absent' || hasValueA(content.text)) return [];
  const added = context.changedLines(file, 'new');
  const lines = content.text.split('\n').map((line) => line.replace(/\r$/, ''));
  const gone = squeezed(
    file.hunks.flatMap((hunk) => hunk.lines.flatMap(({ kind, text }) => (kind === 'deleted' ? [text] : []))).join(' '),
  );
  const found: Found[] = [];
  const wrong = (await proseOf(context, path, content.text))
    .flatMap(wrongArticles)
    .filter(({ line, firstLine }) => added.has(line) || added.has(firstLine));
  if (wrong.length > MOST_OF_FILE) return [];
  for (const one of wrong) {
    const text = lines[one.firstLine - 1] ?? '';
    // What was there and is wrapped, indented or completed is no news; nor is what is copied.
    if (gone.includes(squeezed(`${one.first} ${one.word}`)) || quotesTitle({ path, text })) continue;
    if (!(await isCopied(context, text))) found.push({ ...one, path, text });
  }
  return found;
}

const squeezed = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

/** Whether code or a formula has a value of the name `a`: sentences speak of it then. */
function hasValueA(text: string): boolean {
  return /(?:[\w>\]&*:] |[(,] ?)a ?[,)=;]|`a`|\{@code a\}/.test(text);
}

async function isCopied(context: CheckContext, text: string): Promise<boolean> {
  const found = await context.search({ text: text.trim(), side: 'old', limit: 1 });
  return found.kind !== 'unavailable' && found.value.length > 0;
}

function reportOf(one: Found, others: readonly Found[]): Report {
  const { path, firstLine, line, text, first, firstColumn, word, right } = one;
  const places = others.slice(0, MOST_QUOTED).map((other) => `\`${other.path}\` line ${other.firstLine}`);
  const more = others.length > MOST_QUOTED ? ` and ${others.length - MOST_QUOTED} more` : '';
  const isWhole = line === firstLine;
  return {
    rule: 'wrong-article',
    location: { path, side: 'new', startLine: firstLine, endLine: firstLine },
    evidence: isWhole ? text.slice(firstColumn, one.column + word.length) : text.trim(),
    title: `"${first} ${word}" should be "${right} ${word}"`,
    explanation: `The sound that \`${word}\` begins with asks for \`${right.toLowerCase()}\`.${
      places.length > 0 ? ` The like at ${places.join(', ')}${more}.` : ''
    }`,
    replacement: text.slice(0, firstColumn) + right + text.slice(firstColumn + first.length),
  };
}
