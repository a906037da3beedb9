import { describe, expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { places, runChecks } from '../check-table.ts';

/** Looks at a change that removes the first file of `old` and makes the rest what `now` says. */
async function look(old: Tree, now: Tree, contents: 'whole' | 'diff-only' = 'whole') {
  const { reports, read } = await runChecks(
    quality,
    { old, new: now },
    { only: ['script-lints', 'python-lints', 'plain-slips'], contents },
  );
  return { found: places(reports), isLookedAt: read.includes(Object.keys(old)[0] ?? '') };
}

const AUTH = { 'src/auth.js': 'export const check = 1;\n' };
const CHECKS = { 'app/checks.py': 'def check():\n    return 1\n' };
const DANGLING = ['dangling-import src/auth.js:'];

describe('a removed file', () => {
  it.each<readonly [string, Tree, Tree]>([
    ['nothing names', AUTH, { 'src/app.js': 'run();\n' }],
    [
      'only words name',
      AUTH,
      { 'src/app.js': '// see ./auth.js\nconst auth = 1;\n', 'README.md': "import './src/auth'\n" },
    ],
    ['has another in its place', AUTH, { 'src/app.js': "import './auth.js';\n", 'src/auth.ts': 'x;\n' }],
    ['became a folder', AUTH, { 'src/app.js': "import './auth';\n", 'src/auth/index.js': 'x;\n' }],
    ['is another than the one imported', AUTH, { 'lib/app.js': "import './auth.js';\n", 'lib/auth.js': 'x;\n' }],
    ['was a whole folder', { 'src/a/index.ts': 'x;\n' }, { 'src/app.ts': 'run();\n' }],
    ['was a test', { 'test/middleware/a.test.js': 'x;\n' }, { 'src/app.js': 'run();\n' }],
    [
      'of a kind that frameworks load, which something imported',
      { 'src/middleware/a.js': 'x;\n', 'src/app.js': "import './middleware/a.js';\n" },
      { 'src/app.js': 'run();\n' },
    ],
    ['of Python that nothing names', CHECKS, { 'app/a.py': 'checks = 1\n' }],
    [
      'of Python that became a package',
      CHECKS,
      { 'app/a.py': 'from .checks import check\n', 'app/checks/__init__.py': '' },
    ],
  ])('counts as looked at: %s', async (_, old, now) => {
    expect(await look(old, now)).toEqual({ found: [], isLookedAt: true });
  });

  it.each<readonly [string, Tree, Tree]>([
    ['an import', AUTH, { 'src/app.js': "import { check } from './auth.js';\n" }],
    ['an import without an ending', AUTH, { 'lib/app.ts': "export * from '../src/auth';\n" }],
    ['a require', AUTH, { 'src/app.cjs': "const a = require('./auth');\n" }],
    ['a later import', AUTH, { 'src/app.js': "const a = await import('./auth.js');\n" }],
  ])('is still needed: %s', async (_, old, now) => {
    expect(await look(old, now)).toEqual({ found: DANGLING, isLookedAt: true });
  });

  it.each<readonly [string, string]>([
    ['relative', 'from .checks import check\n'],
    ['absolute', 'from app.checks import check\n'],
    ['plain', 'import app.checks\n'],
  ])('is still needed by an import of Python: %s', async (_, text) => {
    const { found, isLookedAt } = await look(CHECKS, { 'app/a.py': text });
    expect({ found, isLookedAt }).toEqual({ found: ['dangling-import app/checks.py:'], isLookedAt: true });
  });

  it.each<readonly [string, Tree, Tree]>([
    ['an alias may mean it', AUTH, { 'src/app.js': "import a from '@/auth';\n" }],
    ['a script of the package runs it', AUTH, { 'package.json': '{"scripts": {"x": "node src/auth.js"}}' }],
    [
      'a workflow runs it',
      { 'scripts/check.py': 'import os\n\nprint(os.name)\n' },
      { '.github/workflows/a.yml': '- run: python scripts/check.py\n' },
    ],
    ['settings name it', CHECKS, { 'app/conf.py': "GUARDS = ['app.checks.check']\n" }],
    ['a package may hand it on', CHECKS, { 'app/a.py': 'from . import checks\n' }],
    ['a framework loads it', { 'src/middleware.ts': 'x;\n' }, { 'src/app.ts': 'run();\n' }],
    ['Django loads it', { 'app/signals.py': 'import os\n\nprint(os.name)\n' }, { 'app/a.py': 'y = 1\n' }],
    ['a tool loads it', { 'eslint.config.js': 'x;\n' }, { 'src/app.ts': 'run();\n' }],
    ['others of its folder can', { 'src/a/index.ts': 'x;\n' }, { 'src/a/b.ts': "import '.';\n" }],
  ])('is not said to be looked at: %s', async (_, old, now) => {
    expect(await look(old, now)).toEqual({ found: [], isLookedAt: false });
  });

  it('is not looked at in a plain diff', async () => {
    expect(await look(AUTH, { 'src/app.js': 'run();\n' }, 'diff-only')).toEqual({ found: [], isLookedAt: false });
  });
});

const MAILER = { 'lib/shop/order_mailer.rb': 'module Shop\n  class OrderMailer; end\nend\n' };

describe('a removed file of Ruby', () => {
  it.each<readonly [string, Tree, Tree]>([
    ['nothing names', MAILER, { 'lib/a.rb': 'x\n' }],
    ['only a text names', MAILER, { 'lib/a.rb': 'x\n', 'CHANGELOG.md': 'OrderMailer is gone\n' }],
    ['another module has a class of that name', MAILER, { 'lib/a.rb': 'Mail::OrderMailer.new\n' }],
    ['a variable has its name', MAILER, { 'lib/a.rb': 'order_mailer = 1\n' }],
  ])('counts as looked at: %s', async (_, old, now) => {
    expect(await look(old, now)).toEqual({ found: [], isLookedAt: true });
  });

  it.each<readonly [string, Tree, Tree]>([
    ['a class of it is named', MAILER, { 'lib/a.rb': 'OrderMailer.new\n' }],
    ['its own module has it', MAILER, { 'lib/a.rb': 'Shop::OrderMailer.new\n' }],
    ['it is loaded', MAILER, { 'lib/a.rb': "require 'shop/order_mailer'\n" }],
    ['it is loaded by a relative path', MAILER, { 'lib/shop/a.rb': "require_relative 'order_mailer'\n" }],
    ['a framework loads what lies there', { 'config/initializers/x_guard.rb': 'x\n' }, { 'lib/a.rb': 'x\n' }],
    ['it was a policy', { 'app/policies/a_policy.rb': 'x\n' }, { 'lib/a.rb': 'x\n' }],
  ])('is not looked at where %s', async (_, old, now) => {
    expect(await look(old, now)).toEqual({ found: [], isLookedAt: false });
  });
});
