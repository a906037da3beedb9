import { describe, expect, it } from 'vitest';
import { lockfileHazards } from '../../../../reviewers/security/lockfile/lockfile-hazards.ts';
import { unpinnedManifest } from '../../../../reviewers/security/lockfile/manifests-of-lockfiles.ts';
import { isReadLockfile, readLockfile } from '../../../../reviewers/security/lockfile/read-lockfile.ts';
import { security } from '../../../../reviewers/security/index.ts';
import { places, runChecks } from '../../check-table.ts';

const HOST = 'https://registry.example';
const FILES = 'https://files.example';
const EVIL = 'https://evil.example';
const [D1, D2] = ['a', 'b'].map((letter) => `sha512-${letter.repeat(86)}==`);
const [H1 = '', H2 = ''] = ['c', 'd'].map((letter) => letter.repeat(64));
const json = (value: unknown): string => JSON.stringify(value, null, 2);

const npm = (packages: object, more: object = {}): string => json({ lockfileVersion: 3, packages, ...more });
const A = { version: '1.0.0', resolved: `${HOST}/a/-/a-1.0.0.tgz`, integrity: D1 };
const B = { version: '2.0.0', resolved: `${HOST}/b/-/b-2.0.0.tgz`, integrity: D2 };
const BASE = npm({ 'node_modules/a': A, 'node_modules/b': B });
const berry = (key: string, resolution: string, checksum = '10/aa'): string =>
  `__metadata:\n  version: 8\n\n"${key}":\n  version: 1.0.0\n  resolution: "${resolution}"\n  checksum: ${checksum}\n  languageName: node\n  linkType: hard\n\n"b@npm:2":\n  version: 2.0.0\n  resolution: "b@npm:2.0.0"\n  checksum: 10/bb\n  linkType: hard\n`;
const uv = (wheel: string, registry = `${HOST}/simple`): string =>
  `version = 1\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = { registry = "${registry}" }\nwheels = [\n  { url = "${wheel}", hash = "sha256:${H1}" },\n]\n`;
const pipfile = (one: object, source: object = {}): string =>
  json({
    _meta: { sources: [{ name: 'index', url: `${HOST}/simple`, verify_ssl: true, ...source }] },
    default: { a: { hashes: [`sha256:${H1}`], index: 'index', version: '==1.0.0', ...one } },
    develop: {},
  });
const deno = (more: object): string =>
  json({
    version: '5',
    jsr: { '@x/a@1.0.0': { integrity: H1 } },
    npm: { 'a@1.0.0': { integrity: D1 } },
    remote: { [`${HOST}/mod.ts`]: H1 },
    ...more,
  });
const bun = (identity: string, digest = D1, registry = ''): string =>
  `{\n  "lockfileVersion": 1,\n  "packages": {\n    "a": ["${identity}", "${registry}", { "dependencies": { "c": "^1", }, }, "${digest}"],\n\n    "b": ["b@2.0.0", "", {}, "${D2}"],\n  }\n}\n`;
const pylock = (url: string, more = ''): string =>
  `lock-version = "1.0"\n\n[[packages]]\nname = "a"\nversion = "1.0.0"\nindex = "${HOST}/simple"\n${more}wheels = [{ name = "a.whl", url = "${url}", hashes = { sha256 = "${H1}" } }]\n`;
const flake = (locked: object): string =>
  json({
    nodes: {
      n: { locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: '1', narHash: 'sha256-A=', ...locked } },
      root: { inputs: { n: 'n' } },
    },
    version: 7,
  });
/** An input that only another input asks for. */
const deep = (locked: object): string =>
  json({
    nodes: {
      a: { locked: { type: 'github', owner: 'x', repo: 'a', rev: '1', narHash: 'sha256-A=' }, inputs: { n: 'n' } },
      n: { locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: '1', narHash: 'sha256-A=', ...locked } },
      root: { inputs: { a: 'a' } },
    },
    root: 'root',
  });
