import fc from 'fast-check';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import { changedFile, finding, State } from './builders.ts';

const LINES = [
  ' import x',
  '-const a = eval(input);',
  '+const a = parse(input);',
  '+send(a.name);',
  '+send(a.name);',
  ' done();',
];
const PATHS = ['src/a.ts', 'src/b.ts', 'test/c.test.ts', 'gone.ts', '../out.ts'];
const QUOTES = ['send(a.name);', 'const a = parse(input);', 'const a = eval(input);', '  done();', 'not there', null];
const TEXTS = [
  '`a.name` may be null when parse fails, so send throws',
  'parse can return null; send(a.name) then throws a TypeError',
  'User input reaches parse without any validation',
  'Consider renaming the variable for readability',
  'send is called twice with the same name',
  'LGTM',
];
const REVIEWERS = ['alpha', 'beta', 'gamma', 'delta', 'security'];

const location = fc.option(
  fc
    .tuple(
      fc.constantFrom(...PATHS),
      fc.constantFrom('old' as const, 'new' as const),
      fc.option(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(2))),
    )
    .map(([path, side, lines]) => ({
      path,
      side,
      startLine: lines === null ? null : lines[0],
      endLine: lines === null ? null : lines[0] + lines[1],
    })),
  { freq: 4 },
);

/** One finding, good or bad, on the small change. */
export const oneFinding: fc.Arbitrary<Finding> = fc
  .record({
    reviewer: fc.constantFrom(...REVIEWERS),
    origin: fc.constantFrom('check' as const, 'outside' as const, 'outside' as const, 'model' as const),
    rule: fc.constantFrom('finding', 'no-eval', 'null'),
    severity: fc.constantFrom('critical' as const, 'warning' as const, 'suggestion' as const),
    confidence: fc.constantFrom(100, 500, 900),
    location,
    evidence: fc.constantFrom(...QUOTES),
    text: fc.constantFrom(...TEXTS),
    references: fc.constantFrom<string[]>([], ['CWE-95'], ['CWE-476']),
  })
  .map(({ rule, text, ...rest }) =>
    finding({ ...rest, rule: `${rest.reviewer}/${rule}`, title: text, explanation: text }),
  );

/** Findings of several reviewers, good and bad, on a small change. Locales disagree on the order of their ids. */
export const findingsArbitrary: fc.Arbitrary<readonly Finding[]> = fc
  .array(oneFinding, { maxLength: 14 })
  .map((findings) => findings.map((one, index) => ({ ...one, id: `${index % 2 === 0 ? 'i' : 'I'}-${index}` })));

/** The input that holds these findings. */
export function inputOf(findings: readonly Finding[]): CoordinatorInput {
  return new State()
    .file(
      changedFile('src/a.ts', LINES),
      changedFile('src/b.ts', LINES, { oldPath: 'src/old-b.ts', status: 'R' }),
      changedFile('test/c.test.ts', LINES),
    )
    .source('src/a.ts', 'import x\nconst a = parse(input);\nsend(a.name);\nsend(a.name);\ndone();\n')
    .findings(...findings)
    .policy({ maxInlineComments: 3 })
    .build();
}

export const stateArbitrary: fc.Arbitrary<CoordinatorInput> = findingsArbitrary.map(inputOf);
