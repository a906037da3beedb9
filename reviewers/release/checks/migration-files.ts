import type { Check, CheckContext } from '../../reviewer.ts';
import { MIGRATION_HAZARDS, type MigrationRule } from '../migrations/hazard-words.ts';
import { goesBack, halvesOf, migrationForm } from '../migrations/places.ts';
import { withoutWayBack } from '../migrations/way-back.ts';
import { fileNameOf, folderOf, foldersUpward, inFolder } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { readSides } from '../read-sides.ts';
import { withoutComments } from '../migrations/without-comments.ts';

/** More old migrations edited at once are a rewrite of them all, which nobody does by oversight. */
const MOST_EDITED = 3;
/**
 * Where the tool keeps no checksum, old migrations are edited on purpose, to mend new installations: of 11 such findings in ordinary commits none was
 * surely right.
 */
const FOLDED = 200;
/** The last ones may not have been released yet. */
const NEWEST = 2;

/** Migrations of SQL as files: old ones that are edited, and new ones without the way back that their neighbours have. */
export const migrationFiles: Check = {
  id: 'migration-files',
  comparesSides: true,
  async run(context) {
    const all = await readSides(context, (path) => migrationForm(path) === 'sql');
    const tree = all.length === 0 ? null : await context.list('old');
    if (tree === null) return;
    const edited = all.flatMap(({ file, old, new: text }) => {
      if (file.status !== 'M' || goesBack(file.newPath) || !isEdited(old, text)) return [];
      // Where lines only went, the file as a whole is meant.
      const line = [...context.changedLines(file, 'new')].toSorted((a, b) => a - b)[0] ?? null;
      return isNewest(file.newPath, tree) ? [] : [{ path: file.newPath, text, line }];
    });
    if (edited.length <= MOST_EDITED)
      for (const one of edited) {
        const isChecked = await comparesChecksums(context, one.path);
        tell(context, 'edited-migration', { ...one, ...(!isChecked && { confidence: FOLDED }) });
      }
    for (const { file, new: text } of all) {
      if (file.status !== 'A' || goesBack(file.newPath)) continue;
      if (await withoutWayBack(context, { path: file.newPath, text, tree }))
        tell(context, 'no-way-back', { path: file.newPath, text, line: null });
    }
  },
};

/** Whether a migration does something else on its way forth, and not only its comments, white space or way back changed. */
function isEdited(old: string, now: string): boolean {
  const [before, after] = [old, now].map((one) => withoutComments(halvesOf(one).forth));
  return before !== after && before !== '';
}

const byNumbers = new Intl.Collator('en', { numeric: true }).compare;

/** Whether the tool refuses to start where a migration that ran has another text now: Flyway and sqlx do. */
async function comparesChecksums(context: CheckContext, path: string): Promise<boolean> {
  if (/^V\d[\d._]{0,60}__/.test(fileNameOf(path))) return true;
  for (const folder of foldersUpward(folderOf(path))) {
    const content = await context.read(inFolder(folder, 'Cargo.toml'), 'new');
    if (content.kind === 'text' && /^\s{0,20}sqlx\b/m.test(content.text)) return true;
  }
  return false;
}

function isNewest(path: string, tree: readonly string[]): boolean {
  const isNested = /^(?:up|migration)\.sql$/.test(path.slice(path.lastIndexOf('/') + 1));
  const folder = isNested ? folderOf(folderOf(path)) : folderOf(path);
  const beside = tree.filter(
    (one) =>
      migrationForm(one) === 'sql' && !goesBack(one) && (isNested ? folderOf(folderOf(one)) : folderOf(one)) === folder,
  );
  return beside.toSorted(byNumbers).slice(-NEWEST).includes(path);
}

function tell(
  context: CheckContext,
  rule: MigrationRule,
  one: { readonly path: string; readonly text: string; readonly line: number | null; readonly confidence?: number },
): void {
  const { path, text, line, confidence } = one;
  const { title, why, scenario } = MIGRATION_HAZARDS[rule];
  context.report({
    rule,
    ...quoteLine({ path, side: 'new', text }, line),
    title,
    explanation: why,
    failureScenario: { description: scenario },
    ...(confidence !== undefined && { confidence, severity: 'suggestion' as const }),
  });
}
