import type { Check, CheckContext } from '../../reviewer.ts';
import { manifestsSayPostgres, saysPostgres } from '../migrations/dialect.ts';
import { findHazards, madeBy, type MigrationHazard } from '../migrations/find-hazards.ts';
import { type Habits, readHabits } from '../migrations/habit.ts';
import { MIGRATION_HAZARDS } from '../migrations/hazard-words.ts';
import { goesBack, migrationForm } from '../migrations/places.ts';
import { readMigration, type ReadMigration } from '../migrations/read-migration.ts';
import { folderOf } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { toldTogether } from '../told-together.ts';

/** Bodies of functions are programs, of which nothing is asked here. */
const HAS_BODY = /^[ \t]{0,40}(?:CREATE\s{1,20}(?:OR\s{1,20}REPLACE\s{1,20})?(?:FUNCTION|PROCEDURE)|DO)\b/im;
const isStep = (path: string): boolean => migrationForm(path) !== null && !goesBack(path);

/**
 * What migrations do to a database in use: locks, refusals, losses. One finding a migration and rule. It judges files of SQL that are for PostgreSQL
 * and read whole.
 */
export const migrationSteps: Check = {
  id: 'migration-steps',
  comparesSides: true,
  judges: [{ kinds: ['sql'], families: ['correctness'], whereKnown: true }],
  looksAt: ({ newPath }) => migrationForm(newPath) === 'sql' && !goesBack(newPath),
  async run(context) {
    let habits: Habits | undefined;
    const postgres = new Map<string, boolean>();
    const read: Read[] = [];
    for (const sides of await readSides(context, isStep)) {
      if (sides.file.status === 'D') {
        context.unjudged(sides.file.newPath, 'is a migration that goes');
        continue;
      }
      const form = migrationForm(sides.file.newPath);
      if (form === null) continue;
      const migration = await readMigration(context, { path: sides.file.newPath, text: sides.new, form });
      if (migration !== null) read.push({ sides, migration });
    }
    const news = read.filter(({ sides }) => sides.file.status === 'A');
    const made = Map.groupBy(news, ({ migration }) => folderOf(migration.path));
    for (const one of read) {
      const hazards = await hazardsIn(context, one, {
        made: new Set((made.get(folderOf(one.migration.path)) ?? []).flatMap(({ migration }) => madeBy(migration))),
        habits: async () => (habits ??= await readHabits(context)),
        postgres: async (folder) => {
          const known = postgres.get(folder) ?? (await manifestsSayPostgres(context, folder));
          postgres.set(folder, known);
          return known;
        },
      });
      for (const some of Map.groupBy(hazards, ({ rule }) => rule).values()) report(context, one.sides, some);
    }
  },
};

/** A migration and its two sides. */
interface Read {
  readonly sides: FileSides;
  readonly migration: ReadMigration;
}

/** What holds for all migrations of a change, asked when first needed. */
interface AskedRepository {
  /** Tables that new migrations beside this one make. */
  readonly made: ReadonlySet<string>;
  readonly habits: () => Promise<Habits>;
  readonly postgres: (folder: string) => Promise<boolean>;
}

async function hazardsIn(
  context: CheckContext,
  { sides: { file, new: text }, migration }: Read,
  repository: AskedRepository,
): Promise<MigrationHazard[]> {
  const { path } = migration;
  const postgres = saysPostgres(migration) ?? (await repository.postgres(folderOf(path)));
  const [first] = migration.unread;
  const isSql = migrationForm(path) === 'sql';
  if (first !== undefined && (isSql || postgres))
    context.unjudged(path, `line ${first.line} is no SQL that PostgreSQL takes: ${first.reason}`);
  else if (isSql && !postgres) context.unjudged(path, 'is a migration of which nothing says that it is for PostgreSQL');
  else if (isSql && HAS_BODY.test(text)) context.unjudged(path, 'is a migration with a program in it');
  if (migration.steps.length === 0) return [];
  const added = context.changedLines(file, 'new');
  return findHazards(migration, { postgres, habits: await repository.habits(), made: repository.made }).filter(
    ({ step }) => added.has(step.line),
  );
}

function report(context: CheckContext, { file, new: text }: FileSides, hazards: readonly MigrationHazard[]): void {
  const [first] = hazards.toSorted((one, other) => other.confidence - one.confidence);
  if (first === undefined) return;
  const { rule, what, step, confidence, severity } = first;
  const { why, scenario } = MIGRATION_HAZARDS[rule];
  const others = hazards
    .filter((one) => one !== first)
    .map((one) => ({ name: one.what, what: '', line: one.step.line }));
  const told = toldTogether([{ name: what, what: '', line: step.line }, ...others]);
  context.report({
    rule,
    ...quoteLine({ path: file.newPath, side: 'new', text }, step.line),
    title: `The migration: ${what}${told.more}`,
    explanation: `${why}${told.others}`,
    failureScenario: { description: scenario },
    confidence,
    severity,
  });
}