const archive = (commit: string): object => ({
  type: 'tarball',
  owner: undefined,
  rev: undefined,
  url: `https://github.com/NixOS/nixpkgs/archive/${commit}.tar.gz`,
  narHash: `sha256-${commit}=`,
});
const twoCrates = (version: string): string =>
  `version = 4\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+${HOST}/index"\nchecksum = "${H1}"\n\n[[package]]\nname = "b"\nversion = "${version}"\n`;
const swift = (pin: object, state: object = {}): string =>
  json({
    pins: [
      {
        identity: 'a',
        kind: 'remoteSourceControl',
        location: 'https://forge.example/x/a.git',
        state: { revision: '1'.repeat(40), version: '1.0.0', ...state },
        ...pin,
      },
    ],
    version: 2,
  });
const nuget = (hash: string | undefined): string =>
  json({
    version: 1,
    dependencies: {
      'net9.0': {
        A: { type: 'Direct', resolved: '1.0.0', contentHash: hash },
        B: { type: 'Transitive', resolved: '1.0.0', contentHash: 'x' },
        C: { type: 'Transitive', resolved: '1.0.0', contentHash: 'x' },
      },
    },
  });
const pub = (url: string, sha = H1): string =>
  `packages:\n  a:\n    dependency: transitive\n    description:\n      name: a\n      sha256: "${sha}"\n      url: "${url}"\n    source: hosted\n    version: "1.0.0"\n`;
const conda = (url: string, sha = H1): string =>
  `package:\n- name: a\n  version: "1"\n  manager: conda\n  platform: linux-64\n  url: ${url}\n  hash:\n    sha256: ${sha}\n`;
const terraform = (name: string, hash: string): string =>
  `provider "${name}" {\n  version     = "1.0.0"\n  constraints = "~> 1.0"\n  hashes = [\n    "${hash}",\n  ]\n}\n`;
const composer = (one: object): string =>
  json({
    packages: [
      {
        name: 'v/a',
        version: '1.0.0',
        source: { type: 'git', url: 'https://forge.example/v/a.git', reference: '1' },
        dist: { type: 'zip', url: `${HOST}/a.zip`, shasum: '', reference: '1' },
        ...one,
      },
    ],
  });
const gems = (block: string): string =>
  `${block}\nGEM\n  remote: ${HOST}/\n  specs:\n    b (2.0.0)\n\nDEPENDENCIES\n  b\n`;
const GEM = `GEM\n  remote: ${HOST}/\n  specs:\n    a (1.0.0)\n`;

type Row = readonly [what: string, path: string, old: string | null, now: string];
type Hazard = readonly [...Row, expected: readonly string[]];
const T = 'lockfile-tampering';
const S = 'dependency-source';

