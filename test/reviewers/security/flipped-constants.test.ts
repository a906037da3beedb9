import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks } from '../check-table.ts';
import type { Tree } from '../../support/change-from-trees.ts';

const found = async (old: Tree, now: Tree) =>
  places((await runChecks(security, { old, new: now }, { only: ['flipped-constants'] })).reports);

const AGENT = "import { VERIFY } from './tls.ts';\nexport const agent = new Agent({ rejectUnauthorized: VERIFY });\n";
const ADMIN =
  "import { CHECK } from './c.ts';\nexport function h(req, res) {\n  if (CHECK && !req.user.isAdmin) {\n    return res.status(403).end();\n  }\n  res.send(all());\n}\n";
const SKIPS =
  "import { CHECK } from './c.ts';\nexport function h(req, res, next) {\n  if (!CHECK) return next();\n  if (!req.user) return res.status(401).end();\n  next();\n}\n";
const PYTHON = 'from settings import VERIFY\n\ndef get(url):\n    return requests.get(url, verify=VERIFY)\n';

test.for<[what: string, old: Tree, now: Tree, told: string]>([
  [
    'a constant in another file',
    { 'tls.ts': 'export const VERIFY = true;\n', 'a.ts': AGENT },
    { 'tls.ts': 'export const VERIFY = false;\n', 'a.ts': AGENT },
    'certificate-check-off tls.ts:1',
  ],
  [
    'a constant of the same file',
    {},
    { 'a.ts': 'const VERIFY = false;\nexport const agent = new Agent({ rejectUnauthorized: VERIFY });\n' },
    'certificate-check-off a.ts:1',
  ],
  [
    'a setting in Python',
    { 'settings.py': 'VERIFY = True\n', 'a.py': PYTHON },
    { 'settings.py': 'VERIFY = False\n', 'a.py': PYTHON },
    'certificate-check-off settings.py:1',
  ],
  [
    'a new use of a constant that stands',
    { 'settings.py': 'VERIFY = False\n' },
    { 'settings.py': 'VERIFY = False\n', 'a.py': PYTHON },
    'certificate-check-off a.py:4',
  ],
  [
    'Go',
    {
      'a.go': 'package a\n\nconst skip = false\n',
      'b.go': 'package a\n\nvar c = tls.Config{InsecureSkipVerify: skip}\n',
    },
    {
      'a.go': 'package a\n\nconst skip = true\n',
      'b.go': 'package a\n\nvar c = tls.Config{InsecureSkipVerify: skip}\n',
    },
    'certificate-check-off a.go:3',
  ],
  [
    'tokens',
    { 'c.js': 'export const LATE = false;\n', 'a.js': 'jwt.verify(t, key, { ignoreExpiration: LATE });\n' },
    { 'c.js': 'export const LATE = true;\n', 'a.js': 'jwt.verify(t, key, { ignoreExpiration: LATE });\n' },
    'unverified-token c.js:1',
  ],
  [
    'the condition before a refusal',
    { 'c.ts': 'export const CHECK = true;\n', 'a.ts': ADMIN },
    { 'c.ts': 'export const CHECK = false;\n', 'a.ts': ADMIN },
    'guard-removed c.ts:1',
  ],
  [
    'the way round a refusal',
    { 'c.ts': 'export const CHECK = true;\n', 'a.ts': SKIPS },
    { 'c.ts': 'export const CHECK = false;\n', 'a.ts': SKIPS },
    'guard-removed c.ts:1',
  ],
])('%s that switches a check off is told', async ([, old, now, told]) => {
  expect(await found(old, now)).toEqual([told]);
});

test.for<[what: string, old: Tree, now: Tree]>([
  [
    'it is switched on',
    { 'tls.ts': 'export const VERIFY = false;\n', 'a.ts': AGENT },
    { 'tls.ts': 'export const VERIFY = true;\n', 'a.ts': AGENT },
  ],
  [
    'it moves',
    { 'tls.ts': 'export const VERIFY = false;\n', 'a.ts': AGENT },
    { 'ssl.ts': 'export const VERIFY = false;\n', 'tls.ts': '\n', 'a.ts': AGENT },
  ],
  [
    'a condition that refuses nobody',
    { 'c.ts': 'export const FAST = true;\n', 'a.ts': 'if (FAST) run();\n' },
    { 'c.ts': 'export const FAST = false;\n', 'a.ts': 'if (FAST) run();\n' },
  ],
  [
    'a condition that refuses more now',
    { 'c.ts': 'export const CHECK = false;\n', 'a.ts': ADMIN },
    { 'c.ts': 'export const CHECK = true;\n', 'a.ts': ADMIN },
  ],
  [
    'a test uses it',
    { 'c.ts': 'export const VERIFY = true;\n', 'test/a.ts': AGENT },
    { 'c.ts': 'export const VERIFY = false;\n', 'test/a.ts': AGENT },
  ],
  [
    'a name of another option',
    {},
    { 'a.ts': 'const VERIFY = false;\nrun({ check: VERIFY, verify: isOk(VERIFY) });\n' },
  ],
  [
    'the next argument',
    { 'b.py': 'cert = None\n' },
    { 'b.py': 'cert = None\n', 'a.py': 'def f(conn, url, verify, cert):\n    return g(conn, url, verify, cert)\n' },
  ],
])('%s: nothing is told', async ([, old, now]) => {
  expect(await found(old, now)).toEqual([]);
});
