import { expect, test } from 'vitest';
import { runningPartsChanged } from '../../../forge/file-kind/running-parts.ts';

type Row = readonly [kind: string, old: string | null, now: string | null, answer: boolean | null];

test.each<Row>([
  ['package-json', '{"version": "1"}', '{"version": "2", "description": "a"}', false],
  ['package-json', '{"version": "1"}', '{"name": "b", "version": "1"}', true],
  ['package-json', '{"scripts": {"a": "b"}}', '{"scripts": {"a": "c"}}', true],
  ['package-json', '{}', '{"dependencies": {"a": "1"}}', true],
  ['package-json', '{"license": "MIT"}', '{"license": "MIT", "unheard-of": 1}', true],
  ['package-json', '{"version": "1"}', '{"scripts": {"a": "b"}, "version": "2", "scripts": {}}', null],
  ['package-json', '{"version": "1"}', '{"version": "\\": 1"}', false],
  ['package-json', '{', '{}', null],
  ['package-json', null, '{}', null],
  ['package-json', '[]', '[]', null],
  ['composer-json', '{"description": "a"}', '{"description": "b"}', false],
  ['composer-json', '{}', '{"repositories": []}', true],
  ['package-json', '{"exports": {"a": "1", "b": "2"}}', '{"exports": {"b": "2", "a": "1"}}', true],
  ['composer-json', '{"repositories": {"a": 1, "b": 2}}', '{"repositories": {"b": 2, "a": 1}}', true],
  ['composer-json', '{"repositories": {"1": 1, "0": 2}}', '{"repositories": {"0": 2, "1": 1}}', null],
  ['pyproject', '[project]\nversion = "1"\n', '[project]\nversion = "2"\n', false],
  ['pyproject', '[project]\ndynamic = []\n', '[project]\ndynamic = ["version"]\n', true],
  ['pyproject', '', '[tool.pytest.ini_options]\naddopts = "-p a"\n', true],
  ['cargo-manifest', '[package]\ndescription = "a"\n', '[package]\ndescription = "b"\n', false],
  ['cargo-manifest', '[package]\n', '[package]\nbuild = "b.rs"\n', true],
  ['setup-cfg', '[metadata]\nversion = 1\n', '[metadata]\nversion = 2\n', false],
  ['setup-cfg', '[metadata]\nversion = 1\n', '[metadata]\nversion = attr: a.b\n', true],
  ['setup-cfg', '[metadata]\nauthor = a\n', '[metadata]\nauthor = b\n  c\n', false],
  ['setup-cfg', '[options]\na = 1\n', '[options]\na = 1\n  b\n', true],
  ['pyproject', '[project]\nrequires-python = ">=3.8"\n', '[project]\nrequires-python = ">=3.9"\n', false],
  ['gradle.properties', 'a=b c\nVERSION_NAME=1.0\n', '# x\na=b c\nVERSION_NAME=1.1-SNAPSHOT\n', false],
  ['gradle.properties', 'VERSION_NAME=1.0\n', 'VERSION_NAME=1.0; run\n', true],
  ['gradle.properties', 'VERSION_NAME=1.0\n', 'VERSION_NAME=1.0\norg.gradle.jvmargs=-javaagent:x.jar\n', true],
  ['gradle.properties', 'VERSION_NAME=1.0\n', 'VERSION_NAME=1\\\n.0\n', null],
  ['gemspec', "S.new do |s|\n  s.version = '1'\nend\n", 'S.new do |s|\n  s.version = "2"\nend\n', false],
  ['gemspec', "S.new do |s|\n  s.version = '1'\nend\n", 'S.new do |s|\n  s.version = `x`\nend\n', true],
  ['gemspec', "s.version = '1'\n", 's.version = "#{`x`}"\n', true],
  ['gemspec', "s.version = '1'\n", "s.version = '1'\nx = <<A\n", null],
  ['dockerfile', 'FROM a', 'FROM b', null],
])('%s: from %j to %j is %j', (kind, old, now, answer) => {
  expect(runningPartsChanged(kind, old, now)).toBe(answer);
});
