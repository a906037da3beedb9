import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

const HOST = 'https://registry.example';
/** The two names of the registry of JavaScript packages. */
const [FIRST, ALIAS] = [['npmjs', 'org'].join('.'), ['yarnpkg', 'com'].join('.')].map(
  (domain) => `https://registry.${domain}`,
) as [string, string];
const D1 = `sha512-${'a'.repeat(86)}==`;
const D2 = `sha512-${'b'.repeat(86)}==`;
const OLD = `sha1-${'c'.repeat(27)}=`;

type Package = Readonly<Record<string, unknown>>;
const a: Package = { version: '1.0.0', resolved: `${HOST}/a/-/a-1.0.0.tgz`, integrity: D1 };
const b: Package = { version: '2.0.0', resolved: `${HOST}/b/-/b-2.0.0.tgz`, integrity: D2 };
const npm = (packages: Readonly<Record<string, Package>>): string =>
  JSON.stringify(
    {
      name: 'shop',
      lockfileVersion: 3,
      packages: Object.fromEntries(Object.entries(packages).map(([name, one]) => [`node_modules/${name}`, one])),
    },
    null,
    2,
  );
const without = (one: Package, key: string): Package => ({ ...one, [key]: undefined });
/** Yarn since 2, with a package and its patch. */
const berry = (plain: string, patched: string): string =>
  `__metadata:\n  version: 8\n\n"t@npm:6.0.3":\n  version: 6.0.3\n  resolution: "t@npm:6.0.3"\n  checksum: 10/${plain}\n  linkType: hard\n\n"t@patch:t@npm%3A6.0.3#optional!builtin<compat/t>":\n  version: 6.0.3\n  resolution: "t@patch:t@npm%3A6.0.3#optional!builtin<compat/t>::version=6.0.3&hash=5786d5"\n  checksum: 10/${patched}\n  linkType: hard\n\n"c@npm:1":\n  version: 1.0.0\n  resolution: "c@npm:1.0.0"\n  checksum: 10/33\n  linkType: hard\n`;
const yarn = (resolved: string, integrity = `  integrity ${D1}\n`, version = '1.0.0'): string =>
  `# yarn lockfile v1\n\na@^1.0.0:\n  version "${version}"\n  resolved "${resolved}"\n${integrity}\nb@^2.0.0:\n  version "2.0.0"\n  resolved "${HOST}/b/-/b-2.0.0.tgz#1"\n  integrity ${D2}\n`;
const pnpm = (resolution: string): string =>
  `lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: ${resolution}\n  b@2.0.0:\n    resolution: {integrity: ${D2}}\n`;
const cargo = (source: string, checksum: string | null, version = '1.0.0'): string =>
  `version = 4\n\n[[package]]\nname = "a"\nversion = "${version}"\nsource = "${source}"\n${checksum === null ? '' : `checksum = "${checksum}"\n`}\n[[package]]\nname = "b"\nversion = "2.0.0"\nsource = "registry+${HOST}/index"\nchecksum = "${'d'.repeat(64)}"\n`;
const poetry = (hashes: readonly string[], source = ''): string =>
  `[[package]]\nname = "a"\nversion = "1.0.0"\nfiles = [${hashes.map((hash) => `{file = "a-${hash}.whl", hash = "sha256:${hash}"}`).join(', ')}]\n${source}`;
const gem = (remote: string, block = 'GEM'): string =>
  `${block}\n  remote: ${remote}\n  specs:\n    a (1.0.0)\n\nGEM\n  remote: ${HOST}/\n  specs:\n    b (2.0.0)\n\nPLATFORMS\n  ruby\n`;
const composer = (url: string, shasum: string): string =>
  JSON.stringify({ packages: [{ name: 'v/a', version: '1.0.0', dist: { type: 'zip', url, shasum } }] }, null, 2);

const branch = (source: string, archive: string, commit: string): string => {
  const url = `https://api.github.com/repos/${archive}/zipball/${commit}`;
  const place = { type: 'git', url: `https://github.com/${source}.git`, reference: commit };
  return JSON.stringify({
    packages: [{ name: 'v/a', version: 'dev-main', source: place, dist: { type: 'zip', url, reference: commit } }],
  });
};

type Row = readonly [what: string, path: string, old: string | null, now: string, expected: readonly string[]];
const T = 'lockfile-tampering';
const LOCK = 'package-lock.json';

