import type { AnalyserMatch, SourceFile } from '../../../analysers/analyser.ts';
import { MigrationStep } from '../../../schemas/migration/migration-step.ts';
import type { CheckContext } from '../../reviewer.ts';
import { ALEMBIC_RULES, alembicStep } from './alembic-steps.ts';
import { EMBEDDED_RULES, sqlOf } from './embedded-sql.ts';
import { halvesOf, type MigrationForm } from './places.ts';
import { RAILS_RULES, railsSteps } from './rails-steps.ts';
import { snippets } from '../snippet.ts';

/** A step and its line. */
export interface PlacedStep extends MigrationStep {
  readonly line: number;
}

/** What a migration does on its way forth. */
export interface ReadMigration {
  readonly path: string;
  readonly form: MigrationForm;
  readonly text: string;
  readonly steps: readonly PlacedStep[];
  /** How many statements of SQL it has. */
  readonly statements: number;
  /** Statements that the parser refused: of another dialect, or templates. */
  readonly unread: readonly { readonly line: number; readonly reason: string }[];
}

const NO_RULES = {};

/** Reads what a migration does forth; null where it could not be analysed, which is a gap already. */
export async function readMigration(
  context: CheckContext,
  { path, text, form }: SourceFile & { readonly form: MigrationForm },
): Promise<ReadMigration | null> {
  if (form === 'sql') return readSql(context, { path, text, form, sql: halvesOf(text).forth, own: [] });
  const [result] = await context.analyse('ast-grep', [{ path, text }], RULES[form]);
  if (result?.kind !== 'ok') return null;
  const isSql = ({ rule }: AnalyserMatch): boolean => rule.startsWith('sql');
  const calls = snippets(
    text,
    result.matches.filter((match) => !isSql(match)),
  );
  const own = calls.flatMap((call) => {
    const steps = form === 'rails' ? railsSteps(call.text) : form === 'python' ? alembicStep(call.text) : [];
    return steps.map((step) => ({ ...step, line: call.line }));
  });
  return readSql(context, { path, text, form, sql: sqlOf(text, result.matches.filter(isSql)), own });
}

const RULES = {
  rails: { rules: [...RAILS_RULES, ...EMBEDDED_RULES.rails] },
  python: { rules: [...ALEMBIC_RULES, ...EMBEDDED_RULES.python] },
  script: { rules: EMBEDDED_RULES.script },
};

async function readSql(
  context: CheckContext,
  one: Omit<ReadMigration, 'steps' | 'statements' | 'unread'> & {
    readonly sql: string;
    readonly own: readonly PlacedStep[];
  },
): Promise<ReadMigration | null> {
  const { path, form, text, sql, own } = one;
  if (sql.trim() === '') return { path, form, text, steps: own, statements: 0, unread: [] };
  const [result] = await context.analyse('postgres', [{ path, text: sql }], NO_RULES);
  if (result?.kind !== 'ok') return null;
  const steps = result.matches
    .filter(({ rule }) => rule === 'step')
    .map((match) => ({ ...MigrationStep.parse(JSON.parse(match.message)), line: match.startLine }));
  const statements = new Set(result.matches.map(({ endLine, endColumn }) => `${endLine}:${endColumn}`)).size;
  const unread = result.matches
    .filter(({ rule }) => rule === 'unread')
    .map(({ startLine, message }) => ({ line: startLine, reason: message }));
  return { path, form, text, steps: [...own, ...steps].toSorted((a, b) => a.line - b.line), statements, unread };
}
