import { expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { judgeTemplates } from '../../../reviewers/quality/templates/judge-templates.ts';
import { VUE_EXAMPLES } from '../../../reviewers/quality/examples/vue-examples.ts';
import { VUE_LINTS } from '../../../reviewers/quality/vue/vue-lints.ts';
import { runChecks } from '../check-table.ts';

const only = ['template-slips'];
const saidOf = (text: string): string[] =>
  judgeTemplates(text, 'src/A.vue').hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`);
const template = (text: string): string => `<template>\n${text}\n</template>\n`;
const setup = (script: string, text: string): string => `<script setup>\n${script}\n</script>\n${template(text)}`;

it.each([
  ['<p v-if="a" />\n<hr>\n<p v-else />', ['refused-template 4']],
  ['<p :a="b" :a="c" />', ['repeated-attribute 2']],
  ['<p v-html="a">b</p>', ['refused-template 2']],
  ['<p v-for="a b" :key="a" />', ['refused-template 2']],
  ['<p :a />', []],
  ['<p v-for="a in b" />', ['loop-without-key 2']],
  ['<A v-for="a in b"><p /></A>', ['loop-without-key 2']],
  ['<template v-for="a in b"><p /></template>', ['loop-without-key 2']],
  ['<template v-for="a in b"><p :key="a" /></template>', []],
  ['<template v-for="a in b" :key="a"><p /></template>', []],
  ['<template v-for="a in b" #[a]><p /></template>', []],
  ['<template v-for="a in b">{{ a }}</template>', []],
  ['<slot v-for="a in b" />', []],
  ['<p v-for="a in b" v-bind="a" />', []],
  ['<p v-once><i v-for="a in b" v-once /></p>', []],
  ['<p>{{ a | b }}</p>', []],
  ['<svg><style>a {}</style></svg>', ['refused-template 2']],
] as const)('template %s', (text, rules) => {
  expect(saidOf(template(text))).toEqual(rules);
});

it.each([
  ['const props = defineProps({ a: Number });', '<input v-model="a">', ['prop-written 5']],
  ['const props = defineProps({ a: Number });', '<input v-model="props.a">', ['prop-written 5']],
  ['defineProps<{ a: number; b?: string }>();', '<b @click="b = 1" />', ['prop-written 5']],
  ["defineProps(['a-b']);", '<b @click="() => { aB++ }" />', ['prop-written 5']],
  ['const props = defineProps({ a: Number });\nprops.a += 1;', '<b />', ['prop-written 3']],
  ['const props = defineProps({ a: Number });', '<b @click="f(a === 1, { a: 1 })" />', ['unknown-name 5']],
  ['defineProps({ a: Object });', '<input v-model="a.b">', []],
  ['defineProps({ a: { type: Object, b: 1 } });\nconst b = 1;', '<input v-model="b">', []],
  ['defineProps({ a: Number });', '<i v-for="a in 3" :key="a"><input v-model="a.b"><b @click="a = 1" /></i>', []],
  ["const a = defineModel('a');\ndefineProps({ b: Number });", '<input v-model="a">', []],
  ['defineProps({ a: Number });\nfunction f(props) { props.a = 1; }', '<b />', []],
] as const)('property: %s %s', (script, text, rules) => {
  expect(saidOf(setup(script, text))).toEqual(rules);
});

it.each([
  ['if (a) f();', ['ref-without-value 4']],
  ['if (b && a) f();', ['ref-without-value 4']],
  ['const c = !a && b;', ['ref-without-value 4']],
  ['a++;', ['ref-without-value 4']],
  ['if (a.value) f();', []],
  ['if (f(a)) g();', []],
  ['// if (a) b', []],
  ["f('if (a)');", []],
  ['const f = (a) => { if (a) g(); };', []],
  ['function f(a) { if (a) g(); }', []],
  ['for (const { a } of b) if (a) g();', []],
] as const)('ref: %s', (script, rules) => {
  const text = `<script setup>\nimport { ref } from 'vue';\nconst a = ref(0);\n${script}\n</script>\n`;
  expect(saidOf(text)).toEqual(rules);
});

it.each([
  ['const a = 1;', '<b @click="c" />', ['unknown-name 5']],
  ['const a = 1;', '<b v-if="!c.d" />', ['unknown-name 5']],
  ['const a = 1;', '<b @click="$emit(1)" /><b v-if="true" /><i v-for="c in a" :key="c"><b v-if="c" /></i>', []],
  ['const a = 1;', '<A v-slot="{ c }"><b v-if="c" /></A>', []],
  ['defineProps<Props>();', '<b v-if="c" />', []],
  ['defineProps({ ...b });', '<b v-if="c" />', []],
] as const)('name: %s %s', (script, text, rules) => {
  expect(saidOf(setup(script, text))).toEqual(rules);
});

it('reads no mixin, no file beside it, and no other language', () => {
  expect(saidOf(`<script>\nexport default { mixins: [a] };\n</script>\n${template('<b v-if="c" />')}`)).toEqual([]);
  expect(saidOf(`<script src="./a.js"></script>\n${template('<b v-if="c" />')}`)).toEqual([]);
  const { unread } = judgeTemplates('<template lang="pug">\np(a="1")\n</template>', 'A.vue');
  expect(unread).toHaveLength(1);
  expect(judgeTemplates(template(`<p v-for="${' '.repeat(2000)}" />`), 'A.vue').unread).toHaveLength(1);
  expect(judgeTemplates(template(`${'<b>'.repeat(20_000)}${'</b>'.repeat(20_000)}`), 'A.vue').unread).toHaveLength(1);
});

it('tells a second part, and none that stands in a script', () => {
  expect(saidOf(`${template('<b />')}${template('<b />')}`)).toEqual(['refused-template 4']);
  expect(saidOf(`${template('<b />')}<script>\n// </template>\n</script>\n<script setup>\n</script>\n`)).toEqual([]);
});

it('has an example of every lint', () => {
  expect(Object.keys(VUE_EXAMPLES).toSorted()).toEqual(Object.keys(VUE_LINTS).toSorted());
});

it('finds what oxlint finds, in the file as it stands, and parses its scripts', async () => {
  const entries = Object.entries(VUE_EXAMPLES);
  const tree = (good: 0 | 1) => Object.fromEntries(entries.map(([name, two]) => [`src/${name}.vue`, two[good]]));
  const bad = await runChecks(quality, { old: {}, new: tree(0) }, { only });
  const rules = new Set(bad.reports.map(({ rule, location }) => `${rule} ${location?.path ?? ''}`));
  const missing = Object.entries(VUE_LINTS).filter(([name, { rule }]) => !rules.has(`${rule} src/${name}.vue`));
  expect(missing.map(([name]) => name)).toEqual([]);
  const good = await runChecks(quality, { old: {}, new: tree(1) }, { only });
  expect(good.reports.map(({ rule, location }) => `${rule} ${location?.path ?? ''}`)).toEqual([]);
  const whole = `<script>\nconst a = 1;\n</script>\n${template('<b />')}`;
  const broken = await runChecks(
    quality,
    { old: { 'A.vue': whole }, new: { 'A.vue': whole.replace('1', '') } },
    { only },
  );
  expect(broken.reports.map(({ rule }) => rule)).toEqual(['syntax-error']);
});
