import type { ChangedFile } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';

const REVIEWERS = 12;
const SUBJECTS =
  'session token cache invoice user order payment queue worker parser stream socket record header cookie'.split(' ');
const VERBS = 'leaks overflows blocks deadlocks truncates duplicates corrupts exposes drops retries races throws'.split(
  ' ',
);
const PLACES =
  'on timeout|after a retry|when empty|for guests|under load|with unicode|at midnight|without a lock|on rollback'.split(
    '|',
  );

/** How many files the change has, and how many lines each of them. */
interface Shape {
  readonly files: number;
  readonly lines: number;
}

/** An input of so many findings: half are prose of outside reviewers, a quarter quote code, a quarter name lines. */
export function coordinatorInput(count: number, shape: Shape = { files: 50, lines: 100 }): CoordinatorInput {
  const findings = Array.from({ length: count }, (_, index) => findingOf(index, shape));
  const reports = Map.groupBy(findings, (finding) => finding.reviewer);
  return {
    changeSet: {
      source: 'diff',
      label: 'bench',
      baseCommit: null,
      mergeBase: null,
      headCommit: null,
      title: '',
      body: '',
      labels: [],
      commits: [],
      files: Array.from({ length: shape.files }, (_, index) => fileOf(index, shape)),
      filtered: [],
      skipped: [],
      redactions: [],
      tier: 'full',
      tierReason: '',
    },
    sources: [],
    reports: [...reports].map(([reviewer, own]) => ({
      reviewer,
      required: true,
      status: 'ok',
      reason: null,
      gaps: [],
      rules: null,
      read: [],
      findings: own,
    })),
    policy: { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' },
  };
}

function findingOf(index: number, { files, lines }: Shape): Finding {
  const reviewer = `tool-${index % REVIEWERS}`;
  const sort = ['prose', 'prose', 'quote', 'line'][index % 4];
  // A stride coprime to the lists, so that neighbours differ and every text comes from several reviewers.
  const turn = index * 7;
  const subject = `${SUBJECTS[turn % SUBJECTS.length]}${SUBJECTS[(turn >> 4) % SUBJECTS.length]?.replace(/^./, (letter) => letter.toUpperCase())}`;
  const words = `${subject}${index % 97} ${VERBS[turn % VERBS.length]} ${PLACES[(turn >> 3) % PLACES.length]} in step ${index % 1013}`;
  const line = (turn % lines) + 1;
  const path = `src/file-${turn % files}.ts`;
  const location = { path, side: 'new' as const, startLine: line, endLine: line };
  return {
    id: `f-${index}`,
    reviewer,
    origin: 'outside',
    rule: sort === 'prose' ? `${reviewer}/finding` : `${reviewer}/no-${VERBS[index % VERBS.length]}`,
    severity: 'warning',
    confidence: 700,
    location: sort === 'prose' ? null : location,
    evidence: sort === 'quote' ? lineOf(turn % files, line) : null,
    title: words,
    explanation: `The ${words}, so that callers of \`${subject}\` see a wrong result.`,
    failureScenario: null,
    replacement: null,
    references: [],
  };
}

function lineOf(file: number, line: number): string {
  return `const value${line} = compute(${file}, ${line});`;
}

function fileOf(file: number, shape: Shape): ChangedFile {
  const lines = Array.from({ length: shape.lines }, (_, index) => ({
    kind: 'added' as const,
    oldLine: null,
    newLine: index + 1,
    text: lineOf(file, index + 1),
  }));
  const path = `src/file-${file}.ts`;
  return {
    status: 'A',
    similarity: null,
    oldPath: path,
    newPath: path,
    oldMode: '000000',
    newMode: '100644',
    oldBlob: null,
    newBlob: null,
    added: shape.lines,
    deleted: 0,
    binary: false,
    hunks: [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: shape.lines, section: '', lines }],
  };
}
