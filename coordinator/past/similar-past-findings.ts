import type { ChangedFile, ChangeSet } from '../../schemas/change-set.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { SAME_CONCERN } from '../dedupe/cluster.ts';
import { likeness, type TermVector, termVectors } from '../dedupe/term-vector.ts';
import { termsOf } from '../dedupe/terms.ts';
import { firstNonZero } from '../order.ts';

/** What is compared with what, and how much of it is told. */
interface Comparison {
  /** Published findings of this repository, as `HistoryLog.pastFindings` gives them; the order does not matter. */
  readonly past: readonly PastFinding[];
  readonly changeSet: Pick<ChangeSet, 'files'>;
  /** The trust domain of the run that asks. */
  readonly trust: TrustDomain;
  /** At most so many. */
  readonly most?: number;
}

/** A prompt gets a few, so that they stay an aside to the change itself. */
const FEW = 5;
/** So many characters of each text: a prompt is no place for a whole file that somebody quoted. */
const LONGEST = { title: 200, evidence: 400, reason: 300 } as const;
/** More of a change says nothing more, and each file is compared with each finding. */
const MOST_FILES = 200;

/**
 * The few published findings of this repository that are most like what a change adds, and what became of them, for the prompts of reviewers:
 * those about a file of the change first, then those whose words and quoted code are most like the added lines of one. Pure, and independent of
 * the order of `past`. Nothing crosses a trust domain. Texts come cut to a length for a prompt, but as somebody wrote them: they are data and
 * belong between delimiters.
 */
export function similarPastFindings({ past, changeSet, trust, most = FEW }: Comparison): readonly PastFinding[] {
  const own = past.filter((one) => one.trust === trust).toSorted(newestFirst);
  const files = changeSet.files.slice(0, MOST_FILES);
  const known = new Map<string, readonly string[]>();
  const vectors = termVectors([
    ...files.map((file) => termsOf(addedText(file), known)),
    ...own.map(({ title, evidence }) => termsOf(`${title}\n${evidence ?? ''}`, known)),
  ]);
  const added = vectors.slice(0, files.length);
  const names = new Set(files.flatMap(({ oldPath, newPath }) => [oldPath, newPath]));
  return own
    .map((one, index) => ({
      one,
      inChange: one.path !== null && names.has(one.path),
      alike: likest(vectors[files.length + index], added),
    }))
    .filter(({ inChange, alike }) => inChange || alike >= SAME_CONCERN)
    .toSorted((a, b) =>
      firstNonZero(
        () => Number(b.inChange) - Number(a.inChange),
        () => b.alike - a.alike,
        () => newestFirst(a.one, b.one),
      ),
    )
    .filter(isFirstOfItsKind)
    .slice(0, most)
    .map(({ one }) => cutTexts(one));
}

/** The same words twice teach nothing: the most similar one of a rule and a title is told. */
function isFirstOfItsKind(
  { one }: { readonly one: PastFinding },
  at: number,
  all: readonly { readonly one: PastFinding }[],
): boolean {
  return all.findIndex((other) => other.one.rule === one.rule && other.one.title === one.title) === at;
}

function likest(text: TermVector | undefined, files: readonly TermVector[]): number {
  return text === undefined ? 0 : files.reduce((best, file) => Math.max(best, likeness(text, file)), 0);
}

function addedText({ hunks }: ChangedFile): string {
  return hunks
    .flatMap(({ lines }) => lines)
    .flatMap(({ kind, text }) => (kind === 'added' ? [text] : []))
    .join('\n');
}

function cutTexts(one: PastFinding): PastFinding {
  const cut = (text: string | null, length: number) => text?.slice(0, length).toWellFormed() ?? null;
  return {
    ...one,
    title: cut(one.title, LONGEST.title) ?? '',
    evidence: cut(one.evidence, LONGEST.evidence),
    reason: cut(one.reason, LONGEST.reason),
  };
}

function newestFirst(a: PastFinding, b: PastFinding): number {
  return compareText(b.at, a.at) || compareText(a.finding, b.finding);
}
