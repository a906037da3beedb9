import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { whyNoBrowser } from '../../../support/browser.ts';

/** GitHub's own renderer, from Debian's package of that name; raw HTML goes through, so that ours must not rely on a filter behind it. */
const RENDERER = 'cmark-gfm';
const EXTENSIONS = ['table', 'strikethrough', 'autolink', 'tasklist'].flatMap((name) => ['-e', name]);

/** Why this machine cannot show Markdown as GitHub does, or null. */
export function whyNoRendering(): string | null {
  if (spawnSync(RENDERER, ['--version']).error !== undefined)
    return `${RENDERER} is not installed (apt-get install cmark-gfm)`;
  return whyNoBrowser();
}

/** Markdown as HTML. */
export function renderMarkdownAsGitHub(markdown: string): string {
  const run = spawnSync(RENDERER, ['--unsafe', '--github-pre-lang', ...EXTENSIONS], {
    input: markdown,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${RENDERER}: ${run.stderr}`);
  return run.stdout;
}

/** What a browser makes of a document. */
export const Seen = z.strictObject({
  /** Names of all elements. */
  elements: z.array(z.string()),
  /** `name=value` of all attributes. */
  attributes: z.array(z.string()),
  links: z.array(z.string()),
  headings: z.array(z.string()),
  /** HTML comments in their order, and whether something stands before the first. */
  comments: z.array(z.string()),
  /** Text outside of code, by block. */
  prose: z.array(z.string()),
  everything: z.string(),
});
export type Seen = z.infer<typeof Seen>;

/** Runs in the browser: `DOMParser` runs no script and loads nothing. */
const LOOK = `(htmls) => htmls.map((html) => {
  const { body } = new DOMParser().parseFromString('<body>' + html, 'text/html');
  const all = [...body.querySelectorAll('*')];
  const walk = (what) => {
    const nodes = [];
    const walker = body.ownerDocument.createTreeWalker(body, what);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const blocks = new Map();
  for (const node of walk(NodeFilter.SHOW_TEXT)) {
    if (node.parentElement.closest('code, pre, a')) continue;
    const block = node.parentElement.closest('p, li, h1, h2, h3, h4, h5, h6, td, blockquote, body');
    blocks.set(block, (blocks.get(block) ?? '') + node.data);
  }
  return {
    elements: all.map((one) => one.localName),
    attributes: all.flatMap((one) => [...one.attributes].map(({ name, value }) => name + '=' + value)),
    links: [...body.querySelectorAll('a')].map((one) => one.getAttribute('href') ?? ''),
    headings: [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => one.textContent),
    comments: walk(NodeFilter.SHOW_COMMENT).map((one) => one.data.trim()),
    prose: [...blocks.values()],
    everything: body.textContent,
  };
})`;

/** Looks at documents in a real browser: what they are made of, and what showing them asks of the network. */
export async function lookAt(
  browser: Browser,
  htmls: readonly string[],
  /** How many are shown at once. */
  together = 1,
): Promise<{ readonly seen: Seen[]; readonly requests: string[] }> {
  const page = await browser.newPage();
  try {
    const requests: string[] = [];
    await page.route('**/*', (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
    page.on('dialog', (dialog) => {
      requests.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    const seen = z.array(Seen).parse(await page.evaluate(`(${LOOK})(${JSON.stringify(htmls)})`));
    for (let at = 0; at < htmls.length; at += together) {
      await page.setContent(`<!doctype html><body>${htmls.slice(at, at + together).join('<hr>')}`);
    }
    return { seen, requests };
  } finally {
    await page.close();
  }
}
