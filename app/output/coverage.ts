import type { RuleFamily, UncoveredKind } from '../../schemas/judged.ts';
import type { Review } from '../../schemas/review.ts';

const FAMILIES: Readonly<Record<RuleFamily, string>> = {
  injection: 'injection',
  correctness: 'correctness',
  'running-configuration': 'hazards of configuration',
  secrets: 'secrets',
  'hidden-characters': 'hidden characters',
  performance: 'performance',
  'breaking-change': 'breaking changes',
  documentation: 'documentation',
  dependencies: 'dependencies',
  policy: "the repository's rules",
};

/** Code and running configuration that nothing judged and nobody accepted. */
function uncovered({ notCovered = [] }: Pick<Review, 'notCovered'>): UncoveredKind[] {
  return notCovered.filter(({ accepted }) => !accepted);
}

/** `Not covered: 4 Elixir files, 1 Dockerfile file`; null where everything that had to be was judged. */
export function notCoveredTitle(review: Pick<Review, 'notCovered'>): string | null {
  const open = uncovered(review);
  return open.length === 0 ? null : `Not covered: ${open.map(countText).join(', ')}`;
}

/** `4 Elixir files: only secrets and hidden characters were looked for`, a sentence a kind. */
export function notCoveredSentences(
  review: Pick<Review, 'notCovered'>,
  { accepted }: { readonly accepted: boolean },
): string[] {
  return (review.notCovered ?? [])
    .filter((row) => row.accepted === accepted)
    .map(
      (row) => `${countText(row)}: ${lookedForText(row.families)}${accepted ? '; the configuration accepts that' : ''}`,
    );
}

/** The line of the configuration that accepts what was not covered: `coverage: { accept: [elixir] }`. Null where there is nothing to accept. */
export function acceptLine(review: Pick<Review, 'notCovered'>): string | null {
  const kinds = uncovered(review).map(({ kind }) => kind.id);
  return kinds.length === 0 ? null : `coverage: { accept: [${kinds.join(', ')}] }`;
}

function countText({ kind, files }: UncoveredKind): string {
  return `${files} ${kind.label} ${files === 1 ? 'file' : 'files'}`;
}

function lookedForText(families: readonly RuleFamily[]): string {
  const names = families.map((family) => FAMILIES[family]);
  const last = names.at(-1);
  if (last === undefined) return 'nothing was looked for';
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `only ${list} ${names.length === 1 && last.endsWith('n') ? 'was' : 'were'} looked for`;
}

/** True when something that was planned did not finish or nothing judged what had to be, also where a finding decided the verdict. */
export function isIncomplete(review: Review): boolean {
  return review.verdict === 'incomplete' || review.incompleteReasons.length > 0 || uncovered(review).length > 0;
}
