import { expect, it } from 'vitest';
import { judgeTemplates } from '../../../reviewers/quality/templates/judge-templates.ts';

const saidOf = (text: string): string[] =>
  judgeTemplates(text, 'src/A.svelte').hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`);
const unreadOf = (text: string): number => judgeTemplates(text, 'src/A.svelte').unread.length;
const component = (script: string, text: string): string => `<script>\n${script}\n</script>\n${text}\n`;

it.each([
  ['let a = 1;', '<button onclick={() => a++}>{a}</button>', []],
  ['let { b } = $props();\nlet a = b;', '<button onclick={() => a++}>{a}</button>', ['stale-page 3']],
  ['let { b } = $props();\nlet a = $state(b);', '<button onclick={() => a++}>{a}</button>', []],
  ['let a = [];\nfunction f() { a.push(1); }', '{a.length}', ['stale-page 3']],
  ['let a = [];\nfunction f() { a.push(1); a = a; }', '{a.length}', []],
  ['let a = [];\nfunction f() { b.a.push(1); }', '{a.length}', []],
  ['let a = [];\nlet b = {};\nfunction f() { a.push(1); }', '{b.a}', []],
  ['// a.push(1)\nlet a = [];', '{a.length}', []],
  ['let a = $state([]);\nfunction f() { a.push(1); }', '{a.length}', []],
  ['let a = $state(0);\n$effect(() => {\n  a = a + 1;\n});', '{a}', ['idle-template 4']],
  ['let a = $state(0);\nlet b = 0;\n$effect(() => {\n  b = a + 1;\n});', '{a}', []],
  ['let a = $state(0);\n$effect(() => {\n  if (a < 2) a++;\n});', '{a}', []],
  ['function f(a) {\n  g(a);\n}', '<b on:click={f(1)}>A</b>', ['idle-template 6']],
  ['function f(a) {\n  return () => a;\n}', '<b on:click={f(1)}>A</b>', []],
] as const)('%s %s', (script, text, rules) => {
  expect(saidOf(component(script, text))).toEqual(rules);
});

it('is told what the compiler refuses, and looks no further', () => {
  const text = component('let a = $state(0);', '<p>{@const b = a}</p>');
  expect(saidOf(text)).toEqual(['refused-template 4']);
  expect(unreadOf(text)).toBe(1);
});

it('reads styles of other languages and types, and no scripts of other languages', () => {
  expect(unreadOf('<style lang="scss">\n.a { &:hover { @include b; } }\n</style>\n<p class="a">A</p>\n')).toBe(0);
  expect(unreadOf('<script lang="ts">\nlet a: number = 1;\n</script>\n{a as number}\n')).toBe(0);
  expect(unreadOf('<script lang="coffee">\na = -> b\n</script>\n')).toBe(1);
  expect(saidOf('<script lang="coffee">\na = -> b\n</script>\n')).toEqual([]);
  expect(unreadOf(`<p>${'a'.repeat(200_000)}</p>`)).toBe(1);
  expect(unreadOf(`${'<b>'.repeat(20_000)}${'</b>'.repeat(20_000)}`)).toBe(1);
});
