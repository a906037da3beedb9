import type { CheckContext } from '../../reviewer.ts';
import { fileNameOf, folderOf } from '../paths.ts';
import { goesBack, halvesOf, migrationForm } from './places.ts';
import { withoutComments } from './without-comments.ts';

/** So many of the last migrations have a way back before one is missed. */
const NEIGHBOURS = 4;
const UP = /(?:^|[._-])up\.sql$/i;
const FORTH_MARK = /--\s{0,5}(?:\+(?:goose|migrate)\s{1,5}up|migrate:up|rambler\s{1,5}up)\b/i;

/** Whether a new migration lacks the way back that all the last ones beside it have: a file, or a part of the same file. */
export async function withoutWayBack(
  context: CheckContext,
  { path, text, tree }: { readonly path: string; readonly text: string; readonly tree: readonly string[] },
): Promise<boolean> {
  // A value that an enum has, it has for good.
  if (/\bADD\s{1,5}VALUE\b/i.test(text)) return false;
  const place = placeOf(path);
  const beside = tree
    .filter((one) => one !== path && migrationForm(one) === 'sql' && placeOf(one) === place && !goesBack(one))
    .toSorted()
    .slice(-NEIGHBOURS);
  if (beside.length < NEIGHBOURS) return false;
  if (UP.test(fileNameOf(path))) {
    const head = new Set(await context.list('new'));
    const there = new Set(tree);
    return !head.has(backOf(path)) && beside.every((one) => UP.test(one) && there.has(backOf(one)));
  }
  if (!FORTH_MARK.test(text) || hasBack(text)) return false;
  for (const one of beside) {
    const content = await context.read(one, 'old');
    if (content.kind !== 'text' || !hasBack(content.text)) return false;
  }
  return true;
}

const backOf = (path: string): string => path.replace(/up(?=\.sql$)/i, 'down');

function hasBack(text: string): boolean {
  const { back } = halvesOf(text);
  return back !== null && withoutComments(back) !== '';
}

/** Where the migrations of one database stand: above the folders that bear the numbers. */
function placeOf(path: string): string {
  const folder = folderOf(path);
  return /^(?:up|migration)\.sql$/i.test(fileNameOf(path)) ? folderOf(folder) : folder;
}
