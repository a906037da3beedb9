import { expect, it } from 'vitest';
import { judgeFishSlips } from '../../../reviewers/quality/fish/judge-fish-slips.ts';
import { judgePowerShellSlips } from '../../../reviewers/quality/powershell/judge-powershell-slips.ts';
import { judgeTemplates } from '../../../reviewers/quality/templates/judge-templates.ts';
import { judgePage } from '../../../reviewers/security/pages/judge-page.ts';
import type { SideJudgement } from '../../../reviewers/changed-code/sides/judgement.ts';

const rulesOf = ({ hazards }: SideJudgement): string[] => hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`);

it.each([
  ['a.html.erb', '<% if a %>\nA\n<% end if %>', ['unbalanced-template 3']],
  ['a.html.erb', '<%= form_with model: a do |f| %>\n<% x = if b then 1 else 2 end %>\n<% end %>', []],
  ['a.blade.php', '@php ($a = 1) @endphp\n@pushOnce("s")\n@endPushOnce\n@section("t", "T")', []],
  ['a.blade.php', '@verbatim\n{{ a }\n@if\n@endverbatim', []],
  ['a.html', '{% fragment as x %}{% if a %}{% endfragment %}{% endif %}', []],
  ['a.liquid', '{% doc %}\n{% if a %}\n{% enddoc %}', []],
  ['a.gotmpl', '{{- /* it ends }} here */ -}}\n{{ if .A }}{{ end }}', []],
  ['A.svelte', '<script lang="ts"></script><b onclick={() => n--}>{item.value!}</b>', []],
  ['a.mdx', '[x](<https://example.org/a>)\n\n<details>\n</details>', []],
  ['A.astro', '<p>{\n/* `<legend>` */\n}</p>', []],
  ['A.vue', '<template>\n<p v-if="a">A</p>\n<hr>\n<p v-else>B</p>\n</template>', ['refused-template 4']],
] as const)('%s: %j', (path, text, rules) => {
  expect(rulesOf(judgeTemplates(text, path))).toEqual(rules);
});

it.each([
  ['if ($type = "Push") { 1 }', ['idle-condition 1']],
  ['if ($type = Get-Item x) { 1 }', []],
  ['Write-Host "$($a.Name) of $b"', []],
  ['if ([int]$a -ne $a) { 1 }', []],
  ['switch ($a) { 1 { return $true\nbreak } }', []],
] as const)('PowerShell: %s', (text, rules) => {
  expect(rulesOf(judgePowerShellSlips(text))).toEqual(rules);
});

it.each([
  ['A=b if test "$c" = d\n echo e\nend', []],
  ["awk '{ print $1 }' f", []],
  ['echo $1', ['idle-fish 1']],
  ['if test -n $a\necho a\nend', ['idle-fish 1']],
] as const)('fish: %s', (text, rules) => {
  expect(rulesOf(judgeFishSlips(text))).toEqual(rules);
});

it.each([
  ['A.vue', '<template><p v-html="$route.query.q" /></template>', [700]],
  ['A.vue', '<template><p v-html="DOMPurify.sanitize(comment.body)" /></template>', []],
  ['a.html.twig', `<a href="{{ path('x', {q: app.request.query.get('q')}) }}">A</a>`, []],
  ['a.blade.php', `<script type="text/x-template"><i value="{{ old('a') }}" /></script>`, []],
  ['nginx.conf.j2', '{{ request.args.q|safe }}', []],
] as const)('%s puts out %s', (path, text, sure) => {
  expect(judgePage(text, path).hazards.map(({ confidence }) => confidence)).toEqual(sure);
});