const HAZARDS: readonly Hazard[] = [
  [
    'a link to an address',
    'package-lock.json',
    BASE,
    npm({ 'node_modules/a': A, 'node_modules/b': B, 'node_modules/c': { resolved: `${EVIL}/c.tgz`, link: true } }),
    [`${T} warning`, `${T} warning`],
  ],
  [
    'a link out of the tree',
    'package-lock.json',
    BASE,
    npm({ 'node_modules/a': A, 'node_modules/b': B, 'node_modules/c': { resolved: '../../x', link: true } }),
    [`${S} warning`],
  ],
  [
    'said to be bundled by nobody',
    'package-lock.json',
    BASE,
    npm({ 'node_modules/a': { version: '1.0.1', inBundle: true }, 'node_modules/b': B }),
    [`${T} warning`],
  ],
  [
    'an address in what only old versions read',
    'package-lock.json',
    npm({ 'node_modules/a': A }, { dependencies: { a: A } }),
    npm({ 'node_modules/a': A }, { dependencies: { a: { ...A, resolved: `${EVIL}/a/-/a-1.0.0.tgz` } } }),
    [`${T} critical`],
  ],
  [
    'deep in what only old versions read',
    'package-lock.json',
    json({ dependencies: { a: { ...A, dependencies: { b: B } } } }),
    json({ dependencies: { a: { ...A, dependencies: { b: { ...B, integrity: D1 } } } } }),
    [`${T} critical`],
  ],
  [
    'a first host where the base has none',
    'poetry.lock',
    `[[package]]\nname = "a"\nversion = "1.0.0"\nfiles = [{file = "a", hash = "sha256:${H1}"}]\n`,
    `[[package]]\nname = "a"\nversion = "1.0.1"\nfiles = [{file = "a", hash = "sha256:${H2}"}]\n[package.source]\ntype = "legacy"\nurl = "${EVIL}/simple"\n`,
    [`${T} critical`],
  ],
  [
    'Berry: another package',
    'yarn.lock',
    berry('a@npm:^1', 'a@npm:1.0.0'),
    berry('a@npm:^1', 'evil@npm:1.0.0'),
    [`${T} critical`],
  ],
  [
    'Berry: an address of its own',
    'yarn.lock',
    berry('a@npm:^1', 'a@npm:1.0.0'),
    berry('a@npm:^1', `a@npm:1.0.0::__archiveUrl=${encodeURIComponent(`${EVIL}/a.tgz`)}`),
    [`${T} critical`],
  ],
  ['uv: a wheel from elsewhere', 'uv.lock', uv(`${FILES}/a.whl`), uv(`${EVIL}/a.whl`), [`${T} critical`]],
  ['uv: a wheel without TLS', 'uv.lock', uv(`${FILES}/a.whl`), uv('http://files.example/a.whl'), [`${S} critical`]],
  [
    'Bundler: a folder in the place of a gem',
    'Gemfile.lock',
    gems(GEM),
    gems('PATH\n  remote: vendor/a\n  specs:\n    a (1.0.0)\n'),
    [`${S} warning`],
  ],
  [
    'Composer: sources from elsewhere',
    'composer.lock',
    composer({}),
    composer({ source: { type: 'git', url: 'https://evil.example/v/a.git', reference: '1' } }),
    [`${T} critical`],
  ],
  ['Composer: no release any more', 'composer.lock', composer({}), composer({ dist: null }), [`${S} critical`]],
  ['Pipenv: another index', 'Pipfile.lock', pipfile({}), pipfile({}, { url: `${EVIL}/simple` }), [`${T} critical`]],
  ['Pipenv: no certificate', 'Pipfile.lock', pipfile({}), pipfile({}, { verify_ssl: false }), [`${S} critical`]],
  ['Pipenv: no digest', 'Pipfile.lock', pipfile({}), pipfile({ hashes: [] }), [`${T} critical`]],
  [
    'Pipenv: git',
    'Pipfile.lock',
    pipfile({}),
    pipfile({ git: 'https://forge.example/a.git', ref: '1' }),
    [`${S} critical`],
  ],
  [
    'Deno: a module that changed',
    'deno.lock',
    deno({}),
    deno({ remote: { [`${HOST}/mod.ts`]: H2 } }),
    [`${T} critical`],
  ],
  [
    'Deno: a module from elsewhere',
    'deno.lock',
    deno({}),
    deno({ remote: { [`${HOST}/mod.ts`]: H1, [`${EVIL}/mod.ts`]: H2 } }),
    [`${T} warning`],
  ],
  [
    'Deno: a way to elsewhere',
    'deno.lock',
    deno({}),
    deno({ redirects: { [`${HOST}/x.ts`]: `${EVIL}/mod.ts` } }),
    [`${T} warning`],
  ],
  [
    'Deno: a package of npm without digest',
    'deno.lock',
    deno({}),
    deno({ npm: { 'a@1.0.0': { integrity: D1 }, 'c@1.0.0': {} } }),
    [`${T} warning`],
  ],
  [
    'Deno: the digest of a package of JSR',
    'deno.lock',
    deno({}),
    deno({ jsr: { '@x/a@1.0.0': { integrity: H2 } } }),
    [`${T} critical`],
  ],
  ['Bun: another digest', 'bun.lock', bun('a@1.0.0'), bun('a@1.0.0', D2), [`${T} critical`]],
  ['Bun: another registry', 'bun.lock', bun('a@1.0.0'), bun('a@1.0.0', D1, `${EVIL}/`), [`${T} critical`]],
  ['Bun: git', 'bun.lock', bun('a@1.0.0'), bun('a@github:x/a#1'), [`${S} warning`]],
  [
    'pylock: a wheel from elsewhere',
    'pylock.toml',
    pylock(`${FILES}/a.whl`),
    pylock(`${EVIL}/a.whl`),
    [`${T} critical`],
  ],
  [
    'pylock: git',
    'pylock.toml',
    pylock(`${FILES}/a.whl`),
    pylock(`${FILES}/a.whl`, 'vcs = { type = "git", url = "https://forge.example/a.git" }\n'),
    [`${S} critical`],
  ],
  [
    'Nix: another repository',
    'flake.lock',
    flake({}),
    flake({ owner: 'evil', rev: '2', narHash: 'sha256-B=' }),
    [`${S} warning`],
  ],
  [
    'Nix: another repository of an input of others',
    'flake.lock',
    deep({}),
    deep({ owner: 'evil', rev: '2', narHash: 'sha256-B=' }),
    [`${S} suggestion`],
  ],
  ['Nix: another digest of the commit', 'flake.lock', flake({}), flake({ narHash: 'sha256-B=' }), [`${T} critical`]],
  [
    'Nix: an address without TLS',
    'flake.lock',
    flake({}),
    flake({ type: 'tarball', owner: undefined, url: 'http://x.example/a.tar.gz', rev: undefined }),
    [`${S} critical`, `${S} warning`],
  ],
  [
    'Swift: another repository',
    'Package.resolved',
    swift({}),
    swift({ location: 'https://forge.example/evil/a.git' }, { version: '1.0.1', revision: '2'.repeat(40) }),
    [`${S} warning`],
  ],
  [
    'Swift: a version that moved',
    'Package.resolved',
    swift({}),
    swift({}, { revision: '2'.repeat(40) }),
    [`${T} critical`],
  ],
  ['NuGet: another digest', 'packages.lock.json', nuget('a'), nuget('b'), [`${T} critical`]],
  ['NuGet: no digest', 'packages.lock.json', nuget('a'), nuget(undefined), [`${T} critical`]],
  ['pub: another host', 'pubspec.lock', pub(HOST), pub(EVIL), [`${T} critical`]],
  ['conda: another host', 'conda-lock.yml', conda(`${HOST}/a.conda`), conda(`${EVIL}/a.conda`), [`${T} critical`]],
  [
    'Terraform: another digest',
    '.terraform.lock.hcl',
    terraform('registry.example/x/a', 'h1:AAAA='),
    terraform('registry.example/x/a', 'h1:BBBB='),
    [`${T} critical`],
  ],
  [
    'Terraform: another registry',
    '.terraform.lock.hcl',
    terraform('registry.example/x/a', 'h1:AAAA='),
    terraform('evil.example/x/a', 'h1:AAAA='),
    [`${T} warning`],
  ],
];

