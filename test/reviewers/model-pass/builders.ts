import type { ChangedFile, ChangeSet } from '../../../schemas/change-set.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import type { Reviewer } from '../../../reviewers/reviewer.ts';

/** A file with one hunk that adds these lines at the top. */
export function addedFile(newPath: string, lines: readonly string[], rest: Partial<ChangedFile> = {}): ChangedFile {
  return {
    status: 'M',
    similarity: null,
    oldPath: newPath,
    newPath,
    oldMode: '100644',
    newMode: '100644',
    oldBlob: null,
    newBlob: null,
    added: lines.length,
    deleted: 0,
    binary: false,
    hunks: [
      {
        oldStart: 0,
        oldLines: 0,
        newStart: 1,
        newLines: lines.length,
        section: '',
        lines: lines.map((text, index) => ({ kind: 'added', oldLine: null, newLine: index + 1, text })),
      },
    ],
    ...rest,
  };
}

export function changeOf(files: readonly ChangedFile[], rest: Partial<ChangeSet> = {}): ChangeSet {
  return {
    source: 'range',
    label: 'main...topic',
    baseCommit: 'a'.repeat(40),
    mergeBase: 'a'.repeat(40),
    headCommit: 'b'.repeat(40),
    title: 'Pay in instalments',
    body: 'Why and how.',
    labels: [],
    commits: [{ id: 'c'.repeat(40), subject: 'Pay later', body: '' }],
    files: [...files],
    filtered: [],
    skipped: [],
    redactions: [],
    tier: 'full',
    tierReason: '',
    ...rest,
  };
}

export const CAPABILITY: ModelCapability = {
  id: 'fixed-1',
  provider: 'recorded',
  family: 'fixed',
  contextTokens: 200_000,
  outputTokens: 32_000,
  price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: 512,
};

/** A reviewer with a brief, and no checks that matter. */
export function reviewerOf(id: string): Reviewer {
  return {
    id,
    description: `Looks after ${id}.`,
    rules: { 'wrong-result': { summary: 'A wrong result.', severity: 'warning', confidence: 600 } },
    checks: [{ id: 'nothing', run: () => Promise.resolve() }],
    brief: {
      version: 1,
      focus: `You look for mistakes of ${id}.`,
      flag: [`what breaks ${id}`],
      doNotFlag: [`what is none of the business of ${id}`],
      severity: { critical: ['all is lost'], warning: ['some is lost'], suggestion: ['nothing is lost'] },
    },
  };
}

export function reportOf(reviewer: string, rest: Partial<ReviewerReport> = {}): ReviewerReport {
  return {
    reviewer,
    required: true,
    status: 'ok',
    reason: null,
    gaps: [],
    rules: [`${reviewer}/wrong-result`],
    read: [],
    findings: [],
    ...rest,
  };
}
