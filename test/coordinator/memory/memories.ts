import { coordinate } from '../../../coordinator/coordinate.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../../schemas/coordination.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { KnownConcern, Memory } from '../../../schemas/memory.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { at, changedFile, finding, State } from '../builders.ts';

/** What a review of this input leaves behind: its comments as the marks on a pull request carry them, without prose. */
export function publishedOf(input: CoordinatorInput, of: Partial<KnownConcern> = {}): KnownConcern[] {
  return coordinate(input).review.comments.map((comment) => knownOf(comment, of));
}

/** One published comment as it is remembered. */
export function knownOf(comment: ReviewComment, of: Partial<KnownConcern> = {}): KnownConcern {
  const withoutProse = { ...comment, explanation: '', failureScenario: null, replacement: null };
  return { comment: withoutProse, blob: null, state: 'raised', actor: null, reason: null, ...of };
}

/** Somebody's word on it. */
export const DISMISSED = { state: 'dismissed', actor: 'ann', reason: 'by design' } as const;
export const CLAIMED = { state: 'claimed', actor: 'bob', reason: "won't fix" } as const;

export const QUERY = 'db.query("SELECT * FROM users WHERE id = " + id);';
export const LINES = ['import { db } from "./db";', 'export function load(id) {', `  return ${QUERY}`, '}'];
const CRITICAL = { reviewer: 'security', severity: 'critical' } as const;

/** A model's finding on the query. */
export function injection(of: Partial<Finding> = {}): Finding {
  return finding({
    ...CRITICAL,
    id: 'f-sql',
    origin: 'model',
    rule: 'security/sql-injection',
    location: at('src/a.ts', 3),
    evidence: `return ${QUERY}`,
    title: 'The id reaches the SQL statement unescaped',
    explanation: 'The value of `id` comes from the request and is concatenated into the statement.',
    ...of,
  });
}

/** The head of a pull request, and what is remembered there. */
export interface Head {
  readonly path?: string;
  readonly lines?: readonly string[];
  readonly file?: Partial<ChangedFile>;
  readonly findings?: readonly Finding[];
  readonly memory?: Partial<Memory>;
}

/** A new file of these lines, and what was found in it. */
export function head({ path = 'src/a.ts', lines = LINES, file = {}, findings = [injection()], memory }: Head = {}) {
  const state = new State()
    .file(
      changedFile(
        path,
        lines.map((line) => `+${line}`),
        { oldPath: path, status: 'A', ...file },
      ),
    )
    .source(path, `${lines.join('\n')}\n`)
    .report('security')
    .report('quality')
    .findings(...findings);
  return (memory === undefined ? state : state.memory(memory)).build();
}
