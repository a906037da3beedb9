import type { Check, CheckContext } from '../../reviewer.ts';
import { isForPostgres } from '../migrations/dialect.ts';
import { findHazards, type MigrationHazard } from '../migrations/find-hazards.ts';
import { type Habits, readHabits } from '../migrations/habit.ts';
import { MIGRATION_HAZARDS } from '../migrations/hazard-words.ts';
import { goesBack, migrationForm } from '../migrations/places.ts';
import { readMigration } from '../migrations/read-migration.ts';
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
    for (const sides of await readSides(context, wanted)) {
      if (sides.file.status === 'D') continue;
      const hazards = await hazardsIn(context, sides, async () => (habits ??= await readHabits(context)));
      for (const some of Map.groupBy(hazards, ({ rule }) => rule).values()) report(context, sides, some);
    }
  },
};

async function hazardsIn(
  context: CheckContext,
  { file, new: text }: FileSides,
  habitsOf: () => Promise<Habits>,
): Promise<MigrationHazard[]> {
  const path = file.newPath;
  const form = migrationForm(path);
  if (form === null) return [];
  const migration = await readMigration(context, { path, text, form });
  if (migration === null || migration.steps.length === 0) return [];
  const postgres = await isForPostgres(context, migration);
  const [first] = migration.unread;
  if (postgres && first !== undefined)
    context.unjudged(path, `line ${first.line} is no SQL that PostgreSQL takes: ${first.reason}`);
  const added = context.changedLines(file, 'new');
  return findHazards(migration, { postgres, habits: await habitsOf() }).filter(({ step }) => added.has(step.line));
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
