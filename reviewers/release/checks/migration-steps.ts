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

/** What migrations do to a database in use: locks, refusals, losses. One finding a migration and rule. Nobody else has planted hazards for it: it tells and judges nothing. */
export const migrationSteps: Check = {
  id: 'migration-steps',
  comparesSides: true,
  async run(context) {
    const wanted = (path: string): boolean => migrationForm(path) !== null && !goesBack(path);
    let habits: Habits | undefined;
    const postgres = new Map<string, boolean>();
    const read: Read[] = [];
    for (const sides of await readSides(context, wanted)) {
      const form = migrationForm(sides.file.newPath);
      if (sides.file.status === 'D' || form === null) continue;
      const migration = await readMigration(context, { path: sides.file.newPath, text: sides.new, form });
      if (migration !== null && migration.steps.length > 0) read.push({ sides, migration });
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
  { sides: { file }, migration }: Read,
  repository: AskedRepository,
): Promise<MigrationHazard[]> {
  const { path } = migration;
  const postgres = saysPostgres(migration) ?? (await repository.postgres(folderOf(path)));
  const [first] = migration.unread;
  if (postgres && first !== undefined)
    context.unjudged(path, `line ${first.line} is no SQL that PostgreSQL takes: ${first.reason}`);
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
