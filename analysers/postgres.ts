import { loadModule, parseSync } from 'libpg-query';
import type { Analyser, AnalyserMatch } from './analyser.ts';
import { accepts } from './accepts.ts';
import { lineStarts, spanAt } from './positions.ts';
import { type ReadStep, readSteps } from './sql/read-steps.ts';
import { refusedBecause } from './sql/refused.ts';
import { splitStatements, type SqlStatement } from './sql/split-statements.ts';
import { findTrust } from './sql/trust/find-trust.ts';
import { TrustFact } from '../schemas/migration/trust-fact.ts';

/** What does nothing to tables that others could wait for; whatever begins otherwise is of another dialect, or a command of a client. */
const PASSED =
  /^(?:analy[sz]e|call|close|comment|copy|deallocate|declare|discard|do|execute|explain|fetch|grant|import|insert|listen|lock|merge|notify|prepare|reassign|refresh|release|reset|revoke|savepoint|security|select|set|show|table|vacuum|values|with)\b|^\(/i;
/** Longer ones are data. */
const MOST_OF_A_STATEMENT = 200_000;

let loading: Promise<void> | undefined;

/**
 * Reads SQL with the parser of PostgreSQL itself, statement by statement. Its matches: `step` with a `MigrationStep` as JSON in the message, `unread`
 * for a statement that PostgreSQL would refuse (another dialect, or a template), with the parser's words. Names in back quotes are read as quoted ones. Asked for `trust`, it says instead
 * what statements do to who may do what: `trust` with a `TrustFact`.
 */
export const postgres: Analyser = {
  id: 'postgres',
  accepts: (path) => accepts('postgres', path),
  async analyse({ path, text }, rules) {
    await (loading ??= loadModule());
    const starts = lineStarts(text);
    if (rules['trust'] === true)
      return findTrust(text).map(({ fact, unread = '', at, end }): AnalyserMatch => ({
        path,
        rule: fact === undefined ? 'unread' : 'trust',
        message: fact === undefined ? unread : JSON.stringify(TrustFact.parse(fact)),
        ...spanAt(starts, at, end),
      }));
    return splitStatements(text)
      .filter((one) => !PASSED.test(one.text))
      .flatMap((statement) =>
        saidOf(statement).map(({ rule, message, from, to }): AnalyserMatch => ({
          path,
          rule,
          message,
          ...spanAt(starts, statement.start + from, statement.start + to),
        })),
      );
  },
};

interface Said {
  readonly rule: 'step' | 'unread';
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

function saidOf({ text }: SqlStatement): Said[] {
  const to = text.length;
  if (text.length > MOST_OF_A_STATEMENT) return [{ rule: 'unread', message: 'too long', from: 0, to }];
  try {
    const { stmts = [] } = parseSync(text.replaceAll('`', '"'));
    const steps = stmts.flatMap(({ stmt }): ReadStep[] => (stmt === undefined ? [] : readSteps(stmt)));
    return steps.map(({ step, at }) => ({ rule: 'step', message: JSON.stringify(step), from: unitsOf(text, at), to }));
  } catch (cause) {
    return [{ rule: 'unread', message: refusedBecause(cause), from: 0, to }];
  }
}

/** The parser counts bytes. */
function unitsOf(text: string, bytes: number): number {
  return bytes === 0 ? 0 : Buffer.from(text).subarray(0, bytes).toString().length;
}