const HAZARDS: readonly Row[] = [
  [
    'a moved host',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, resolved: 'https://evil.example/a/-/a-1.0.0.tgz' }, b }),
    [`${T} critical`],
  ],
  [
    'a moved host with a new version',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, version: '1.0.1', resolved: 'https://evil.example/a/-/a-1.0.1.tgz', integrity: D2 }, b }),
    [`${T} critical`],
  ],
  [
    'a new package of another host',
    LOCK,
    npm({ a }),
    npm({ a, b: { ...b, resolved: 'https://evil.example/b/-/b-2.0.0.tgz' } }),
    [`${T} warning`],
  ],
  [
    'another host in a new file',
    LOCK,
    null,
    npm({ a, b, c: { ...a, resolved: 'https://evil.example/c/-/c-1.0.0.tgz' } }),
    [`${T} warning`],
  ],
  ['a digest that is gone', LOCK, npm({ a, b }), npm({ a: without(a, 'integrity'), b }), [`${T} critical`]],
  ['a digest that changed', LOCK, npm({ a, b }), npm({ a: { ...a, integrity: D2 }, b }), [`${T} critical`]],
  ['a weaker digest', LOCK, npm({ a, b }), npm({ a: { ...a, integrity: OLD }, b }), [`${T} critical`]],
  ['a new package without digest', LOCK, npm({ a }), npm({ a, b: without(b, 'integrity') }), [`${T} warning`]],
  [
    'another package under the name',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, version: '1.0.1', integrity: D2, resolved: `${HOST}/x/-/x-1.0.1.tgz` }, b }),
    [`${T} critical`],
  ],
  [
    'another version under the number',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, version: '1.0.1', integrity: D2, resolved: `${HOST}/a/-/a-0.9.0.tgz` }, b }),
    [`${T} critical`],
  ],
  [
    'an install script of the same version',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, hasInstallScript: true }, b }),
    ['install-script warning'],
  ],
  [
    'an install script of a new package',
    LOCK,
    npm({ a }),
    npm({ a, b: { ...b, hasInstallScript: true } }),
    ['install-script suggestion'],
  ],
  [
    'git',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, resolved: 'git+ssh://git@forge.example/x/a.git#abc' }, b }),
    ['dependency-source critical'],
  ],
  [
    'no TLS',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, resolved: 'http://registry.example/a/-/a-1.0.0.tgz' }, b }),
    ['dependency-source critical'],
  ],
  ['a file', LOCK, npm({ a }), npm({ a, b: { ...b, resolved: 'file:b.tgz' } }), ['dependency-source warning']],
  [
    'Yarn: a patched package with another digest',
    'yarn.lock',
    berry('1'.repeat(8), '2'.repeat(8)),
    berry('1'.repeat(8), '4'.repeat(8)),
    [`${T} critical`],
  ],
  [
    'Yarn: a moved host',
    'yarn.lock',
    yarn(`${HOST}/a/-/a-1.0.0.tgz#1`),
    yarn('https://evil.example/a/-/a-1.0.0.tgz#1'),
    [`${T} critical`],
  ],
  [
    'Yarn: a digest that is gone',
    'yarn.lock',
    yarn(`${HOST}/a/-/a-1.0.0.tgz`),
    yarn(`${HOST}/a/-/a-1.0.0.tgz`, ''),
    [`${T} critical`],
  ],
  [
    'pnpm: a tarball',
    'pnpm-lock.yaml',
    pnpm(`{integrity: ${D1}}`),
    pnpm(`{integrity: ${D1}, tarball: http://evil.example/a.tgz}`),
    ['dependency-source critical'],
  ],
  [
    'pnpm: a digest that changed',
    'pnpm-lock.yaml',
    pnpm(`{integrity: ${D1}}`),
    pnpm(`{integrity: ${D2}}`),
    [`${T} critical`],
  ],
  [
    'Cargo: git',
    'Cargo.lock',
    cargo(`registry+${HOST}/index`, 'e'.repeat(64)),
    cargo('git+https://forge.example/a#abc', null),
    ['dependency-source critical', `${T} critical`],
  ],
  [
    'Cargo: a digest that changed',
    'Cargo.lock',
    cargo(`registry+${HOST}/index`, 'e'.repeat(64)),
    cargo(`registry+${HOST}/index`, 'f'.repeat(64)),
    [`${T} critical`],
  ],
  ['Poetry: all digests changed', 'poetry.lock', poetry(['aa', 'bb']), poetry(['cc', 'dd']), [`${T} critical`]],
  [
    'Poetry: git',
    'poetry.lock',
    poetry(['aa']),
    poetry(['aa'], '\n[package.source]\ntype = "git"\nurl = "https://forge.example/a.git"\n'),
    ['dependency-source critical'],
  ],
  [
    'Poetry: git, at a commit',
    'poetry.lock',
    poetry(['aa']),
    poetry(
      [],
      `\n[package.source]\ntype = "git"\nurl = "https://forge.example/a.git"\nreference = "HEAD"\nresolved_reference = "${'a'.repeat(40)}"\n`,
    ),
    ['dependency-source warning'],
  ],
  [
    'Go: a digest that changed',
    'go.sum',
    'x.example/a v1.0.0 h1:AAAA=\n',
    'x.example/a v1.0.0 h1:BBBB=\n',
    [`${T} critical`],
  ],
  [
    'Bundler: another host, under another name',
    'gemfiles/Gemfile.rails-8.lock',
    gem(`${HOST}/`),
    gem('https://evil.example/'),
    [`${T} critical`],
  ],
  [
    'Bundler: another host, of an appraisal',
    'gemfiles/rack.gemfile.lock',
    gem(`${HOST}/`),
    gem('https://evil.example/'),
    [`${T} critical`],
  ],
  ['Bundler: another host', 'Gemfile.lock', gem(`${HOST}/`), gem('https://evil.example/'), [`${T} critical`]],
  [
    'Bundler: git',
    'Gemfile.lock',
    gem(`${HOST}/`),
    gem('https://forge.example/a.git', 'GIT'),
    ['dependency-source critical'],
  ],
  [
    'Composer: a moved host',
    'composer.lock',
    composer(`${HOST}/a.zip`, '11'),
    composer('https://evil.example/a.zip', '11'),
    [`${T} critical`],
  ],
  [
    'a branch of another',
    'composer.lock',
    branch('v/a', 'v/a', '11'),
    branch('x/a', 'x/a', '22'),
    ['dependency-source warning'],
  ],
  [
    'an archive of another',
    'composer.lock',
    branch('v/a', 'v/a', '11'),
    branch('v/a', 'x/a', '22'),
    ['dependency-source warning'],
  ],
];

