import { expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import { runChecks } from '../../check-table.ts';

const astro = (script: string): string => `---\n${script}\n---\n<p>{a}</p>\n`;
const svelte = (script: string): string => `<script>\n${script}\n</script>\n<p>{a}</p>\n`;
const vue = (script: string): string => `<script setup>\n${script}\n</script>\n<template><p>{{ a }}</p></template>\n`;

/** Scripts of components, and what is told of them by rule and line. */
const ROWS: readonly (readonly [name: string, path: string, text: string, told: readonly string[]])[] = [
  ['a front matter', 'src/A.astro', astro('const a = Astro.props.n;\nif (a === NaN) throw a;'), ['use-isnan 3']],
  [
    'a front matter with types',
    'src/B.astro',
    astro('const a: number = f();\nconst o = { n: 1, n: 2 };'),
    ['no-dupe-keys 3'],
  ],
  ['an answer of a front matter', 'src/C.astro', astro("const a = 1;\nif (!a) return Astro.redirect('/404');"), []],
  ['a value for the page alone', 'src/D.astro', astro("import B from './B.astro';\nconst a = 1;\nconst b = B;"), []],
  [
    'the same name in the page’s own script',
    'src/E.astro',
    `${astro('const a = 1;')}<script>\n  const a = 2;\n  document.title = String(a);\n</script>\n`,
    [],
  ],
  ['a component of Vue', 'src/A.vue', vue('const a = f();\nif (a === NaN) g();'), ['use-isnan 3']],
  ['a component of Svelte', 'src/A.svelte', svelte('let a = f();\nif (a === NaN) g();'), ['use-isnan 3']],
  ['a value from outside', 'src/B.svelte', svelte('export let a;\n$: b = a * 2;\ng(b);'), []],
  ['an element', 'src/C.svelte', `${svelte('let a;\nonMount(() => a.focus());')}<input bind:this={a} />\n`, []],
  [
    'a list that changed',
    'src/D.svelte',
    svelte('let a = [];\nfunction add(x) {\n  a.push(x);\n  a = a;\n}\nadd(1);'),
    [],
  ],
  ['a page', 'src/a.html', '<p>A</p>\n<script>\nif (a === NaN) f();\n</script>\n', ['use-isnan 3']],
  ['a module of a page', 'src/b.html', '<script type="module">\nimport a from "./a.js";\na();\n</script>\n', []],
  ['data of a page', 'src/c.html', '<script type="application/json">\n{ "a": }\n</script>\n', []],
  ['what is done again', 'src/E.svelte', svelte('let a = 1;\n$: if (a) g();\n$: (a, g());'), []],
];

test.each(ROWS)('%s: %s', async (_name, path, text, told) => {
  const { reports } = await runChecks(quality, { old: {}, new: { [path]: text } });
  expect(reports.map(({ rule, location }) => `${rule} ${String(location?.startLine)}`)).toEqual(told);
});

test('what does not parse in a page is not judged', async () => {
  const page = '<p>A</p>\n<script>\nfunction f( { g(); }\n</script>\n';
  expect((await runChecks(quality, { old: {}, new: { 'src/a.html': page } })).unjudged).toEqual(['src/a.html']);
  const template = page.replace('function f( {', '{% if a %}let b = {{ c }};{% endif %} {');
  expect((await runChecks(quality, { old: {}, new: { 'src/a.html': template } })).unjudged).toEqual([]);
});
