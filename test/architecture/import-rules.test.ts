import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** file to plant, its text, and the rule that must refuse it (null: must pass). */
const PLANTED: readonly (readonly [file: string, text: string, rule: string | null])[] = [
  ['schemas/planted-up.ts', "export * from '../forge/forge.ts';", 'no-restricted-imports'],
  ['schemas/planted-library.ts', "export * from 'yaml';", 'no-restricted-imports'],
  ['schemas/planted-builtin.ts', "export * from 'node:fs';", 'no-restricted-imports'],
  ['schemas/planted-good.ts', "export { z } from 'zod';", null],
  ['forge/planted-app.ts', "export * from '../app/config.ts';", 'no-restricted-imports'],
  ['forge/planted-history.ts', "export * from '../history/log.ts';", 'no-restricted-imports'],
  ['forge/local/planted-models.ts', "export * from '../../models/model.ts';", 'no-restricted-imports'],
  ['forge/local/planted-octokit.ts', "export * from '@octokit/rest';", 'no-restricted-imports'],
  ['forge/github/planted-octokit.ts', "export * from '@octokit/rest';", null],
  ['forge/planted-good.ts', "export * from '../schemas/finding.ts';", null],
  ['analysers/planted-reviewers.ts', "export * from '../reviewers/reviewer.ts';", 'no-restricted-imports'],
  ['analysers/planted-forge.ts', "export * from '../forge/diff.ts';", 'no-restricted-imports'],
  ['analysers/planted-good.ts', "export type * from '../forge/forge.ts';", null],
  ['models/planted-reviewers.ts', "export * from '../reviewers/reviewer.ts';", 'no-restricted-imports'],
  ['models/planted-sdk.ts', "export * from '@anthropic-ai/sdk';", 'no-restricted-imports'],
  ['models/providers/anthropic/anthropic-client.ts', "export * from '@anthropic-ai/sdk';", null],
  ['models/providers/openai/openai-client.ts', "export * from 'openai';", null],
  ['history/planted-coordinator.ts', "export * from '../coordinator/coordinate.ts';", 'no-restricted-imports'],
  ['history/planted-good.ts', "export * from 'better-sqlite3';", null],
  ['app/planted-sqlite.ts', "export * from 'better-sqlite3';", 'no-restricted-imports'],
  ['app/planted-probot.ts', "export * from 'probot';", 'no-restricted-imports'],
  ['app/webhook/planted-probot.ts', "export * from 'probot';", null],
  ['app/planted-telemetry.ts', "export * from '@opentelemetry/api';", 'no-restricted-imports'],
  ['app/telemetry/planted-telemetry.ts', "export * from '@opentelemetry/api';", null],
  ['app/planted-actions.ts', "export * from '@actions/core';", 'no-restricted-imports'],
  ['app/action/planted-actions.ts', "export * from '@actions/core';", null],
  ['app/planted-commander.ts', "export * from 'commander';", 'no-restricted-imports'],
  ['app/cli/planted-commander.ts', "export * from 'commander';", null],
  ['app/planted-good.ts', "export * from '../coordinator/coordinate.ts';", null],
  ['reviewers/planted-app.ts', "export * from '../app/config.ts';", 'no-restricted-imports'],
  ['reviewers/planted-fs.ts', "export * from 'node:fs';", 'no-restricted-imports'],
  ['reviewers/planted-net.ts', "export * from 'node:https';", 'no-restricted-imports'],
  ['reviewers/planted-process.ts', "export * from 'node:child_process';", 'no-restricted-imports'],
  ['reviewers/security/planted-history.ts', "export * from '../../history/log.ts';", 'no-restricted-imports'],
  ['reviewers/security/planted-pool.ts', "export * from '../../analysers/pool.ts';", 'no-restricted-imports'],
  ['reviewers/security/planted-forge.ts', "export * from '../../forge/diff/parse-diff.ts';", 'no-restricted-imports'],
  ['reviewers/security/planted-other.ts', "export * from '../quality/index.ts';", 'no-restricted-imports'],
  ['reviewers/quality/checks/planted-other.ts', "export * from '../../release/index.ts';", 'no-restricted-imports'],
  ['reviewers/security/planted-tool.ts', "export * from '@ast-grep/napi';", 'no-restricted-imports'],
  ['reviewers/security/planted-good.ts', "export type * from '../../analysers/analyser.ts';", null],
  ['reviewers/security/planted-model.ts', "export type * from '../../models/model.ts';", 'no-restricted-imports'],
  ['reviewers/security/planted-pass.ts', "export * from '../model-pass/visible.ts';", 'no-restricted-imports'],
  [
    'reviewers/model-pass/planted-sdk.ts',
    "export * from '../../models/providers/anthropic.ts';",
    'no-restricted-imports',
  ],
  ['reviewers/model-pass/planted-fs.ts', "export * from 'node:fs';", 'no-restricted-imports'],
  ['reviewers/model-pass/planted-other.ts', "export * from '../security/index.ts';", 'no-restricted-imports'],
  ['reviewers/model-pass/tools/planted-forge.ts', "export * from '../../../forge/diff.ts';", 'no-restricted-imports'],
  ['reviewers/model-pass/planted-good.ts', "export type * from '../../models/model-caller.ts';", null],
  ['coordinator/planted-history.ts', "export * from '../history/log.ts';", 'no-restricted-imports'],
  ['coordinator/planted-reviewers.ts', "export * from '../reviewers/reviewer.ts';", 'no-restricted-imports'],
  ['coordinator/planted-fs.ts', "export * from 'node:fs';", 'no-restricted-imports'],
  ['coordinator/planted-zod.ts', "export * from 'yaml';", 'no-restricted-imports'],
  ['coordinator/planted-random.ts', "export { randomBytes } from 'node:crypto';", 'no-restricted-imports'],
  ['coordinator/planted-good.ts', "export { createHash } from 'node:crypto';", null],
  ['coordinator/planted-date.ts', 'export const now = () => new Date();', 'no-restricted-globals'],
  ['coordinator/planted-intl.ts', 'export const f = new Intl.NumberFormat();', 'no-restricted-globals'],
  ['coordinator/planted-math.ts', 'export const f = () => Math.random();', 'no-restricted-properties'],
  [
    'coordinator/planted-compare.ts',
    'export const f = (a: string) => a.localeCompare("b");',
    'no-restricted-properties',
  ],
  ['coordinator/planted-locale.ts', 'export const f = (a: number) => a.toLocaleString();', 'no-restricted-properties'],
  ['history/planted-env.ts', 'export const f = process.env;', 'no-process-env'],
  ['app/planted-env.ts', 'export const f = process.env;', 'no-process-env'],
  ['forge/planted-console.ts', 'export const f = () => console.log(1);', 'no-console'],
  ['app/planted-console.ts', 'export const f = () => console.log(1);', 'no-console'],
  ['app/cli/planted-console.ts', 'export const f = () => console.log(1);', null],
  ['forge/planted-any.ts', 'export const f = (a: any) => a;', 'no-explicit-any'],
  ['forge/planted-bang.ts', 'export const f = (a: string[]) => a[0]!;', 'no-non-null-assertion'],
  ['forge/planted-default.ts', 'export default 1;', 'no-default-export'],
  ['forge/planted-floating.ts', 'export const f = () => { Promise.resolve(1); };', 'no-floating-promises'],
  ['forge/planted-a.ts', "import { b } from './planted-b.ts'; export const a = () => b;", 'no-cycle'],
  ['forge/planted-b.ts', "import { a } from './planted-a.ts'; export const b = () => a;", 'no-cycle'],
];

const LintOutput = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

let tree = '';
let found: Map<string, string[]>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'docket-lint-'));
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of tracked.split('\n').filter((name) => name !== '' && !name.startsWith('examples/'))) {
    cpSync(join(ROOT, file), join(tree, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, text] of PLANTED) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${text}\n`);
  }
  const planted = PLANTED.map(([file]) => file);
  const run = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--format', 'json', ...planted], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { diagnostics } = LintOutput.parse(JSON.parse(run.stdout));
  found = new Map(PLANTED.map(([file]) => [file, []]));
  for (const { code, filename } of diagnostics) found.get(filename)?.push(code);
});

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

test.each(PLANTED)('%s', (file, _text, rule) => {
  const codes = found.get(file) ?? [];
  // A file that must pass has no complaint at all; a planted one has the complaint it was planted for.
  const complaints = rule === null ? codes : codes.filter((code) => code.includes(`(${rule})`));
  expect(complaints.length > 0, codes.join(' ')).toBe(rule !== null);
});