const ORDINARY: readonly Row[] = [
  ['another commit of a branch', 'composer.lock', branch('v/a', 'v/a', '11'), branch('v/a', 'v/a', '22'), []],
  [
    'an update',
    LOCK,
    npm({ a, b }),
    npm({ a: { ...a, version: '1.0.1', resolved: `${HOST}/a/-/a-1.0.1.tgz`, integrity: D2 }, b }),
    [],
  ],
  ['a new package', LOCK, npm({ a }), npm({ a, b }), []],
  [
    'a package under another name, as its manifest wants',
    'yarn.lock',
    yarn(`${HOST}/a/-/a-1.0.0.tgz#1`),
    `${yarn(`${HOST}/a/-/a-1.0.0.tgz#1`)}\n"c-cjs@npm:c@^4.2.0", c@^4.1.0:\n  version "4.2.3"\n  resolved "${HOST}/c/-/c-4.2.3.tgz#1"\n  integrity ${D1}\n`,
    [],
  ],
  ['a package that is gone', LOCK, npm({ a, b }), npm({ a }), []],
  ['a new file', LOCK, null, npm({ a, b }), []],
  ['a stronger digest', LOCK, npm({ a: { ...a, integrity: OLD }, b }), npm({ a, b }), []],
  ['a second digest', LOCK, npm({ a, b }), npm({ a: { ...a, integrity: `${D1} ${D2}` }, b }), []],
  [
    'a script that was there',
    LOCK,
    npm({ a: { ...a, hasInstallScript: true } }),
    npm({ a: { ...a, hasInstallScript: true }, b }),
    [],
  ],
  ['an alias', LOCK, npm({ a }), npm({ a, c: { ...b, name: 'b' } }), []],
  ['a scope', LOCK, npm({ a }), npm({ a, '@x/b': { ...b, resolved: `${HOST}/@x/b/-/b-2.0.0.tgz` } }), []],
  ['a folder of the workspace', LOCK, npm({ a }), npm({ a, w: { resolved: 'packages/w', link: true } }), []],
  [
    'two usual hosts',
    LOCK,
    npm({ a, b: { ...b, resolved: 'https://own.example/b/-/b-2.0.0.tgz' } }),
    npm({ a, b: { ...b, version: '2.0.1', integrity: D1, resolved: 'https://own.example/b/-/b-2.0.1.tgz' } }),
    [],
  ],
  [
    'the other name of the same registry',
    'yarn.lock',
    yarn(`${FIRST}/a/-/a-1.0.0.tgz#1`),
    yarn(`${ALIAS}/a/-/a-1.0.1.tgz#2`, `  integrity ${D2}\n`, '1.0.1'),
    [],
  ],
  [
    'git that was there',
    LOCK,
    npm({ a: { version: '1.0.0', resolved: 'git+ssh://git@forge.example/a.git#1' } }),
    npm({ a: { version: '1.0.0', resolved: 'git+ssh://git@forge.example/a.git#1' }, b: { ...b, resolved: undefined } }),
    [],
  ],
  [
    'Yarn: an update',
    'yarn.lock',
    yarn(`${HOST}/a/-/a-1.0.0.tgz#1`),
    yarn(`${HOST}/a/-/a-1.0.1.tgz#2`, `  integrity ${D2}\n`, '1.0.1'),
    [],
  ],
  [
    'Yarn: a patched package beside the one that it is made of',
    'yarn.lock',
    berry('1'.repeat(8), '2'.repeat(8)),
    berry('1'.repeat(8), '2'.repeat(8)).replace('"c@npm:1"', '"c@npm:^1"'),
    [],
  ],
  [
    'pnpm: the same',
    'pnpm-lock.yaml',
    pnpm(`{integrity: ${D1}}`),
    `${pnpm(`{integrity: ${D1}}`)}  c@1.0.0:\n    resolution: {integrity: ${D2}}\n`,
    [],
  ],
  [
    'Cargo: an update',
    'Cargo.lock',
    cargo(`registry+${HOST}/index`, 'e'.repeat(64)),
    cargo(`registry+${HOST}/index`, 'f'.repeat(64), '1.0.1'),
    [],
  ],
  ['Poetry: one wheel more', 'poetry.lock', poetry(['aa', 'bb']), poetry(['aa', 'bb', 'cc']), []],
  ['Go: an update', 'go.sum', 'x.example/a v1.0.0 h1:AAAA=\n', 'x.example/a v1.0.1 h1:BBBB=\n', []],
  ['Bundler: the same host', 'Gemfile.lock', gem(`${HOST}/`), gem(`${HOST}/`).replace('1.0.0', '1.0.1'), []],
];

