import { expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { places, runChecks } from '../check-table.ts';

async function found(path: string, old: string, now: string): Promise<readonly string[]> {
  const change = { old: { [path]: old }, new: { [path]: now } };
  return places((await runChecks(quality, change, { only: ['rules-off'] })).reports);
}

it.each<readonly [path: string, line: string]>([
  ['eslint.config.js', '    "no-eval": "off",\n'],
  ['eslint.config.mts', "    'no-eval': ['off'],\n"],
  ['.eslintrc.json', '    "no-implied-eval": 0,\n'],
  ['packages/a/.eslintrc.cjs', '    \'security/detect-eval\': "off",\n'],
  ['.eslintrc.yml', '    no-eval: off\n'],
  ['.oxlintrc.json', '    "no-eval": "off"\n'],
  ['biome.json', '    "noGlobalEval": "off"\n'],
])('in %s, %j switches a rule off', async (path, line) => {
  expect(await found(path, '{\n}\n', `{\n${line}}\n`)).toEqual([`rule-switched-off ${path}:2`]);
});

it.each<readonly [path: string, old: string, now: string]>([
  ['eslint.config.js', '{\n}\n', '{\n    "no-eval": "error",\n}\n'],
  ['eslint.config.js', '{\n    "no-eval": "off",\n}\n', '{\n    "no-eval": "off",\n    "a": 2,\n}\n'],
  ['.eslintrc.json', '{\n}\n', '{\n  "env": { "node": true },\n  "root": false\n}\n'],
  ['src/options.js', '{\n}\n', '{\n    "no-eval": "off",\n}\n'],
])('%s that goes from %j to %j switches none off', async (path, old, now) => {
  expect(await found(path, old, now)).toEqual([]);
});