const ORDINARY: readonly Row[] = [
  ['Nix: an archive of the same repository', 'flake.lock', flake(archive('11')), flake(archive('22'))],
  ['Nix: a repository that another input had', 'flake.lock', deep({}), deep({ owner: 'x', repo: 'a', rev: '2' })],
  ['Cargo: a crate beside its own release', 'Cargo.lock', twoCrates('1.0.0'), twoCrates('1.0.1')],
  [
    'bundled by its parent',
    'package-lock.json',
    npm({ 'node_modules/a': A, 'node_modules/b': B }),
    npm({
      'node_modules/a': { ...A, bundleDependencies: ['c'] },
      'node_modules/b': B,
      'node_modules/a/node_modules/c': { version: '1.0.0', inBundle: true },
    }),
  ],
  [
    'a workspace',
    'package-lock.json',
    BASE,
    npm({
      '': { workspaces: ['w'] },
      w: { version: '1.0.0' },
      'node_modules/w': { resolved: 'w', link: true },
      'node_modules/a': A,
      'node_modules/b': B,
    }),
  ],
  ['Berry: an alias', 'yarn.lock', berry('a@npm:^1', 'a@npm:1.0.0'), berry('c@npm:a@^1', 'a@npm:1.0.0')],
  [
    'Berry: a patch',
    'yarn.lock',
    berry('a@npm:^1', 'a@npm:1.0.0'),
    berry('a@patch:a@npm%3A1#x', 'a@patch:a@npm%3A1.0.0#x::version=1.0.0'),
  ],
  ['uv: an update', 'uv.lock', uv(`${FILES}/a.whl`), uv(`${FILES}/a.whl`).replaceAll('1.0.0', '1.0.1').replace(H1, H2)],
  ['uv: a new file', 'uv.lock', null, uv(`${FILES}/a.whl`)],
  ['Composer: an update', 'composer.lock', composer({}), composer({ version: '1.0.1' }).replaceAll('"1"', '"2"')],
  [
    'Composer: the newest commit of a branch',
    'composer.lock',
    composer({ version: 'dev-main' }),
    composer({ version: 'dev-main' }).replaceAll('"1"', '"2"'),
  ],
  ['Pipenv: an update', 'Pipfile.lock', pipfile({}), pipfile({ version: '==1.0.1', hashes: [`sha256:${H2}`] })],
  [
    'Deno: an update',
    'deno.lock',
    deno({}),
    deno({ npm: { 'a@1.0.1': { integrity: D2 } }, redirects: { [`${HOST}/x`]: `${HOST}/mod.ts` } }),
  ],
  ['Bun: an update', 'bun.lock', bun('a@1.0.0'), bun('a@1.0.1', D2)],
  ['pylock: a new file', 'pylock.toml', null, pylock(`${FILES}/a.whl`)],
  ['Nix: an update', 'flake.lock', flake({}), flake({ rev: '2', narHash: 'sha256-B=' })],
  ['Swift: an update', 'Package.resolved', swift({}), swift({}, { version: '1.0.1', revision: '2'.repeat(40) })],
  [
    'Swift: a branch',
    'Package.resolved',
    swift({}, { version: null }),
    swift({}, { version: null, revision: '2'.repeat(40) }),
  ],
  ['NuGet: the same', 'packages.lock.json', nuget('a'), nuget('a')],
  ['pub: an update', 'pubspec.lock', pub(HOST), pub(HOST, H2).replace('1.0.0', '1.0.1')],
  [
    'Terraform: an update',
    '.terraform.lock.hcl',
    terraform('registry.example/x/a', 'h1:AAAA='),
    terraform('registry.example/x/a', 'h1:BBBB=').replace('1.0.0', '1.1.0'),
  ],
];

