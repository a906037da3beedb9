/** One of each mistake of a component's script, as a path, what is flagged and what is not. */
const options = (bad: string, good: string): readonly [string, string] => [
  `<script>\nexport default {\n  ${bad},\n};\n</script>\n`,
  `<script>\nexport default {\n  ${good},\n};\n</script>\n`,
];
const setup = (bad: string, good: string): readonly [string, string] => [
  `<script setup>\n${bad}\n</script>\n`,
  `<script setup>\n${good}\n</script>\n`,
];

/** By oxlint's names: the component flagged, and its neighbour that is right. */
export const VUE_EXAMPLES: Readonly<Record<string, readonly [bad: string, good: string]>> = {
  'no-shared-component-data': options('data: { a: 1 }', 'data() { return { a: 1 }; }'),
  'return-in-computed-property': options('computed: { a() { this.b; } }', 'computed: { a() { return this.b; } }'),
  'no-side-effects-in-computed-properties': options(
    'computed: { a() { this.b = 1; return 1; } }',
    'computed: { a() { const b = 1; return b; } }',
  ),
  'no-async-in-computed-properties': options(
    'computed: { async a() { return await f(); } }',
    'computed: { a() { return f(); } }',
  ),
  'no-computed-properties-in-data': options(
    'data() { return { b: this.a }; },\n  computed: { a() { return 1; } }',
    'data() { return { b: 1 }; },\n  computed: { a() { return 1; } }',
  ),
  'no-dupe-keys': options(
    "props: ['a'],\n  data() { return { a: 1 }; }",
    "props: ['a'],\n  data() { return { b: 1 }; }",
  ),
  'no-reserved-keys': options('data() { return { $el: 1 }; }', 'data() { return { el: 1 }; }'),
  'no-reserved-props': options("props: ['key']", "props: ['name']"),
  'no-export-in-script-setup': setup('export const a = 1;', 'const a = 1;'),
  'no-lifecycle-after-await': [
    "<script>\nimport { onMounted } from 'vue';\nexport default {\n  async setup() {\n    await f();\n    onMounted(g);\n  },\n};\n</script>\n",
    "<script>\nimport { onMounted } from 'vue';\nexport default {\n  async setup() {\n    onMounted(g);\n    await f();\n  },\n};\n</script>\n",
  ],
  'no-watch-after-await': [
    "<script>\nimport { watch } from 'vue';\nexport default {\n  async setup() {\n    await f();\n    watch(a, g);\n  },\n};\n</script>\n",
    "<script>\nimport { watch } from 'vue';\nexport default {\n  async setup() {\n    watch(a, g);\n    await f();\n  },\n};\n</script>\n",
  ],
  'no-expose-after-await': options(
    'async setup(props, { expose }) { await f(); expose({ a: 1 }); }',
    'async setup(props, { expose }) { expose({ a: 1 }); await f(); }',
  ),
  'no-arrow-functions-in-watch': options('watch: { a: () => { f(); } }', 'watch: { a() { f(); } }'),
  'no-this-in-before-route-enter': options('beforeRouteEnter() { this.a(); }', 'beforeRouteEnter() { f(); }'),
  'require-render-return': options('render() { h(); }', 'render() { return h(); }'),
  'require-slots-as-functions': options(
    'render(h) { return h(this.$slots.default.map((a) => a)); }',
    'render(h) { return h(this.$slots.default()); }',
  ),
  'return-in-emits-validator': options('emits: { a(b) { f(b); } }', 'emits: { a(b) { return f(b); } }'),
  'valid-define-emits': setup("defineEmits(['a']);\ndefineEmits(['b']);", "defineEmits(['a', 'b']);"),
  'valid-define-props': setup("defineProps(['a']);\ndefineProps(['b']);", "defineProps(['a', 'b']);"),
  'valid-define-options': setup("defineOptions({ props: ['a'] });", "defineOptions({ name: 'A' });"),
  'require-prop-type-constructor': options("props: { a: 'String' }", 'props: { a: String }'),
};
