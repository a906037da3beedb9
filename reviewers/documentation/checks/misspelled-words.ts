import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import type { Judged } from '../spelling/judge-misspelling.ts';
import type { Misspelling } from '../spelling/misspellings.ts';
import { reportOf } from '../spelling/report-misspellings.ts';
import { spelledFiles } from '../spelling/spelled-file.ts';
import { slipOf } from '../spelling/stood-at-base.ts';

/** Each is looked for in the whole base; nobody mends more words of one change by its review. */
const MOST_WORDS = 12;
/** So many files with one are read. */
const MOST_FILES = 30;

type JudgedMisspelling = Misspelling & { readonly judged: Judged };
type ToldMisspelling = JudgedMisspelling & { readonly before: number };

/** Misspelled words that the change adds: in comments, documents, sentences in literals, and in names that it declares. */
export const misspelledWords: Check = {
  id: 'misspelled-words',
  comparesSides: true,
  async run(context) {
    const files = spelledFiles(context.changeSet.files);
    if (files.length === 0) return;
    // The dictionary is loaded only where words were added.
    const { addedMisspellings } = await import('../spelling/misspellings.ts');
    const found = addedMisspellings(files);
    if (found.length === 0) return;
    const judged = await judgeAll(context, found);
    const told: ToldMisspelling[] = [];
    const words = Map.groupBy(judged, ({ word }) => word);
    let asked = 0;
    for (const [word, places] of words) {
      const shown = places.filter((one) => one.judged === 'prose' || one.judged === 'declared');
      const [first] = shown;
      if (
        first === undefined ||
        !isSlipEverywhere(places) ||
        standsElsewhere(context, files, word) ||
        wasMoved(context, word)
      )
        continue;
      asked += 1;
      if (asked > MOST_WORDS) break;
      const slip = await slipOf(context, first);
      if (slip === null)
        return context.unavailable({ reason: 'whether a word is written so elsewhere needs the tree' });
      if (slip !== 'none') told.push(...shown.map((one) => ({ ...one, ...slip })));
    }
    if (told.length === 0) return;
    const { leftAlone } = await import('../spelling/checker-settings.ts');
    const isLeftAlone = await leftAlone(context);
    const { copiedFiles } = await import('../copied-files.ts');
    const isCopy = await copiedFiles(context);
    const left: ToldMisspelling[] = [];
    for (const one of told) if (!isLeftAlone(one.path) && !(await isCopy(one.path))) left.push(one);
    if (left.length > 0) context.report(reportOf(left));
  },
};

async function judgeAll(context: CheckContext, found: readonly Misspelling[]): Promise<JudgedMisspelling[]> {
  const { prosePlaces } = await import('../spelling/prose-places.ts');
  const { judgeMisspelling } = await import('../spelling/judge-misspelling.ts');
  const judged: JudgedMisspelling[] = [];
  for (const [path, some] of [...Map.groupBy(found, ({ path }) => path)].slice(0, MOST_FILES)) {
    const content = await context.read(path, 'new');
    if (content.kind === 'absent') {
      context.unavailable({ path, reason: content.reason });
      continue;
    }
    const placeAt = await prosePlaces(context, path, content.text);
    if (placeAt === null) continue;
    const lines = content.text.split('\n');
    judged.push(...some.map((one) => ({ ...one, judged: judgeMisspelling(one, placeAt, lines) })));
  }
  return judged;
}

/** What is quoted somewhere is a word of others, and so is a name that is used and not declared here. */
function isSlipEverywhere(places: readonly JudgedMisspelling[]): boolean {
  const is = (judged: Judged): boolean => places.some((one) => one.judged === judged);
  return !is('quoted') && (!is('use') || is('declared'));
}

/** Whether the change also takes the word away: what moves is no news. */
function wasMoved(context: CheckContext, word: string): boolean {
  return context.changeSet.files.some((file) =>
    file.hunks.some(({ lines }) =>
      lines.some(({ kind, text }) => kind === 'deleted' && text.toLowerCase().includes(word)),
    ),
  );
}

/** Whether the change writes the word in files of which nothing is told: data, vectors, lock files. */
function standsElsewhere(context: CheckContext, spelled: readonly ChangedFile[], word: string): boolean {
  return context.changeSet.files.some(
    (file) =>
      !spelled.includes(file) &&
      file.hunks.some(({ lines }) => lines.some(({ text }) => text.toLowerCase().includes(word))),
  );
}
