import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks } from '../check-table.ts';
import type { Tree } from '../../support/change-from-trees.ts';

const found = async (old: Tree, now: Tree) =>
  places((await runChecks(security, { old, new: now }, { only: ['guards-removed'] })).reports);

const EXPRESS =
  'export function admin(req, res) {\n  if (!req.user.isAdmin) return res.status(403).end();\n  res.send(all());\n}\n';
const DJANGO = '@login_required\ndef h(request):\n    return render(request)\n';

test.for<[what: string, path: string, old: string, now: string]>([
  ['a status', 'a.ts', EXPRESS, EXPRESS.replace(/.*403.*\n/, '')],
  ['a decorator', 'a.py', DJANGO, DJANGO.replace('@login_required\n', '')],
  [
    'classes that let everybody in',
    'a.py',
    'class A:\n    permission_classes = [IsAdmin]\n',
    'class A:\n    permission_classes = [AllowAny]\n',
  ],
  [
    'an exception',
    'a.py',
    'def a(u):\n    if not u.ok:\n        raise PermissionDenied\n    b()\n',
    'def a(u):\n    b()\n',
  ],
  ['a guard of a controller', 'a.ts', '@UseGuards(AuthGuard)\nclass A {}\n', 'class A {}\n'],
])('%s that goes is told', async ([, path, old, now]) => {
  expect(await found({ [path]: old }, { [path]: now })).toEqual([expect.stringMatching(/^guard-removed /)]);
});

test.for<[what: string, old: Tree, now: Tree]>([
  ['it moves to another file', { 'a.ts': EXPRESS, 'b.ts': 'f();\n' }, { 'a.ts': 'f();\n', 'b.ts': EXPRESS }],
  ['it is written anew', { 'a.ts': EXPRESS }, { 'a.ts': EXPRESS.replace('.end()', '.json({})') }],
  ['its file goes', { 'a.ts': EXPRESS }, {}],
  ['a test', { 'test/a.test.ts': EXPRESS }, { 'test/a.test.ts': 'f();\n' }],
  ['a comment', { 'a.py': '# raise PermissionDenied\na = 1\n' }, { 'a.py': 'a = 1\n' }],
])('%s: nothing is told', async ([, old, now]) => {
  expect(await found(old, now)).toEqual([]);
});
