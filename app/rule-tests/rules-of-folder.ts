import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readRuleFile } from '../../reviewers/policy/rule-files.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';
import type { RepositoryConfig } from '../../schemas/config.ts';
import type { TestedRules } from './run-rule-tests.ts';

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** More is no folder of rules. */
const MOST_FILES = 2000;
const LARGEST = 1_000_000;

/** The rules of a configuration and of the files that it names, as they lie in a folder; `problems` are sentences for people. */
export async function rulesOfFolder(
  root: string,
  policy: NonNullable<RepositoryConfig['policy']>,
): Promise<TestedRules & { readonly problems: readonly string[] }> {
  const covers = compileGlobs(policy.ruleFiles ?? []);
  const paths = policy.ruleFiles === undefined ? [] : (await yamlBelow(root, root)).filter(covers).slice(0, MOST_FILES);
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), 'utf8');
      return { path, ...readRuleFile(text.slice(0, LARGEST)) };
    }),
  );
  return {
    rules: policy.rules ?? [],
    syntaxRules: files.flatMap(({ rules }) => rules),
    tests: files.flatMap(({ tests }) => tests),
    problems: files.flatMap(({ path, problems }) => problems.map((problem) => `${path}: ${problem}`)),
  };
}

/** YAML files below a folder by their paths from the root; links are not followed. */
async function yamlBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(async (entry): Promise<readonly string[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : yamlBelow(root, path);
        return entry.isFile() && /\.ya?ml$/.test(entry.name) ? [relative(root, path).split(sep).join('/')] : [];
      }),
  );
  return found.flat();
}
