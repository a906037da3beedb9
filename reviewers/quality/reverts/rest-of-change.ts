import type { TakenBackCommit } from '../../../forge/forge.ts';
import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import type { CheckContext } from '../../reviewer.ts';
import { bareText } from '../guards/bare-text.ts';
import { partOf } from '../taken/test-files.ts';
import { isProductionCode, isTelling, namesOfLines } from './telling-line.ts';

type Places = TakenBackCommit['places'];

/** A line of the change that takes nothing back. */
export interface OtherLine {
  readonly path: string;
  readonly comes: boolean;
  readonly text: string;
}

const PROSE = /\.(?:mdx?|rst|adoc|txt|html?)$|(?:^|\/)(?:CHANGE\w*|HISTORY|NEWS|AUTHORS)(?:\.\w{1,4})?$/i;
const NUMBERS = /\d+(?:\.\d+)*/g;

/** The lines of each place that say something; a place where only numbers differ has none. */
export function tellingRuns(places: Places) {
  return places.flatMap(({ path, run }) => {
    const [gone, come] = [run.removed, run.added].map((lines) => lines.filter(({ text }) => isTelling(text, path))) as [
      DiffLine[],
      DiffLine[],
    ];
    const plain = (lines: readonly DiffLine[]): string =>
      lines.map(({ text }) => text.replaceAll(NUMBERS, '0')).join('\n');
    const same = plain(run.removed) === plain(run.added);
    return same || gone.length + come.length === 0 ? [] : [{ path, gone, come }];
  });
}

/** What a change does beside taking something back; words for people do not count. */
export function restOf(places: Places, files: readonly ChangedFile[]): readonly OtherLine[] {
  const back = new Set(places.flatMap(({ run }) => [...run.removed, ...run.added]));
  return files
    .filter(({ newPath }) => !PROSE.test(newPath))
    .flatMap(({ newPath: path, hunks }) =>
      hunks
        .flatMap(({ lines }) => lines)
        .filter((line) => line.kind !== 'context' && !back.has(line) && isTelling(line.text, path))
        .map(({ kind, text }) => ({ path, comes: kind === 'added', text })),
    );
}

/**
 * Whether the rest of the change is about the same: a line that goes stands elsewhere, a name that is gone with it comes with code or a test,
 * or its neighbours in the file change by the same names.
 */
export async function isFollowedUp(
  context: CheckContext,
  places: Places,
  rest: readonly OtherLine[],
): Promise<boolean> {
  const code = rest.filter(({ path }) => isProductionCode(path) || partOf(path) === 'test');
  const comes = code.filter((line) => line.comes);
  const bare = new Set(comes.map(({ path, text }) => bareText(text, path).text));
  const gone = tellingRuns(places).flatMap((one) => one.gone.map(({ text }) => bareText(text, one.path).text));
  if (gone.some((text) => bare.has(text))) return true;
  for (const path of new Set(places.map((place) => place.path))) {
    const own = places.filter((place) => place.path === path).flatMap(({ run }) => [...run.removed, ...run.added]);
    const names = namesOfLines(own.map(({ text }) => text));
    const beside = namesOfLines(code.filter((line) => line.path === path).map(({ text }) => text));
    if ([...names].some((name) => beside.has(name))) return true;
    const content = await context.read(path, 'new');
    const now = content.kind === 'text' ? namesOfLines(content.text.split('\n')) : new Set<string>();
    const used = namesOfLines(comes.map(({ text }) => text));
    if ([...names].some((name) => !now.has(name) && used.has(name))) return true;
  }
  return false;
}
