import type { ChangedFile, ChangeSet, DiffLine, FilteredFile } from '../../schemas/change-set.ts';
import type { CoordinatorInput, CoordinatorPolicy, SourceText } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { Memory } from '../../schemas/memory.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

const POLICY: CoordinatorPolicy = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' };

/** A changed file whose one hunk is written as in a diff: a sign, then the line. */
export function changedFile(
  path: string,
  lines: readonly string[],
  more: Partial<ChangedFile> & { start?: number } = {},
): ChangedFile {
  const { start = 1, ...rest } = more;
  const hunkLines: DiffLine[] = [];
  let [oldLine, newLine] = [start, start];
  for (const line of lines) {
    const [sign, text] = [line[0], line.slice(1)];
    if (sign === '+') hunkLines.push({ kind: 'added', oldLine: null, newLine: newLine++, text });
    else if (sign === '-') hunkLines.push({ kind: 'deleted', oldLine: oldLine++, newLine: null, text });
    else hunkLines.push({ kind: 'context', oldLine: oldLine++, newLine: newLine++, text });
  }
  const hunk = {
    oldStart: start,
    oldLines: oldLine - start,
    newStart: start,
    newLines: newLine - start,
    section: '',
    lines: hunkLines,
  };
  return {
    status: 'M',
    similarity: null,
    oldPath: path,
    newPath: path,
    oldMode: '100644',
    newMode: '100644',
    oldBlob: null,
    newBlob: null,
    added: hunkLines.filter((line) => line.kind === 'added').length,
    deleted: hunkLines.filter((line) => line.kind === 'deleted').length,
    binary: false,
    hunks: lines.length === 0 ? [] : [hunk],
    ...rest,
  };
}

/** A check's finding on a whole file unless told otherwise. */
export function finding(of: Partial<Finding> = {}): Finding {
  const reviewer = of.reviewer ?? 'quality';
  return {
    id: 'f-1',
    reviewer,
    origin: 'check',
    rule: `${reviewer}/rule`,
    severity: 'warning',
    confidence: 800,
    location: { path: 'src/a.ts', side: 'new', startLine: null, endLine: null },
    evidence: null,
    title: 'Something is wrong',
    explanation: '',
    failureScenario: null,
    replacement: null,
    references: [],
    ...of,
  };
}

/** An outside remark in prose. */
export function opinion(reviewer: string, text: string, of: Partial<Finding> = {}): Finding {
  return finding({
    id: `${reviewer}:${text.slice(0, 40)}`,
    reviewer,
    origin: 'outside',
    rule: `${reviewer}/finding`,
    confidence: 500,
    location: null,
    title: text,
    explanation: text,
    ...of,
  });
}

/** A location on lines of the new side. */
export function at(
  path: string,
  startLine: number,
  endLine = startLine,
  side: 'old' | 'new' = 'new',
): Finding['location'] {
  return { path, side, startLine, endLine };
}

/** Builds the input of a coordination piece by piece; findings of one reviewer become one report. */
export class State {
  readonly #files: ChangedFile[] = [];
  readonly #filtered: FilteredFile[] = [];
  readonly #sources: SourceText[] = [];
  readonly #findings: Finding[] = [];
  readonly #reports = new Map<string, Partial<ReviewerReport>>();
  readonly #answers: JudgeAnswer[] = [];
  #memory: Memory | null = null;
  #policy = POLICY;

  file(...files: readonly ChangedFile[]): this {
    this.#files.push(...files);
    return this;
  }

  filtered(path: string, reason: FilteredFile['reason']): this {
    const { hunks: _, ...file } = changedFile(path, []);
    this.#filtered.push({ ...file, reason });
    return this;
  }

  source(path: string, text: string, side: 'old' | 'new' = 'new'): this {
    this.#sources.push({ path, side, text });
    return this;
  }

  findings(...findings: readonly Finding[]): this {
    this.#findings.push(...findings);
    return this;
  }

  report(reviewer: string, report: Partial<ReviewerReport> = {}): this {
    this.#reports.set(reviewer, report);
    return this;
  }

  judge(...answers: readonly JudgeAnswer[]): this {
    this.#answers.push(...answers);
    return this;
  }

  /** What earlier reviews left behind; nothing unless told otherwise. */
  memory(memory: Partial<Memory>): this {
    this.#memory = { known: [], rejected: [], since: null, ...this.#memory, ...memory };
    return this;
  }

  policy(policy: Partial<CoordinatorPolicy>): this {
    this.#policy = { ...this.#policy, ...policy };
    return this;
  }

  build(): CoordinatorInput {
    const names = new Set([...this.#reports.keys(), ...this.#findings.map((one) => one.reviewer)]);
    const reports = [...names].map((reviewer): ReviewerReport => {
      const findings = this.#findings.filter((one) => one.reviewer === reviewer);
      const rules = findings.some((one) => one.origin === 'outside') ? null : findings.map((one) => one.rule);
      const read = rules === null ? [] : this.#files.map((file) => file.newPath);
      const told = this.#reports.get(reviewer);
      return { reviewer, required: true, status: 'ok', reason: null, gaps: [], rules, read, findings, ...told };
    });
    const judge = this.#answers.length === 0 ? {} : { judge: this.#answers };
    const memory = this.#memory === null ? {} : { memory: this.#memory };
    return { changeSet: this.#changeSet(), sources: this.#sources, reports, policy: this.#policy, ...judge, ...memory };
  }

  #changeSet(): ChangeSet {
    return {
      source: 'diff',
      label: 'test',
      baseCommit: null,
      mergeBase: null,
      headCommit: null,
      title: '',
      body: '',
      labels: [],
      commits: [],
      files: this.#files,
      filtered: this.#filtered,
      skipped: [],
      redactions: [],
      tier: 'full',
      tierReason: '',
    };
  }
}
