import fc from 'fast-check';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FileKind, RuleFamily } from '../../schemas/judged.ts';
import { remembering } from './arbitrary-memory.ts';
import { oneFinding } from './arbitrary-state.ts';
import { changedFile } from './builders.ts';

/** Other words for a finding. */
export interface Wording {
  readonly sentence: string;
  readonly upper: boolean;
  readonly rule: string;
}

/** A random review, and what the properties do to it. */
export interface Walk {
  readonly input: CoordinatorInput;
  readonly added: Finding;
  readonly salt: number;
  readonly words: Wording;
  readonly cap: number;
}

/** A changed file that everybody read and nobody speaks of. */
export const UNRELATED = 'src/unrelated.ts';

const KINDS: readonly FileKind[] = [
  { id: 'python', label: 'Python', class: 'code' },
  { id: 'elixir', label: 'Elixir', class: 'code' },
  { id: 'dockerfile', label: 'Dockerfile', class: 'running-configuration' },
  { id: 'markdown', label: 'Markdown', class: 'prose' },
];
const FAMILIES: readonly RuleFamily[] = ['injection', 'correctness', 'running-configuration', 'secrets'];
/** Both classes together, so that files that are judged whole are no rarity. */
const LOOKED: readonly (readonly RuleFamily[])[] = [[], FAMILIES, ['injection', 'correctness']];

/** What the files are, what the checks of each reviewer really judged of them, and what the configuration accepts; null in old logs. */
const judging = fc.option(
  fc.record({
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 4, maxLength: 4 }),
    looked: fc.array(fc.oneof(fc.constantFrom(...LOOKED), fc.subarray([...FAMILIES])), { minLength: 7, maxLength: 7 }),
    accept: fc.subarray(['elixir', 'python', 'src/**']),
  }),
);

type Judging = typeof judging extends fc.Arbitrary<infer Value> ? Value : never;

function withJudged(input: CoordinatorInput, told: Judging): CoordinatorInput {
  if (told === null) return input;
  const { kinds, looked, accept } = told;
  const files = input.changeSet.files.map((file, index) => ({ ...file, kind: kinds[index % kinds.length] }));
  const rows = (reviewer: number) =>
    files.flatMap(({ newPath: path }, index) => {
      const families = looked[(reviewer * files.length + index) % looked.length] ?? [];
      return families.length === 0 ? [] : [{ path, families: [...families] }];
    });
  const reports = input.reports.map((report, index) =>
    report.rules === null ? report : { ...report, judged: rows(index) },
  );
  return { ...input, reports, changeSet: { ...input.changeSet, files }, policy: { ...input.policy, accept } };
}

function withUnrelated(input: CoordinatorInput): CoordinatorInput {
  const files = [...input.changeSet.files, changedFile(UNRELATED, ['+x'])];
  const reports = input.reports.map((one) => ({ ...one, read: one.read.length === 0 ? [] : [...one.read, UNRELATED] }));
  return { ...input, reports, changeSet: { ...input.changeSet, files } };
}

/** Words that make light of a finding. */
export const wording: fc.Arbitrary<Wording> = fc.record({
  sentence: fc.constantFrom(
    'The branch is not tested.',
    'LGTM',
    'Consider renaming it; a nit.',
    'This never happens in production.',
  ),
  upper: fc.boolean(),
  rule: fc.constantFrom('style-of-words', 'documentation-nit', 'tests-are-missing'),
});

/** Random findings of random reviewers, what was judged, what is remembered, and a judge's mood. */
export const walks: fc.Arbitrary<Walk> = fc.record({
  input: fc.tuple(remembering, judging).map(([input, told]) => withJudged(withUnrelated(input), told)),
  added: oneFinding,
  salt: fc.nat(1000),
  words: wording,
  cap: fc.nat(2),
});
