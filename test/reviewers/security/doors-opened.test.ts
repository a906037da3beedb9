import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks } from '../check-table.ts';

const found = async (path: string, old: string, now: string) =>
  places(
    (await runChecks(security, { old: { [path]: old }, new: { [path]: now } }, { only: ['doors-opened'] })).reports,
  ).map((place) => place.split(' ', 1).join());

const CONTROLLER =
  '[Authorize]\npublic class A : Controller {\n  public IActionResult Del(int id) { return Ok(); }\n}\n';
const POLICY =
  '<?php\nclass P\n{\n    public function delete(User $user, Thing $thing): bool\n    {\n        return $user->id === $thing->user_id;\n    }\n}\n';

test.for<[what: string, path: string, old: string, now: string, rule: string]>([
  [
    'a mark that lets everybody in',
    'A.cs',
    CONTROLLER,
    CONTROLLER.replace('  public IAct', '  [AllowAnonymous]\n  public IAct'),
    'guard-removed',
  ],
  [
    'forged requests, Django',
    'v.py',
    'def pay(request):\n    return charge(request)\n',
    '@csrf_exempt\ndef pay(request):\n    return charge(request)\n',
    'guard-removed',
  ],
  [
    'forged requests, Spring',
    'S.java',
    'class S {\n  void c(HttpSecurity http) {\n  }\n}\n',
    'class S {\n  void c(HttpSecurity http) {\n    http.csrf(c -> c.disable());\n  }\n}\n',
    'guard-removed',
  ],
  [
    'a filter that is skipped',
    'a_controller.rb',
    'class A\n  def show\n  end\nend\n',
    'class A\n  skip_before_action :authenticate_user!\n\n  def show\n  end\nend\n',
    'guard-removed',
  ],
  ['a policy that says yes', 'ThingPolicy.php', POLICY, POLICY.replace(/return .*;/, 'return true;'), 'guard-removed'],
  [
    'a function that decides',
    'auth.ts',
    "export function isAdmin(user) {\n  return user.roles.includes('admin');\n}\n",
    'export function isAdmin(user) {\n  return true;\n}\n',
    'guard-removed',
  ],
  [
    'a policy of Rails',
    'thing_policy.rb',
    'class P\n  def destroy?\n    user.admin?\n  end\nend\n',
    'class P\n  def destroy?\n    true\n  end\nend\n',
    'guard-removed',
  ],
  ['debugging', 'settings.py', 'DEBUG = False\n', 'DEBUG = True\n', 'debug-mode'],
  [
    'TLS',
    'config/environments/production.rb',
    'config.force_ssl = true\n',
    'config.force_ssl = false\n',
    'unencrypted-data',
  ],
  [
    'a cookie',
    's.js',
    'app.use(session({ cookie: { httpOnly: true } }));\n',
    'app.use(session({ cookie: { httpOnly: false } }));\n',
    'guard-removed',
  ],
  [
    'fields that may be set',
    'U.php',
    "<?php\nclass U {\n    protected $fillable = ['name'];\n}\n",
    '<?php\nclass U {\n    protected $guarded = [];\n}\n',
    'mass-assignment',
  ],
])('%s: told where the change turns it round, and not the other way', async ([, path, old, now, rule]) => {
  expect(await found(path, old, now)).toEqual([rule]);
  expect(await found(path, now, old)).toEqual([]);
});

test.for<[what: string, path: string, old: string, now: string]>([
  [
    'a new door beside the others',
    'A.cs',
    CONTROLLER,
    CONTROLLER.replace('  public', '  [AllowAnonymous]\n  public IActionResult Login() { return Ok(); }\n  public'),
  ],
  ['settings of development', 'settings/dev.py', 'DEBUG = False\n', 'DEBUG = True\n'],
  [
    'one answer of several',
    'auth.ts',
    'export function isAdmin(user) {\n  if (user.root) {\n    return user.on;\n  }\n  return false;\n}\n',
    'export function isAdmin(user) {\n  if (user.root) {\n    return true;\n  }\n  return false;\n}\n',
  ],
  [
    'a function that decides nothing',
    'a.ts',
    'export function render(user) {\n  return user.ok;\n}\n',
    'export function render(user) {\n  return true;\n}\n',
  ],
  ['a test', 'test/settings.test.js', 'const s = { secure: true };\n', 'const s = { secure: false };\n'],
])('%s: nothing is told', async ([, path, old, now]) => {
  expect(await found(path, old, now)).toEqual([]);
});