async function reportsOf([, path, old, now]: Row): Promise<readonly string[]> {
  const { reports, unavailable } = await runChecks(
    security,
    { old: old === null ? {} : { [path]: old }, new: { [path]: now } },
    { only: ['lockfile'] },
  );
  expect(unavailable).toEqual([]);
  return reports.map(({ rule, severity }) => `${rule} ${severity}`).toSorted();
}

describe('a lockfile', () => {
  test.each(HAZARDS)('with %s in %s', async (...row) => {
    expect(await reportsOf(row)).toEqual(row[4]);
  });

  test.each(ORDINARY)('with %s in %s is ordinary', async (...row) => {
    expect(await reportsOf(row)).toEqual([]);
  });

  test.each([
    ['its Gemfile asked for it', { Gemfile: "gem 'a', github: 'x/a'\n" }, 0],
    ['a lockfile beside it had it', { 'b.gemfile.lock': gem('https://github.com/x/a.git', 'GIT') }, 0],
    ['another owner', { Gemfile: "gem 'a', github: 'y/x/a'\ngem 'b', github: 'x/ab'\n" }, 1],
  ])('a repository that stood at the base is not told: %s', async (_, base, count) => {
    const old = { ...base, 'Gemfile.lock': gem(`${HOST}/`) };
    const now = { ...base, 'Gemfile.lock': gem('https://github.com/x/a.git', 'GIT').replace('1.0.0', '1.1.0') };
    const { reports } = await runChecks(security, { old, new: now }, { only: ['lockfile'] });
    expect(reports.map(({ rule }) => rule)).toEqual(Array.from({ length: count }, () => 'dependency-source'));
  });

  test.each([
    ['of an application', 'Gemfile.lock', { Gemfile: '' }, 700],
    ['of a library', 'Gemfile.lock', { Gemfile: '', 'a.gemspec': '' }, 200],
    ['for each version of a framework', 'gemfiles/rails_8.gemfile.lock', { 'gemfiles/rails_8.gemfile': '' }, 200],
    ['that a build writes', 'store/Gemfile.lock', { Gemfile: '' }, 200],
  ])('a repository in a lockfile %s', async (_, path, beside, confidence) => {
    const old = { ...beside, [path]: gem(`${HOST}/`) };
    const now = { ...beside, [path]: gem('https://github.com/x/a.git', 'GIT').replace('1.0.0', '1.1.0') };
    const { reports } = await runChecks(security, { old, new: now }, { only: ['lockfile'] });
    expect(reports.map((one) => one.confidence ?? 700)).toEqual([confidence]);
  });

  test('a fork at a commit is no tampering', async () => {
    const commit = `https://codeload.github.com/x/a/tar.gz/${'1'.repeat(40)}`;
    const change = { old: { 'yarn.lock': yarn(`${HOST}/a/-/a-1.0.0.tgz#1`) }, new: { 'yarn.lock': yarn(commit, '') } };
    const { reports } = await runChecks(security, change, { only: ['lockfile'] });
    expect(reports.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['dependency-source warning']);
  });

  test('tells once what many packages have in common, at the line of the first', async () => {
    const moved = (one: Package): Package => ({
      ...one,
      resolved: String(one['resolved']).replace('registry', 'evil'),
    });
    const now = npm({ a: moved(a), b: moved(b) });

    const { reports } = await runChecks(
      security,
      { old: { [LOCK]: npm({ a, b }) }, new: { [LOCK]: now } },
      { only: ['lockfile'] },
    );

    expect(reports.map(({ title, location, evidence }) => [title, location?.startLine, evidence])).toEqual([
      ['`a` comes from `evil.example` now, and 1 more', 7, '"resolved": "https://evil.example/a/-/a-1.0.0.tgz",'],
    ]);
  });

  test('says nothing of an address that its manifest asks for in the same change, where that is told', async () => {
    const [old, now] = [gem(`${HOST}/`), gem('https://forge.example/a.git', 'GIT')];
    const asks = { Gemfile: "gem 'a', git: 'https://forge.example/a.git'\n" };
    const told = async (manifest: Readonly<Record<string, string>>, before = {}) =>
      (
        await runChecks(
          security,
          { old: { 'Gemfile.lock': old, ...before }, new: { 'Gemfile.lock': now, ...manifest } },
          { only: ['lockfile', 'build-manifests'] },
        )
      ).reports.map(({ rule, location }) => `${rule} ${location?.path}`);

    expect(await told(asks, { Gemfile: "gem 'a'\n" })).toEqual(['dependency-source Gemfile']);
    expect(await told({})).toEqual(['dependency-source Gemfile.lock']);
    // A name, a word or a remark is no address, and another repository is another one.
    for (const other of ["gem 'a', '~> 2.0' # a is on github", "gem 'a', github: 'good/a'"])
      expect(await told({ Gemfile: `${other}\n` }, { Gemfile: "gem 'a'\n" })).toContain(
        'dependency-source Gemfile.lock',
      );
    expect(await told({ Gemfile: "gem 'a'\ngem 'c'\n" }, { Gemfile: "gem 'a'\n" })).toEqual([
      'dependency-source Gemfile.lock',
    ]);
  });

  test('that the noise filter left out is read too, and one that does not parse is told', async () => {
    const old = { [LOCK]: npm({ a, b }) };
    const run = (now: string, filtered: boolean) =>
      runChecks(
        security,
        { old, new: { [LOCK]: now } },
        {
          only: ['lockfile'],
          ...(filtered && {
            changeSet: {
              files: [],
              filtered: [
                {
                  status: 'M',
                  oldPath: LOCK,
                  newPath: LOCK,
                  oldMode: '100644',
                  newMode: '100644',
                  oldBlob: null,
                  newBlob: null,
                  binary: false,
                  similarity: null,
                  added: 1,
                  deleted: 1,
                  reason: 'lockfile',
                },
              ],
            },
          }),
        },
      );

    expect((await run(npm({ a: { ...a, integrity: D2 }, b }), true)).reports).toHaveLength(1);
    expect((await run('<<<<<<< ours\n', false)).unavailable.map(({ path }) => path)).toEqual([LOCK]);
  });
});
