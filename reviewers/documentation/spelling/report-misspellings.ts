import type { Report } from '../../reviewer.ts';
import type { Judged } from './judge-misspelling.ts';
import type { Misspelling } from './misspellings.ts';
import { quotesTitle } from './quoted-titles.ts';
import { capitalised } from './stood-at-base.ts';

type Told = Misspelling & { readonly judged: Judged; readonly before: number };

/** So many other places are quoted. */
const MOST_QUOTED = 10;

/** One report for a change: the first slip in prose, which is mended, or the first name; the others in its words. */
export function reportOf(told: readonly Told[]): Report {
  const own = told.filter((one) => !quotesTitle(one));
  const first = own.find(({ judged }) => judged === 'prose') ?? own[0] ?? told[0];
  if (first === undefined) throw new TypeError('there is nothing to tell');
  const { path, line, text, word } = first;
  const onLine = told.filter((one) => one.path === path && one.line === line);
  const others = told.filter((one) => !onLine.includes(one));
  const words = new Set(told.map((one) => one.word)).size;
  const mended = mend(text, onLine);
  return {
    rule: 'misspelled-word',
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text,
    title: `\`${word}\` is misspelled: ${rights(first)}`,
    explanation: [
      first.before === 0
        ? `No file was spelled so before, and some have ${rights(first)}.`
        : `Before it was spelled so in ${first.before === 1 ? 'one place' : `${first.before} places`} alone, and others have ${rights(first)}.`,
      ...(onLine.length > 1 ? [`Also on this line: ${onLine.slice(1).map(said).join(', ')}.`] : []),
      ...(others.length > 0 ? [`${words > 1 ? 'Misspelled' : 'The same'} at ${elsewhere(others)}.`] : []),
    ].join(' '),
    // The words of a title are of whoever wrote it, and are written there as well.
    ...(own.length === 0 && { confidence: 200 }),
    failureScenario: { description: `Whoever searches for ${rights(first)} does not find this place.` },
    ...(mended !== text && { replacement: mended }),
  };
}

function elsewhere(others: readonly Told[]): string {
  const [shown, left] = [others.slice(0, MOST_QUOTED).map(quoted), others.length - MOST_QUOTED];
  const places = `${others.length} more ${others.length === 1 ? 'place' : 'places'}`;
  return `${places}: ${[...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ')}`;
}

const said = (one: Told): string => `\`${one.word}\` for ${rights(one)}`;

/** So many words that one may stand for are named. */
const MOST_NAMED = 3;
const rights = ({ corrections }: Told): string =>
  corrections
    .slice(0, MOST_NAMED)
    .map((one) => `\`${one}\``)
    .join(' or ');

function quoted(one: Told): string {
  const line = one.text.replaceAll('`', "'").replace(/\s+/g, ' ').trim();
  return `${said(one)} in ${one.path} line ${one.line}: \`${line.length > 120 ? `${line.slice(0, 117)}...` : line}\``;
}

/** The line with its slips in prose put right, where it is known how; names are left to their author, who has to follow their uses. */
function mend(text: string, slips: readonly Told[]): string {
  return slips
    .filter(({ judged, corrections }) => judged === 'prose' && corrections.length === 1)
    .toSorted((a, b) => b.column - a.column)
    .reduce((line, { column, written, corrections: [correction = written] }) => {
      const right = /^[A-Z]/.test(written) ? capitalised(correction) : correction;
      return line.slice(0, column) + right + line.slice(column + written.length);
    }, text);
}
