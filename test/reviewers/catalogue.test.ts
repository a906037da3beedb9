import { afterAll, describe, expect, test } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { catalogueOf, type RuleEntry } from '../../reviewers/catalogue.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { pythonExamplePath, scriptExamplePath } from '../../reviewers/quality/examples/quality-examples.ts';
import { NO_POLICY } from '../../schemas/policy.ts';
import type { RuleExample } from '../../reviewers/rule-example.ts';
import type { Redaction } from '../../schemas/change-set.ts';
import { type Change, type CheckTableOptions, runChecks } from './check-table.ts';

const ENTRIES = catalogueOf(BUILT_IN_REVIEWERS);
const pool = createAnalyserPool();
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

const reviewerOf = ({ reviewer }: Pick<RuleEntry, 'reviewer'>) => {
  const found = BUILT_IN_REVIEWERS.find(({ id }) => id === reviewer);
  if (found === undefined) throw new Error(`there is no reviewer ${reviewer}`);
  return found;
};
const nameOf = ({ id, reviewer }: RuleEntry): string => id.slice(reviewer.length + 1);

/** The change that an example is. */
function changeOf({ path, base, earlier, beside = {} }: RuleExample, head: string | null): Change {
  return {
    ...(earlier !== undefined && { earlier: { ...beside, [path]: earlier } }),
    old: { ...beside, ...(base === undefined ? {} : { [path]: base }) },
    new: { ...beside, ...(head === null ? {} : { [path]: head }) },
  };
}

/** What the border, which blanks credentials, would have found in it. */
async function redactionsIn({ old, new: now }: Change): Promise<Redaction[]> {
  const found: Redaction[] = [];
  for (const [side, tree] of [
    ['old', old],
    ['new', now],
  ] as const) {
    for (const [path, text] of Object.entries(tree)) {
      if (old[path] === now[path]) continue;
      const [secrets] = await scanner.scan([{ path, text }]);
      if (secrets?.kind !== 'scanned') throw new Error(`${path} was not scanned`);
      for (const { rule, message, startLine: line, startColumn, endColumn } of secrets.spans)
        found.push({ path, side, rule, message, line, startColumn, endColumn, changed: true, first: true });
    }
  }
  return found;
}

async function rulesIn(entry: RuleEntry, example: RuleExample, head: string | null): Promise<string[]> {
  const change = changeOf(example, head);
  const { rule, ...limits } = example.policy ?? {};
  const options: CheckTableOptions = {
    policy: {
      ...NO_POLICY,
      ...limits,
      rules: rule === undefined ? [] : [rule],
    },
    changeSet: {
      source: 'pull-request',
      commits: [{ id: 'a'.repeat(40), subject: 'Change it', body: 'Assisted-by: a model' }],
      redactions: entry.sources.some(({ tool }) => tool === 'secretlint') ? await redactionsIn(change) : [],
    },
  };
  return (await runChecks(reviewerOf(entry), change, options)).reports.map((report) => report.rule);
}

/** Examples of linters are run by the tests of the linters, from the same data. */
const isOfLinter = (entry: RuleEntry, { path }: RuleExample): boolean =>
  entry.sources.some(({ tool }) => tool === 'ruff' || tool === 'oxlint') &&
  [pythonExamplePath(nameOf(entry)), scriptExamplePath(nameOf(entry))].includes(path);

const ROWS = ENTRIES.flatMap((entry) =>
  entry.examples
    .filter((example) => !isOfLinter(entry, example))
    .map((example) => ({ id: entry.id, path: example.path, entry, example })),
);
/** What stands alone is looked at with others in one change, which is cheaper. */
const isPlain = ({ example: { path, base, bad, beside, policy }, entry }: (typeof ROWS)[number]): boolean =>
  base === undefined &&
  beside === undefined &&
  policy === undefined &&
  bad !== null &&
  !path.startsWith('.') &&
  entry.sources.length === 0;

test('every rule has its words, and each that a check applies an example', () => {
  for (const { id, foundBy, examples, why } of ENTRIES) {
    expect([id, why.length > 10]).toEqual([id, true]);
    expect([id, foundBy.includes('check') === examples.length > 0]).toEqual([id, true]);
    expect([id, foundBy.length > 0]).toEqual([id, true]);
  }
  expect(new Set(ENTRIES.map(({ id }) => id)).size).toBe(ENTRIES.length);
});

describe('examples alone', () => {
  test.each(ROWS.filter((row) => !isPlain(row)))('$id: $path', async ({ entry, example }) => {
    expect(await rulesIn(entry, example, example.bad)).toContain(nameOf(entry));
    expect(await rulesIn(entry, example, example.good)).not.toContain(nameOf(entry));
  });
});

describe.each(BUILT_IN_REVIEWERS.map(({ id }) => id))('examples of %s together', (reviewer) => {
  const rows = ROWS.filter((row) => row.entry.reviewer === reviewer && isPlain(row));
  const placed = rows.map(({ entry, example }, index) => ({ entry, example, path: `r${index}/${example.path}` }));

  test.runIf(rows.length > 0).each(['bad', 'good'] as const)('%s', async (side) => {
    const tree = Object.fromEntries(placed.map(({ path, example }) => [path, example[side] ?? '']));
    const { reports } = await runChecks(reviewerOf({ reviewer }), { old: {}, new: tree });
    const told = new Set(reports.map(({ rule, location }) => `${rule} ${location?.path ?? ''}`));
    // What is about the change as a whole names no place.
    const isTold = (name: string, path: string): boolean => told.has(`${name} ${path}`) || told.has(`${name} `);
    const wrong = placed.filter(({ entry, path }) => isTold(nameOf(entry), path) !== (side === 'bad'));
    expect(wrong.map(({ entry, path }) => `${entry.id} ${path}`)).toEqual([]);
  });
});
