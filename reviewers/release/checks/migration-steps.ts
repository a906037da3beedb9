import type { Check, CheckContext } from '../../reviewer.ts';
import { manifestsSayPostgres, saysPostgres } from '../migrations/dialect.ts';
import { findHazards, type MigrationHazard } from '../migrations/find-hazards.ts';
import { type Habits, readHabits } from '../migrations/habit.ts';
import { MIGRATION_HAZARDS } from '../migrations/hazard-words.ts';
import { goesBack, migrationForm } from '../migrations/places.ts';
import { readMigration } from '../migrations/read-migration.ts';
import { folderOf } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { toldTogether } from '../told-together.ts';

/** What migrations do to a database in use: locks, refusals, losses. One finding a migration and rule. Nobody else has planted hazards for it: it tells and judges nothing. */
export const migrationSteps: Check = {
  id: 'migration-steps',
  comparesSides: true,
  async run(context) {
    const wanted = (path: string): boolean => migrationForm(path) !== null && !goesBack(path);
    let habits: Habits | undefined;
    const postgres = new Map<string, boolean>();
    for (const sides of await readSides(context, wanted)) {
      if (sides.file.status === 'D') continue;
      const hazards = await hazardsIn(context, sides, {
        habits: async () => (habits ??= await readHabits(context)),
        postgres: async (folder) => {
          const known = postgres.get(folder) ?? (await manifestsSayPostgres(context, folder));
          postgres.set(folder, known);
          return known;
        },
      });
      for (const some of Map.groupBy(hazards, ({ rule }) => rule).values()) report(context, sides, some);
    }
  },
};

/** What holds for all migrations of a change, asked when first needed. */
interface AskedRepository {
  readonly habits: () => Promise<Habits>;
  readonly postgres: (folder: string) => Promise<boolean>;
}

async function hazardsIn(
  context: CheckContext,
  { file, new: text }: FileSides,
  repository: AskedRepository,
): Promise<MigrationHazard[]> {
  const path = file.newPath;
  const form = migrationForm(path);
  if (form === null) return [];
  const migration = await readMigration(context, { path, text, form });
  if (migration === null || migration.steps.length === 0) return [];
  const postgres = saysPostgres(migration) ?? (await repository.postgres(folderOf(path)));
  const [first] = migration.unread;
  if (postgres && first !== undefined)
    context.unjudged(path, `line ${first.line} is no SQL that PostgreSQL takes: ${first.reason}`);
  const added = context.changedLines(file, 'new');
  return findHazards(migration, { postgres, habits: await repository.habits() }).filter(({ step }) =>
    added.has(step.line),
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
