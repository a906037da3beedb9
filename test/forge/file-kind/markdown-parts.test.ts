import { describe, expect, it, test } from 'vitest';
import { isInertChange } from '../../../forge/file-kind/inert/inert-change.ts';
import { knownKind } from '../../../forge/file-kind/known-kind.ts';

const inert = (old: string, now: string): boolean =>
  isInertChange({ ...knownKind('markdown'), class: 'code' }, old, now);

const DOCUMENT = `---
title: A
---

Words about \`{{ page.title }}\`, and more.

* An item, with the authors' words
* One about {% include a.html %}
* The last

{% highlight ruby %}
run
{% endhighlight %}

\`\`\`yaml
a: {b: 1}
c: {{ site.c }}
\`\`\`

<div markdown="1">
In it.
</div>

{: .note }
Below.
`;

describe('Markdown that is computed', () => {
  test.each<readonly [what: string, old: string, now: string]>([
    ['words', 'Below.', 'Below and (above.'],
    ['an item', '* The last', '* Another, by @somebody (#1)\n* The last'],
    ['an item before one that is computed', '* One about', '* Don’t\n* One about'],
    ['an example', 'a: {b: 1}', 'a: {b: 2}\nd: $(x) <y>'],
    ['an example that comes', 'Below.', '```js\nlet a = { b: `c` };\n```\n\nBelow.'],
    ['code in a line', 'Below.', 'Below `<script>` and `{a}`.'],
    ['what is shown as an example', 'run\n', 'ran\n'],
    ['HTML that only lays out', 'Below.', 'Below <b>all</b> <https://a.example>.'],
  ])('is inert where only %s changes', (_what, old, now) => {
    expect(DOCUMENT).toContain(old);
    expect(
      inert(
        DOCUMENT,
        DOCUMENT.replace(old, () => now),
      ),
    ).toBe(true);
  });

  test.each<readonly [what: string, old: string, now: string]>([
    ['the front matter changes', 'title: A', 'layout: b'],
    ['it loses its front matter', '---\ntitle: A\n---\n', ''],
    ['something stands before it', '---\ntitle', '\n---\ntitle'],
    ['an expression comes', 'Below.', '{{ site.github | exec }}'],
    ['an expression comes in an example', 'a: {b: 1}', 'a: {{ b }}'],
    ['an expression comes in code', 'Below.', '`{{ b }}`'],
    ['an expression goes on over lines', 'Below.', '{{ a\n| b }}'],
    ['an expression in an example goes on over lines', 'a: {b: 1}', '{{ a\n| b }}'],
    ['a tag takes in a file', 'Below.', '{% include_relative ../../x %}'],
    ['a block that a plug-in runs comes', 'Below.', '{% exec %}\nBelow.\n{% endexec %}'],
    ['a shortcode with a text comes', 'Below.', '{{< run >}}\nBelow.\n{{< /run >}}'],
    ['a script comes', 'Below.', '<script>\nrun()\n</script>'],
    ['a script is closed', 'Below.', '<style>\nBelow.'],
    ['an element with an order comes', 'Below.', '<img src=x onerror=run()>'],
    ['an element goes on over lines', 'Below.', '<img src=x\nonerror=run()>'],
    ['a component comes', 'Below.', '<Run code="a" />'],
    ['an expression of JSX comes', 'Below.', 'Below {run()}.'],
    ['a module comes', 'Below.', 'export const a =\n  run\n\nBelow.'],
    ['an address that runs comes', 'Below.', '[a](javascript:run())'],
    ['an address that runs is named', 'Below.', '[a]: java&#115;cript:run()'],
    ['a block that is run comes', 'Below.', '```{python}\nrun\n```'],
    ['a block that is run by its language comes', 'Below.', '```dataviewjs\nrun\n```'],
    ['a block is run from now on', '```yaml\n', '```yaml exec="on"\n'],
    ['a fence goes', '```\n\n<div', '\n\n<div'],
    ['a fence comes before HTML', '<div', '```\n<div'],
    ['a fence stands behind HTML', 'In it.', '```\n<script>\n```'],
    ['a fence that some take for none comes', 'Below.', '    ```\n<script>\n    ```'],
    ['a fence in a quotation comes', 'Below.', '> ```\n> {run()}\n> ```'],
    ['a fence ends with its item', 'Below.', '- a\n\n  ```\n{run()}\n  ```'],
    ['a remark opens', 'Below.', '<!-- Below.'],
    ['an attribute list has an order', 'Below.', 'Below.{: onclick="run()"}'],
    ['a test comes', 'Below.', '>>> run()'],
    ['a test comes in an example', 'a: {b: 1}', '>>> run()'],
    ['a program writes the text', 'Below.', '[[[cog\nrun\n]]]'],
    ['an editor is spoken to', 'Below.', '<!-- Local Variables: -->\n<!-- eval: (run) -->'],
    ['a file is taken in', 'Below.', '--8<-- "/etc/passwd"'],
    ['files are taken in', 'Below.', '--8<--\nx\n--8<--'],
    ['a directive of MyST comes', 'Below.', ':::{eval-rst}\n.. raw:: html\n:::'],
    ['a block of pymdownx comes', 'Below.', '/// html | script\nrun()\n///'],
    ['a container that nobody knows comes', 'Below.', '::: demo\n\n```vue\n<script>\n```\n\n:::'],
    ['an expression stands behind code that goes on', 'Below.', 'a `b\nc` {run()} `d`'],
    ['an end of code stands in an attribute', 'Below.', '`a <p title="`"> {run()} `</p>'],
  ])('is not where %s', (_what, old, now) => {
    expect(DOCUMENT).toContain(old);
    expect(
      inert(
        DOCUMENT,
        DOCUMENT.replace(old, () => now),
      ),
    ).toBe(false);
  });

  it('is not where what was shown is shown no more', () => {
    const old = 'a {{ b }}\n\n~~~\n<script>\nrun()\n</script>\n~~~\n';
    expect(inert(old, old.replace('~~~\n<', '<').replace('\n~~~', ''))).toBe(false);
    expect(inert(old, old.replace('~~~\n<', '~~~\n~~~\n<'))).toBe(false);
  });

  it('is not where a line changes within something open', () => {
    for (const [open, end] of [
      ['<script>', '</script>'],
      ['<!--', '-->'],
      ['{% capture a %}', '{% endcapture %}'],
      ['{{< run >}}', '{{< /run >}}'],
      ['<Run>', '</Run>'],
      ['{', '}'],
      ['export const a =', ';'],
      ['<p', '>'],
      ['```{run}', '```'],
    ] as const) {
      const old = `{{ a }}\n\n${open}\nwords\n${end}\n`;
      expect([open, inert(old, old.replace('words', 'other'))]).toEqual([open, false]);
    }
  });

  it('ends with hostile texts', () => {
    for (const piece of ['{', '`', '<', '{{ ', '{% end', '```\n', '- ', ':::a\n', '<a ', '[', '>>> '])
      expect(inert(piece.repeat(2e4), `${piece.repeat(2e4)}x`)).toBeTypeOf('boolean');
  });
});

