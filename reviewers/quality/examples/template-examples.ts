import type { FISH_SLIPS } from '../fish/fish-slip.ts';
import type { POWERSHELL_SLIPS } from '../powershell/powershell-slip.ts';
import type { TEMPLATE_SLIPS } from '../templates/template-slip.ts';
import type { PROTO_SLIPS } from '../protobuf/proto-slip.ts';
import type { TEST_SCRIPT_SLIPS } from '../test-script/test-script-slip.ts';

type Example = readonly [path: string, bad: string, good: string];

/** One of each mistake of a template. */
export const TEMPLATE_EXAMPLES: Readonly<Record<keyof typeof TEMPLATE_SLIPS, Example>> = {
  'unbalanced-template': ['app/views/a.html.erb', '<% if @a %>\n  A\n<% end if %>\n', '<% if @a %>\n  A\n<% end %>\n'],
  'refused-template': ['templates/a.html.twig', '{% if a && b %}A{% endif %}\n', '{% if a and b %}A{% endif %}\n'],
  'repeated-attribute': [
    'src/A.vue',
    '<template>\n  <a class="a" class="b" />\n</template>\n',
    '<template>\n  <a class="a b" />\n</template>\n',
  ],
  'repeated-id': ['public/a.html', '<p id="a">A</p>\n<p id="a">B</p>\n', '<p id="a">A</p>\n<p id="b">B</p>\n'],
  'unbalanced-markup': [
    'src/A.svelte',
    '<div>\n  <ul>\n    <li>A</li>\n</div>\n',
    '<div>\n  <ul>\n    <li>A</li>\n  </ul>\n</div>\n',
  ],
  'idle-template': ['views/a.ejs', "<%= include('head') %>\n", "<%- include('head') %>\n"],
  'unknown-component': [
    'src/A.astro',
    '---\nconst a = 1\n---\n<Card n={a} />\n',
    "---\nimport Card from './Card.astro'\nconst a = 1\n---\n<Card n={a} />\n",
  ],
  'loop-without-key': [
    'src/A.vue',
    '<template>\n  <ul>\n    <li v-for="a in b">{{ a.c }}</li>\n  </ul>\n</template>\n',
    '<template>\n  <ul>\n    <li v-for="a in b" :key="a.c">{{ a.c }}</li>\n  </ul>\n</template>\n',
  ],
  'prop-written': [
    'src/A.vue',
    '<script>\nexport default { props: [\'a\'] };\n</script>\n<template>\n  <input v-model="a" />\n</template>\n',
    '<script>\nexport default { props: [\'a\'] };\n</script>\n<template>\n  <input :value="a" />\n</template>\n',
  ],
  'ref-without-value': [
    'src/A.vue',
    "<script setup>\nimport { ref } from 'vue';\nconst a = ref(false);\nfunction f() {\n  if (a) g();\n}\n</script>\n",
    "<script setup>\nimport { ref } from 'vue';\nconst a = ref(false);\nfunction f() {\n  if (a.value) g();\n}\n</script>\n",
  ],
  'stale-page': [
    'src/A.svelte',
    '<script>\n  let { a } = $props();\n  let b = a;\n</script>\n<button onclick={() => b++}>{b}</button>\n',
    '<script>\n  let { a } = $props();\n  let b = $state(a);\n</script>\n<button onclick={() => b++}>{b}</button>\n',
  ],
  'unknown-name': [
    'src/A.vue',
    '<script setup>\nfunction save() {}\n</script>\n<template>\n  <a @click="store">A</a>\n</template>\n',
    '<script setup>\nfunction save() {}\n</script>\n<template>\n  <a @click="save">A</a>\n</template>\n',
  ],
};

/** One of each mistake of a script of PowerShell. */
export const POWERSHELL_EXAMPLES: Readonly<Record<keyof typeof POWERSHELL_SLIPS, Example>> = {
  'refused-script': ['ops/a.ps1', "if ($a == 'b') { 'b' }\n", "if ($a -eq 'b') { 'b' }\n"],
  'idle-condition': ['ops/a.ps1', "if ($a = 'b') { 'b' }\n", "if ($a -eq 'b') { 'b' }\n"],
  'idle-script': ['ops/a.ps1', 'Write-Host "$drive:\\a"\n', 'Write-Host "${drive}:\\a"\n'],
  'lost-error': [
    'ops/a.ps1',
    'try { Remove-Item $a }\ncatch { }\n',
    'try { Remove-Item $a }\ncatch { Write-Warning $_ }\n',
  ],
  'null-on-the-right': ['ops/a.ps1', 'if ($a -eq $null) { return }\n', 'if ($null -eq $a) { return }\n'],
};

/** One of each mistake of a script for fish. */
export const FISH_EXAMPLES: Readonly<Record<keyof typeof FISH_SLIPS, Example>> = {
  'refused-fish': ['functions/a.fish', 'if test -n "$a"; then\n  echo $a\nfi\n', 'if test -n "$a"\n  echo $a\nend\n'],
  'idle-fish': ['functions/a.fish', 'if test -n $a\n  echo a\nend\n', 'if test -n "$a"\n  echo a\nend\n'],
};

/** One of each mistake of a script of Go's tests. */
export const TEST_SCRIPT_EXAMPLES: Readonly<Record<keyof typeof TEST_SCRIPT_SLIPS, Example>> = {
  'broken-test-script': ['testscripts/a.txt', "tool list\nstdout 'item (one'\n", "tool list\nstdout 'item \\(one'\n"],
  'idle-test-script': ['testscripts/b.txt', "tool list\nstdout '.*'\n", "tool list\nstdout 'item'\n"],
};

/** One of each mistake of a file of Protocol Buffers. */
export const PROTO_EXAMPLES: Readonly<Record<keyof typeof PROTO_SLIPS, Example>> = {
  'refused-proto': [
    'a.proto',
    'syntax = "proto3";\nmessage A {\n  string b = 1;\n  string c = 1;\n}\n',
    'syntax = "proto3";\nmessage A {\n  string b = 1;\n  string c = 2;\n}\n',
  ],
  'inexact-amount': [
    'b.proto',
    'syntax = "proto3";\nmessage A {\n  float amount_cents = 1;\n}\n',
    'syntax = "proto3";\nmessage A {\n  int64 amount_cents = 1;\n}\n',
  ],
};
