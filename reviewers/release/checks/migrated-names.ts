import type { SearchHit } from '../../../forge/forge.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { MIGRATION_HAZARDS } from '../migrations/hazard-words.ts';
import { goesBack, migrationForm } from '../migrations/places.ts';
import { type PlacedStep, readMigration } from '../migrations/read-migration.ts';
import { quoteLine } from '../quote.ts';
import { readSides } from '../read-sides.ts';

/** Names of one word may be those of anything. */
const DISTINCT = /^(?=.{6,63}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;
/** Code that sends SQL, and no dump of the schema: those are written out by the same migration. */
const CODE = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kts?|php|cs|sql|ex|exs|scala)$/i;
const DUMP = /(?:^|\/)(?:schema|structure|dump|init|baseline)[\w.-]*\.(?:sql|rb)$|generated|\.gen\.|\.pb\./i;
/** A comment, or an import from a module of that name. */
const NO_SQL =
  /^\s{0,200}(?:--|\/[/*]|#|\*|import\b|export\b.{0,2000}\bfrom\s{0,5}["']|\}\s{0,5}from\s{0,5}["']|from\s{1,5}[\w.]{1,200}\s{1,5}import\b)/;
const MOST_HITS = 300;
const MOST_NAMES = 10;

/** Tables and columns that a migration drops or renames while code at head still names them in SQL. */
export const migratedNames: Check = {
  id: 'migrated-names',
  comparesSides: true,
  async run(context) {
    const wanted = (path: string): boolean => migrationForm(path) !== null && !goesBack(path);
    for (const { file, new: text } of await readSides(context, wanted)) {
      const form = migrationForm(file.newPath);
      if (file.status !== 'A' || form === null) continue;
      const migration = await readMigration(context, { path: file.newPath, text, form });
      for (const step of goneOf(migration?.steps ?? [])) {
        const use = await useOf(context, step);
        if (use === null) continue;
        tell(context, { path: file.newPath, text, step, use });
        break;
      }
    }
  },
};

/** What is no longer there by its name when the migration has run. */
function goneOf(steps: readonly PlacedStep[]): PlacedStep[] {
  const made = new Set(
    steps.flatMap(({ kind, table, name }) =>
      kind === 'create-table'
        ? [table]
        : kind === 'rename-table'
          ? [name]
          : kind === 'add-column'
            ? [`${table}.${name}`]
            : [],
    ),
  );
  const swapped = new Set(steps.flatMap(({ kind, table }) => (kind === 'rename-column' ? [table] : [])));
  return steps
    .filter(({ kind, table, name }) => {
      if (kind === 'drop-table' || kind === 'rename-table') return DISTINCT.test(table) && !made.has(table);
      if (kind !== 'drop-column' && kind !== 'rename-column') return false;
      // Another column may have been given its name.
      if (kind === 'drop-column' && swapped.has(table)) return false;
      return DISTINCT.test(name) && !made.has(table) && !made.has(`${table}.${name}`);
    })
    .slice(0, MOST_NAMES);
}

/** The first line of code that names it in a statement of SQL. */
async function useOf(context: CheckContext, { kind, table, name }: PlacedStep): Promise<SearchHit | null> {
  const isTable = kind.endsWith('table');
  const text = isTable ? table : name;
  const found = await context.search({ text, side: 'new', wholeWord: true, limit: MOST_HITS });
  if (found.kind !== 'ok' || found.truncated) return null;
  const hits = found.value.filter(
    ({ path }) =>
      CODE.test(path) &&
      migrationForm(path) === null &&
      !/migrat/i.test(path) &&
      !isSampleCode(path) &&
      !DUMP.test(path),
  );
  if (isTable) return hits.find((hit) => !NO_SQL.test(hit.text) && saysInSql(hit.text, table)) ?? null;
  for (const hit of hits) {
    // The statement may be written over several lines; the table has to stand near.
    const content = await context.read(hit.path, 'new');
    if (content.kind !== 'text') continue;
    const near = content.text
      .split('\n')
      .slice(Math.max(0, hit.line - 8), hit.line + 7)
      .join('\n');
    if (saysInSql(near, table) && !NO_SQL.test(hit.text)) return hit;
  }
  return null;
}

/** `FROM a`, `JOIN a`, `INTO a`, `UPDATE a`, with the schema or quotes that may stand before it. */
function saysInSql(text: string, table: string): boolean {
  return new RegExp(
    String.raw`\b(?:from|join|into|update)\s{1,5}(?:only\s{1,5})?(?:["\`]?\w{1,40}["\`]?\.)?["\`]?${table}\b`,
    'i',
  ).test(text);
}

function tell(
  context: CheckContext,
  {
    path,
    text,
    step,
    use,
  }: { readonly path: string; readonly text: string; readonly step: PlacedStep; readonly use: SearchHit },
): void {
  const { why, scenario } = MIGRATION_HAZARDS['dropped-name-in-use'];
  const what = step.kind.endsWith('table') ? `\`${step.table}\`` : `\`${step.name}\` of \`${step.table}\``;
  context.report({
    rule: 'dropped-name-in-use',
    ...quoteLine({ path, side: 'new', text }, step.line),
    title: `The migration ${step.kind.startsWith('drop') ? 'drops' : 'renames'} ${what}, and \`${use.path}\` still names it`,
    explanation: `${why} Line ${use.line} of \`${use.path}\`: \`${use.text.trim().slice(0, 200)}\`.`,
    failureScenario: { description: scenario },
  });
}
