import type { Habits } from './habit.ts';
import type { ReadMigration, PlacedStep } from './read-migration.ts';
import { wrappedBy } from './transaction.ts';
import type { MigrationRule } from './hazard-words.ts';

/** A step that harms, and how sure that is. */
export interface MigrationHazard {
  readonly rule: MigrationRule;
  readonly step: PlacedStep;
  /** What the step does, as the title says it. */
  readonly what: string;
  readonly confidence: number;
  readonly severity: 'warning' | 'suggestion';
}

const SURE = 800;
const LIKELY = 600;
const MAYBE = 400;
/** Of eleven such findings in the ordinary commits of repositories with a habit none was right. */
const FOLDED = 200;

/** Tables and views that a migration makes. */
export const madeBy = ({ steps }: ReadMigration): string[] =>
  steps.flatMap(({ kind, table }) => (kind === 'create-table' ? [table] : []));

/** What of a migration harms a database in use; never what it does to tables that it, or another new one of the change, makes (`made`). */
export function findHazards(
  migration: ReadMigration,
  {
    postgres,
    habits,
    made = new Set(),
  }: { readonly postgres: boolean; readonly habits: Habits; readonly made?: ReadonlySet<string> },
): MigrationHazard[] {
  const { steps } = migration;
  // Also what is made anew under another name, filled, and renamed: the only way of SQLite.
  const fresh = new Set([
    ...made,
    ...madeBy(migration),
    ...steps.flatMap(({ kind, name }) => (kind === 'rename-table' ? [name] : [])),
  ]);
  const added = new Set(steps.flatMap((one) => (one.kind === 'add-column' ? [`${one.table}.${one.name}`] : [])));
  const validated = new Set<string>();
  const emptied = new Set(
    steps.filter(({ kind }) => kind === 'delete-all' || kind === 'truncate').map(({ table }) => table),
  );
  const wrapped = wrappedBy(migration);
  let isOpen = false;
  return steps.flatMap((step): MigrationHazard[] => {
    if (step.kind === 'begin' || step.kind === 'end') isOpen = step.kind === 'begin';
    if (postgres && step.gentle === true && step.kind.endsWith('index') && (isOpen || wrapped !== null))
      return [
        {
          rule: 'concurrent-in-transaction',
          step,
          what: `${noun(step)} is handled CONCURRENTLY inside a transaction`,
          confidence: isOpen ? SURE : LIKELY,
          severity: 'warning',
        },
      ];
    if (step.kind === 'validate-constraint') validated.add(step.table);
    if (fresh.has(step.table)) return [];
    // Nobody reads yet what the same migration adds.
    if (step.kind === 'rename-column' && added.has(`${step.table}.${step.name}`)) return [];
    const hazards = [
      ...lossOf(step, habits),
      ...(postgres ? [...lockOf(step, validated, habits), ...requiredOf(step, emptied)] : []),
    ];
    return hazards;
  });
}

const noun = ({ table, name }: PlacedStep): string =>
  table === '' || name === '' ? `\`${table}${name}\`` : `\`${name}\` of \`${table}\``;

