import { expect, it } from 'vitest';
import { judgeTemplates } from '../../../../reviewers/quality/templates/judge-templates.ts';

const saidOf = (text: string, path: string): string[] =>
  judgeTemplates(`${text}\n`, path).hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`);

it.each([
  ['const a = await fetch(b);\nconst c = a.json();', ['idle-template 3']],
  ['const a = await fetch(b);\nc.value = a.json();', ['idle-template 3']],
  ['const a = await fetch(b);\nconst c = await a.json();', []],
  ['const a = await fetch(b);\nconst c = a.json();\nf(await c);', []],
  ['const a = await fetch(b);\nconst c = a.json();\nf(c);', []],
  ['const a = await fetch(b);\nconst c = a.json()\n  .then(f);', []],
  ['const a = fetch(b);\nconst c = await a.json();', ['idle-template 3']],
  ['const a = fetch(b);\nconst c = await (await a).json();', []],
  ['const a = reactive({ b: 0 });\nlet { b } = a;', ['idle-template 3']],
  ['const a = reactive({ b: c });\nlet { b } = a;', []],
  ['const a = reactive({ b: 0 });\nlet { b } = toRefs(a);', []],
  ['const a = reactive({ b: 0 });\nwatch(a.b, f);', ['idle-template 3']],
  ['const a = reactive({ b: 0 });\nwatch(() => a.b, f);', []],
  ["a.addEventListener('onclick', f);", ['idle-template 2']],
  ["a.addEventListener('click', f);", []],
  ["function f() { g(); }\na.addEventListener('click', f());", ['idle-template 3']],
  ["function f() { return g; }\na.addEventListener('click', f());", []],
] as const)('a component of Vue: %s', (script, rules) => {
  expect(saidOf(`<script setup>\n${script}\n</script>\n<template><p>A</p></template>`, 'src/A.vue')).toEqual(rules);
});

it.each([
  ['const a = writable(0);', '<p>{a}</p>', ['idle-template 4']],
  ['const a = writable(0);', '<p>{$a}</p>', []],
  ['const a = writable(0);', '<A {a} b={a} />', []],
  ['onMount(async () => { await f(); return () => g(); });', '', ['idle-template 2']],
  ['onMount(() => { f(); return () => g(); });', '', []],
  ['onMount(async () => { await f(); });', '', []],
  ['let a = $state({ b: 0 });\nlet { b } = a;', '<p>{b}</p>', ['idle-template 3']],
  ['function f() {}', '<b onClick={f}>A</b>', ['idle-template 4']],
  ['function f() {}', '<b onclick={f}>A</b>', []],
] as const)('a component of Svelte: %s %s', (script, text, rules) => {
  const found = saidOf(`<script>\n${script}\n</script>\n${text}`, 'src/A.svelte');
  expect(found.filter((one) => one.startsWith('idle'))).toEqual(rules);
});

it.each([
  ["if (!a) { Astro.redirect('/b'); }", '<p>A</p>', ['idle-template 2']],
  ["if (!a) return Astro.redirect('/b');", '<p>A</p>', []],
  ['const a = 1;', '<b onClick={() => f()}>A</b>', ['idle-template 4']],
  ['const a = 1;', '<b onclick="f()">A</b>', []],
] as const)('a page of Astro: %s %s', (script, text, rules) => {
  expect(saidOf(`---\n${script}\n---\n${text}`, 'src/pages/a.astro')).toEqual(rules);
});

it.each([
  [
    'src/A.vue',
    '<script setup>\nconst a = ref(0);\n</script>\n<template><p>{{ b }}</p></template>',
    ['unknown-name 4'],
  ],
  ['src/A.vue', '<script setup>\nconst a = ref(0);\n</script>\n<template><p>{{ a }}</p></template>', []],
  [
    'src/A.vue',
    '<script setup>\nconst a = ref(0);\n</script>\n<template><p v-for="b in a" :key="b">{{ b }}</p></template>',
    [],
  ],
  ['src/A.vue', '<script>\nexport default { mixins: [a] };\n</script>\n<template><p>{{ b }}</p></template>', []],
  ['src/A.svelte', '<script>\nlet a = $state(0);\n</script>\n<p>{b.c}</p>', ['unknown-name 4']],
  ['src/A.svelte', '<script>\nlet a = $state(0);\n</script>\n{#each a as b}<p>{b}</p>{/each}', []],
  ['src/A.svelte', '<script>\nlet a = $state(0);\nimport A from "./A.svelte";\n</script>\n<A let:b><p>{b}</p></A>', []],
  ['src/a.astro', '---\nconst { a } = Astro.props;\n---\n<p>{b}</p>', ['unknown-name 4']],
  ['src/a.astro', '---\nconst { a } = Astro.props;\n---\n<p>{a}</p>', []],
  ['src/a.astro', '---\nconst { a } = Astro.props;\n---\n{a.map((b) => <p>{b}</p>)}', []],
] as const)('names that are put out: %s %s', (path, text, rules) => {
  expect(saidOf(text, path)).toEqual(rules);
});
