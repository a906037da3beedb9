import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import { FIRST, LATER } from './documented-publication.ts';
import { type Document, documentsWith, OWN_LINKS } from './hostile-documents.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { openBrowser } from '../../../support/browser.ts';
import { lookAt, renderMarkdownAsGitHub, type Seen, whyNoRendering } from './render-markdown.ts';

const missing = whyNoRendering();
const ELEMENTS = /^(?:p|strong|em|code|pre|ul|ol|li|hr|h3|blockquote|del|br|a|sub)$/;
const ATTRIBUTES = /^(?:href=|lang=(?!mermaid|math|geojson|topojson|stl)|start=\d+$)/;
const MENTION = /(?:^|[^\w`/])@[a-z\d]/i;
const REFERENCE = /(?:^|[^\w&])(?:[\w-]+\/[\w.-]+)?#\d|\bGH-\d|[\w-]+\/[\w.-]+@[0-9a-f]{7}/i;
// oxlint-disable-next-line no-control-regex -- such characters are what this looks for
const UNSEEN = /[\0-\x08\v-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** What a document does that it must not do. */
function wrongIn({ name, markdown, mark }: Document, seen: Seen | undefined): string[] {
  if (seen === undefined) return [`${name}: not seen`];
  const suggests = seen.attributes.includes('lang=suggestion');
  return [
    ...seen.elements.filter((one) => !ELEMENTS.test(one)).map((one) => `element ${one}`),
    ...seen.attributes.filter((one) => !ATTRIBUTES.test(one)).map((one) => `attribute ${one}`),
    ...seen.links.filter((one) => !OWN_LINKS.includes(one)).map((one) => `link ${one}`),
    ...seen.headings
      .filter((one) => !/^Docket: (?:Significant concerns|not reviewed)$/.test(one))
      .map((one) => `heading ${one}`),
    ...(seen.headings.length > 1 ? ['two headings'] : []),
    ...(seen.comments.join() === (mark ?? '') ? [] : [`comments ${seen.comments.join(' and ')}`]),
    ...(mark === null || markdown.startsWith(`<!-- ${mark}`) ? [] : ['the mark is not first']),
    ...seen.prose.filter((one) => MENTION.test(one)).map((one) => `mention in ${one}`),
    ...seen.prose.filter((one) => REFERENCE.test(one)).map((one) => `reference in ${one}`),
    ...(UNSEEN.test(seen.everything) ? ['a character that nobody sees'] : []),
    ...(/^\/[a-z]/im.test(markdown) ? ['a command to bots'] : []),
    ...(suggests && !/^comment on lines$/.test(name) ? ['a suggestion'] : []),
  ].map((what) => `${name}: ${what}`);
}

describe.skipIf(missing !== null)(
  `hostile text, shown by GitHub's renderer in a browser${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    it('loads nothing, notifies nobody and brings in no HTML, wherever it stands', async () => {
      const documents = HOSTILE_TEXTS.flatMap(documentsWith);
      expect(new Set(documents.map(({ name }) => name)).size).toBe(12);
      const { seen, requests } = await lookAt(
        browser,
        documents.map(({ markdown }) => renderMarkdownAsGitHub(markdown)),
        12,
      );
      const wrong = documents.flatMap((one, at) => wrongIn(one, seen[at]).map((what) => what.slice(0, 300)));
      expect(wrong).toEqual([]);
      expect(requests).toEqual([]);
    });

    it('would do harm without that', async () => {
      const naive = HOSTILE_TEXTS.map((text) => ({ name: 'naive', markdown: text, mark: null }));
      const { seen, requests } = await lookAt(
        browser,
        naive.map(({ markdown }) => renderMarkdownAsGitHub(markdown)),
      );
      const harmless = naive.filter((one, at) => wrongIn(one, seen[at]).length === 0).map(({ markdown }) => markdown);
      expect(requests.length).toBeGreaterThan(15);
      expect(requests.some((url) => url.startsWith('dialog'))).toBe(true);
      // What only GitHub itself reads anything into, or a log.
      expect(harmless.map((text) => text.slice(0, 12))).toMatchInlineSnapshot(`
        [
          "> [!IMPORTAN",
          "\`\`\`
        open ![x",
          "~~~
        open

        <i",
          "::error::own",
          "*a **b ~~c~~",
        ]
      `);
    });

    it('our own forms have the links that they mean to have', async () => {
      const bodies = [FIRST, LATER].flatMap(({ output, facts }) => {
        const { review, summary } = planPublication(output, facts);
        return [...(review?.comments ?? []).map(({ body }) => body), summary?.body ?? ''];
      });
      const { seen, requests } = await lookAt(browser, bodies.map(renderMarkdownAsGitHub));
      expect(requests).toEqual([]);
      expect(seen.map(({ links }) => links.length)).toEqual([0, 1, 4]);
      expect(seen[0]?.attributes).toEqual(['lang=suggestion']);
      expect(seen[0]?.everything).toContain('\treturn database.query(sql, [request.query.name]);\n');
    });
  },
);