/** What locks a table for as long as all its rows take; told as the repository's own migrations do it. */
function lockOf(step: PlacedStep, validated: ReadonlySet<string>, { index, check }: Habits): MigrationHazard[] {
  const { kind, table, name, constraint } = step;
  const grade = (habit: 'gentle' | 'plain' | 'unknown') =>
    habit === 'gentle'
      ? ({ confidence: SURE, severity: 'warning' } as const)
      : habit === 'unknown'
        ? ({ confidence: MAYBE, severity: 'suggestion' } as const)
        : null;
  const tell = (rule: MigrationRule, what: string, habit: 'gentle' | 'plain' | 'unknown'): MigrationHazard[] => {
    const graded = grade(habit);
    return graded === null ? [] : [{ rule, step, what, ...graded }];
  };
  const either = index === 'gentle' || check === 'gentle' ? 'gentle' : index;
  if (kind === 'create-index' && step.gentle !== true)
    return tell('blocking-index', `an index on \`${table}\` is built without CONCURRENTLY`, index);
  if (kind === 'reindex' && step.gentle !== true)
    return tell('blocking-index', `${noun(step)} is rebuilt without CONCURRENTLY`, index);
  if (kind === 'add-column' && step.unique === true)
    return tell('blocking-index', `\`${name}\` comes with a unique index on \`${table}\``, index);
  if (kind === 'add-constraint' && step.gentle !== true && constraint !== undefined) {
    if (constraint === 'foreign-key' || constraint === 'check')
      return tell(
        'constraint-checked-at-once',
        `a ${constraint === 'check' ? 'check' : 'foreign key'} of \`${table}\` is checked at once`,
        check,
      );
    return tell(
      'blocking-index',
      `${constraint === 'exclude' ? 'an exclusion' : `a ${constraint.replace('-', ' ')}`} constraint builds its index on \`${table}\``,
      index,
    );
  }
  if (kind === 'set-not-null') {
    return validated.has(table)
      ? []
      : tell('constraint-checked-at-once', `SET NOT NULL on ${noun(step)} reads all rows`, check);
  }
  if (kind === 'add-column' && (step.fill === 'each' || step.fill === 'unknown'))
    return tell('table-rewrite', `\`${name}\` fills each row of \`${table}\` with a value of its own`, either);
  if (kind === 'change-type' && (step.computed === true || !/^(?:text|varchar|string)$/.test(step.type ?? '')))
    return tell('table-rewrite', `the type of ${noun(step)} changes`, either);
  return [];
}

/** A column that rows without it cannot have. */
function requiredOf(step: PlacedStep, emptied: ReadonlySet<string>): MigrationHazard[] {
  const { kind, table, name, required, fill } = step;
  if (kind !== 'add-column' || required !== true || fill !== undefined || emptied.has(table)) return [];
  return [
    {
      rule: 'required-column',
      step,
      what: `\`${name}\` is NOT NULL without a default, and \`${table}\` may have rows`,
      confidence: SURE,
      severity: 'warning',
    },
  ];
}

/**
 * Rows that nobody gets back, and names that the release which still runs reads. What is dropped, renamed or rewritten on purpose is told only where
 * no habit of the repository says that it is done so there.
 */
function lossOf(step: PlacedStep, { index, check }: Habits): MigrationHazard[] {
  const { kind, table } = step;
  const tell = (rule: MigrationRule, what: string, confidence: number): MigrationHazard[] => [
    { rule, step, what, confidence, severity: confidence >= LIKELY ? 'warning' : 'suggestion' },
  ];
  const emptied = index === 'unknown' ? LIKELY : FOLDED;
  if (kind === 'truncate') return tell('whole-table-write', `all rows of \`${table}\` go`, emptied);
  if (kind === 'delete-all')
    return tell('whole-table-write', `DELETE without WHERE: all rows of \`${table}\` go`, emptied);
  if (kind === 'drop-database') return tell('dropped-data', `database ${noun(step)} is dropped`, LIKELY);
  const isCareful = index === 'gentle' || check === 'gentle';
  if (index === 'plain' && !isCareful) return [];
  if (kind === 'rename-table' || kind === 'rename-column')
    return tell(
      'renamed-in-place',
      `${kind === 'rename-table' ? `\`${table}\`` : noun(step)} is renamed in one step`,
      isCareful ? FOLDED : MAYBE,
    );
  if (kind === 'update-all')
    return tell(
      'whole-table-write',
      `UPDATE without WHERE writes every row of \`${table}\``,
      isCareful ? FOLDED : MAYBE,
    );
  if (isCareful) return [];
  if (kind === 'drop-table' || kind === 'drop-column')
    return tell('dropped-data', `${noun(step)} is dropped with its data`, MAYBE);
  return [];
}
