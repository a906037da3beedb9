import { InputError } from '../../schemas/problem.ts';
import type { Run } from '../../schemas/run.ts';
import type { FindingRow } from '../tables/findings.ts';
import type { Tables } from '../tables/tables.ts';

const SHOWN = 10;

/** The run whose id begins with `prefix`; `latest` is the newest one. */
export function findRun(tables: Tables, prefix: string): Run {
  const found =
    prefix === 'latest' ? tables.runs.newest({ limit: 1 }) : tables.runs.byPrefix(prefix.toLowerCase(), SHOWN + 1);
  return only(found, { kind: 'run', prefix, list: '`docket log` lists the runs.', id: ({ id }) => id });
}

/** A run that a row of the log points at. */
export function runById(tables: Tables, id: string): Run {
  return only(tables.runs.byPrefix(id, 1), {
    kind: 'run',
    prefix: id,
    list: '`docket log` lists the runs.',
    id: (run) => run.id,
  });
}

/** The newest occurrence of the finding whose id is, or else begins with, `prefix`; in `run` when that is given. */
export function findFinding(tables: Tables, prefix: string, run: Run | null): FindingRow {
  const here = (row: FindingRow): boolean => run === null || row.run === run.id;
  const exact = tables.findings.byFinding(prefix).find(here);
  if (exact !== undefined) return exact;
  const ids = prefix === '' ? [] : tables.findings.idsByPrefix(prefix, SHOWN + 1);
  const rows = ids.flatMap((id) => tables.findings.byFinding(id).filter(here).slice(0, 1));
  const list = `${prefix.startsWith('f-') ? '' : 'An id begins with `f-`. '}\`docket log RUN\` lists the findings of a run.`;
  return only(rows, { kind: 'finding', prefix, list, id: ({ finding }) => finding.id });
}

interface Asked<T> {
  readonly kind: string;
  readonly prefix: string;
  /** Where to look. */
  readonly list: string;
  readonly id: (row: T) => string;
}

function only<T>(found: readonly T[], { kind, prefix, list, id }: Asked<T>): T {
  const [first] = found;
  if (first === undefined || prefix === '') {
    throw new InputError({ what: `the history has no ${kind} '${prefix}'`, remedy: list });
  }
  if (found.length === 1) return first;
  const candidates = found.slice(0, SHOWN).map(id).join(', ');
  throw new InputError({
    what: `'${prefix}' is the beginning of more than one ${kind}: ${candidates}${found.length > SHOWN ? ', ...' : ''}`,
    remedy: 'Give more of it.',
  });
}
