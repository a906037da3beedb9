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
  [
    'what stands in front of a route',
    'r.js',
    "r.delete('/users/:id', requireAdmin, remove);\nlisten();\n",
    "r.delete('/users/:id', remove);\nlisten();\n",
  ],
  ['what stands in front of all', 'r.js', "r.use(authenticate);\nr.get('/a', list);\n", "r.get('/a', list);\n"],
  [
    'a filter',
    'a_controller.rb',
    'class A\n  before_action :authenticate_user!\n\n  def show\n  end\nend\n',
    'class A\n  def show\n  end\nend\n',
  ],
  [
    'a middleware',
    'web.php',
    "<?php\nRoute::get('/admin', [A::class, 'index'])->middleware('auth');\n",
    "<?php\nRoute::get('/admin', [A::class, 'index']);\n",
  ],
  [
    'a role',
    'S.java',
    'class S {\n  void c() {\n    http.authorize(a -> a.match("/admin").hasRole("ADMIN").any().authenticated());\n  }\n}\n',
    'class S {\n  void c() {\n    http.authorize(a -> a.match("/admin").permitAll().any().authenticated());\n  }\n}\n',
  ],
  [
    'an annotation',
    'A.java',
    'class A {\n  @PreAuthorize("hasRole(1)")\n  public void del() { }\n}\n',
    'class A {\n  public void del() { }\n}\n',
  ],
  ['an attribute', 'A.cs', '[Authorize]\npublic class A {\n}\n', 'public class A {\n}\n'],
  [
    'a dependency',
    'v.py',
    '@app.get("/x")\ndef x(user=Depends(current_user)):\n    return all()\n',
    '@app.get("/x")\ndef x():\n    return all()\n',
  ],
  [
    'a middleware of chi',
    'r.go',
    'package a\n\nfunc f(r chi.Router) {\n\tr.Use(requireAuth)\n\tr.Get("/x", x)\n}\n',
    'package a\n\nfunc f(r chi.Router) {\n\tr.Get("/x", x)\n}\n',
  ],
  ['a guard of a controller', 'a.ts', '@UseGuards(AuthGuard)\nclass A {}\n', 'class A {}\n'],
])('%s that goes is told', async ([, path, old, now]) => {
  expect(await found({ [path]: old }, { [path]: now })).toEqual([expect.stringMatching(/^guard-removed /)]);
});

test.for<[what: string, old: Tree, now: Tree]>([
  ['it moves to another file', { 'a.ts': EXPRESS, 'b.ts': 'f();\n' }, { 'a.ts': 'f();\n', 'b.ts': EXPRESS }],
  ['it is written anew', { 'a.ts': EXPRESS }, { 'a.ts': EXPRESS.replace('.end()', '.json({})') }],
  [
    'a route goes with its guard',
    { 'r.js': "r.delete('/users/:id', requireAdmin, remove);\nlisten();\n" },
    { 'r.js': 'listen();\n' },
  ],
  [
    'a view goes with its guard',
    { 'v.py': `${DJANGO}\n\ndef other(request):\n    pass\n` },
    { 'v.py': 'def other(request):\n    pass\n' },
  ],
  [
    'one guard for another',
    { 'r.js': "r.delete('/users/:id', requireAdmin, remove);\nlisten();\n" },
    { 'r.js': "r.delete('/users/:id', requireRole('admin'), remove);\nlisten();\n" },
  ],
  ['its file goes', { 'a.ts': EXPRESS }, {}],
  ['a test', { 'test/a.test.ts': EXPRESS }, { 'test/a.test.ts': 'f();\n' }],
  ['a comment', { 'a.py': '# raise PermissionDenied\na = 1\n' }, { 'a.py': 'a = 1\n' }],
])('%s: nothing is told', async ([, old, now]) => {
  expect(await found(old, now)).toEqual([]);
});

test.each([
  ['another guard', 'f();\nif (!user.admin) return res.status(403).end();\n'],
  ['the same guard, before something else', "f();\nr.get('/status', requireAdmin, status);\n"],
])('%s that comes in another file refuses nobody here', async (_, other) => {
  const before = { 'r.js': "r.delete('/users/:id', requireAdmin, remove);\nlisten();\n", 'm.js': 'f();\n' };
  const after = { 'r.js': "r.delete('/users/:id', remove);\nlisten();\n", 'm.js': other };
  expect(await found(before, after)).toEqual(['guard-removed r.js:1']);
});