const BOXED = `# A

The {func}\`echo\` function, see {ref}\`a <b>\`.

\`\`\`\`{admonition} Words about
:class: hint

In a box.

\`\`\`python
run()
\`\`\`
\`\`\`\`

:::{note}
Words.
:::

\`\`\`{eval-rst}
.. click:example::

    run()
\`\`\`
`;

describe('Markdown with boxes and roles of Sphinx', () => {
  test.each<readonly [what: string, old: string, now: string]>([
    ['words beside a role', 'The {func}', 'This {func}'],
    ['a role', '{func}', '{class}'],
    ['words in a box', 'In a box', 'In the box'],
    ['an example in a box', 'run()\n```\n````', 'stop()\n```\n````'],
    ['words in a container', 'Words.', 'More {meth}`a.b` words.'],
  ])('%s: nothing that runs changed', (_, old, now) => expect(inert(BOXED, BOXED.replace(old, now))).toBe(true));

  test.each<readonly [what: string, old: string, now: string]>([
    ['what is computed', '    run()\n', '    stop()\n'],
    ['a box that became a cell', '{admonition} Words about', '{code-cell} python'],
    ['a box that became a table of a file', '{admonition} Words about', '{literalinclude} /etc/passwd'],
    ['a container that became a program', ':::{note}', ':::{eval-rst}'],
    ['a role that computes', '{func}`echo`', '{eval}`run()`'],
    ['a role that takes a file', '{ref}`a <b>`', '{download}`a <b>`'],
    ['an example that is run', '```python\nrun()', '```{code-cell}\nrun()'],
    ['an example that ends the box', '```python\nrun()', '```python\n````\nrun()'],
    ['a box that a longer fence ends', 'In a box.', 'In a box.\n\n`````\n\n```{code-cell}\nrun()\n```\n`````\n'],
    ['a box that does not end', '```\n````', '```\n'],
    ['a box in a box of as many signs', 'In a box.', '````{note}\nA\n````\n'],
    ['the end of a box, indented', '```\n````', '```\n    ````'],
  ])('%s: something that runs may have', (_, old, now) => expect(inert(BOXED, BOXED.replace(old, now))).toBe(false));
});