function found([, path, old, now]: Row | Hazard): readonly string[] {
  const [base, head] = [old === null ? [] : readLockfile(path, old), readLockfile(path, now)];
  if (base === null || head === null) throw new Error(`${path} is not read`);
  return lockfileHazards(base, head)
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .toSorted();
}

describe('a lockfile of any format', () => {
  it.each(HAZARDS)('with %s in %s', (...row) => {
    expect(found(row)).toEqual(row[4]);
  });

  it.each(ORDINARY)('with %s in %s is ordinary', (...row) => {
    expect(found(row)).toEqual([]);
  });

  it.each(HAZARDS.map(([, path]) => path))('of the name %s that is something else is not read', (path) => {
    expect(readLockfile(path, '<<<<<<< ours\n')).toSatisfy((read) => read === null || read.length === 0);
    expect(isReadLockfile(path)).toBe(true);
  });
});

describe('a lockfile that is gone', () => {
  it.each<readonly [gone: string, left: readonly string[], manifest: string | null]>([
    ['package-lock.json', ['package.json', 'a.js'], 'package.json'],
    ['package-lock.json', ['package.json', 'pnpm-lock.yaml'], null],
    ['a/yarn.lock', ['package.json', 'yarn.lock'], null],
    ['a/package-lock.json', ['a/package.json', 'package.json', 'pnpm-lock.yaml'], null],
    ['a/package-lock.json', ['a/package.json', 'ab/package.json', 'ab/pnpm-lock.yaml'], 'package.json'],
    ['a/flake.lock', ['a/flake.nix'], 'flake.nix'],
    ['Cargo.lock', ['Cargo.toml'], 'Cargo.toml'],
  ])('%s, where %j is left, leaves %s unpinned', (gone, left, manifest) => {
    expect(unpinnedManifest(gone, left)).toBe(manifest);
  });

  it('is told and counts as looked at, and one that nobody reads counts as nothing', async () => {
    const manifest = { 'package.json': '{}\n' };
    const gone = await runChecks(
      security,
      { old: { ...manifest, 'yarn.lock': 'a\n' }, new: manifest },
      { only: ['lockfile'] },
    );
    const unread = await runChecks(security, { old: {}, new: { 'mix.lock': '%{}\n' } }, { only: ['lockfile'] });

    expect([places(gone.reports), gone.read]).toEqual([['lockfile-removed yarn.lock:'], ['yarn.lock']]);
    expect(unread.read).toEqual([]);
  });

  it.each([
    ['*.lock', []],
    ['/yarn.lock', []],
    ['*.lock\n!yarn.lock', ['lockfile-removed yarn.lock:']],
    ['dist', ['lockfile-removed yarn.lock:']],
  ])('is told unless git passes over it: %j', async (ignored, expected) => {
    const left = { 'package.json': '{}\n', '.gitignore': `# what is made\n${ignored}\n` };
    const { reports } = await runChecks(
      security,
      { old: { ...left, 'yarn.lock': 'a\n' }, new: left },
      { only: ['lockfile'] },
    );

    expect(places(reports)).toEqual(expected);
  });

  it('is told where the change itself has git pass over it', async () => {
    const old = { 'package.json': '{}\n', 'yarn.lock': 'a\n', '.gitignore': 'dist\n' };
    const now = { 'package.json': '{}\n', '.gitignore': 'dist\nyarn.lock\n' };
    const { reports } = await runChecks(security, { old, new: now }, { only: ['lockfile'] });
    expect(places(reports)).toEqual(['lockfile-removed yarn.lock:']);
  });

  it('is folded where it pinned what a library is tested against', async () => {
    const gemfile = { 'gemfiles/6.gemfile': 'gem "a"\n' };
    const old = { ...gemfile, 'gemfiles/6.gemfile.lock': 'GEM\n' };
    const { reports } = await runChecks(security, { old, new: gemfile }, { only: ['lockfile'] });
    expect(reports.map(({ rule, confidence }) => [rule, confidence])).toEqual([['lockfile-removed', 200]]);
  });

  it('of several that go in one change one is told, and the others are named', async () => {
    const manifests = Object.fromEntries(['a', 'b', 'c'].map((folder) => [`${folder}/package.json`, '{}\n']));
    const locks = Object.fromEntries(['a', 'b', 'c'].map((folder) => [`${folder}/yarn.lock`, `${folder}\n`]));
    const { reports } = await runChecks(
      security,
      { old: { ...manifests, ...locks }, new: manifests },
      { only: ['lockfile'] },
    );

    expect(places(reports)).toEqual(['lockfile-removed a/yarn.lock:']);
    expect(reports[0]?.explanation).toContain('So are `b/yarn.lock`, `c/yarn.lock`.');
  });
});
