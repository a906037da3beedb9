import { afterAll, describe, expect, it, test } from 'vitest';
import { createAnalyserPool } from '../../../../analysers/pool.ts';
import { createSecretScanner } from '../../../../analysers/secret-scanner.ts';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import { scrubPublication } from '../../../../app/output/github/scrub-publication.ts';
import { scrubTexts } from '../../../../app/output/github/scrub-text.ts';
import { neutraliseMarkdown } from '../../../../app/output/text/neutralise.ts';
import type { SecretScanner } from '../../../../forge/forge.ts';
import { PlannedPublication } from '../../../../schemas/publication.ts';
import { aComment, anOutput } from '../build-review-output.ts';
import { FIRST, HEAD_TEXT, LATER } from './documented-publication.ts';
import { aReply, aThread, remembered, someFacts } from './build-publication.ts';

const pool = createAnalyserPool();
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

// Put together here: a scanner of this repository's own text must not take it for a real one.
const BODY = 'Zk3vQ9tXw7LmB2nRd5Hs8JcYf1Gp4KeAuT6o';
const TOKEN = `gh${'p_'}${BODY}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Enough of the token to be told by. */
const TELLING = [BODY.slice(4, 16), BODY.slice(12, 24), BODY.slice(20, 32), base64(TOKEN).slice(8, 28)];
const squeezed = (text: string) => text.replace(/&#8203;|\\u\{\w+\}|[^A-Za-z0-9=]/g, '');

describe('a text with a secret', () => {
  test.each([
    ['as it is', `the token ${TOKEN} works`],
    ['in code', `use \`${TOKEN}\` here`],
    ['in a block of code', `\`\`\`\nconst token = "${TOKEN}";\n\`\`\``],
    ['cut in two by a line end', `first ${TOKEN.slice(0, 20)}\n${TOKEN.slice(20)} last`],
    ['cut by spaces', `it is ${TOKEN.slice(0, 12)} ${TOKEN.slice(12, 24)} ${TOKEN.slice(24)} all of it`],
    ['cut into joined strings', `"${TOKEN.slice(0, 12)}" + "${TOKEN.slice(12, 30)}" + '${TOKEN.slice(30)}'`],
    ['cut by code marks', `\`${TOKEN.slice(0, 15)}\` then\n\`${TOKEN.slice(15)}\``.replace(' then', '')],
    ['spelt out', `k: ${Array.from(TOKEN).join(' ')}`],
    ['with something unseen between', `${TOKEN.slice(0, 9)}\u200b${TOKEN.slice(9)}`],
    ['with what is shown for something unseen', `${TOKEN.slice(0, 9)}\\u{200b}${TOKEN.slice(9)}`],
    ['behind an escape', `${TOKEN.slice(0, 3)}\\_${TOKEN.slice(4)}`],
    ['in base64', `see ${base64(TOKEN)} there`],
    ['in base64 with words around', `see ${base64(`the token is ${TOKEN} and works`)} there`],
    ['in base64 behind one character', `x${base64(TOKEN)}`],
    ['in base64 of the web', `see ${Buffer.from(TOKEN).toString('base64url')} there`],
    ['in wrapped base64', `${base64(`token=${TOKEN}`).replace(/(.{24})/g, '$1\n> ')}`],
    ['in hexadecimal', Buffer.from(TOKEN).toString('hex')],
  ])('%s is told no more', async (_name, text) => {
    const [scrubbed] = await scrubTexts(scanner, [text]);
    expect(scrubbed).toMatchObject({ changed: true, clean: true });
    const left = squeezed(scrubbed?.text ?? '');
    expect(TELLING.filter((part) => left.includes(part))).toEqual([]);
    expect(left).not.toContain(Buffer.from(BODY).toString('hex').slice(8, 40));
    expect(scrubbed?.text.length).toBe(text.length);
  });

  it('keeps everything else, and what Markdown is made of', async () => {
    const text = `**bold** \\<b> \`${TOKEN}\` &lt;i>\n\n\`\`\`suggestion\n${TOKEN}\n\`\`\`\n[place](https://github.com/a)`;
    const [scrubbed] = await scrubTexts(scanner, [text]);
    expect(scrubbed?.text).toBe(text.replaceAll(TOKEN, TOKEN.replace(/[a-z0-9]/gi, '*')));
  });

  it('an address with a password is found behind what makes it harmless', async () => {
    const shown = neutraliseMarkdown(`postgres://admin:${BODY.slice(0, 14)}@prod.acme.io/shop`);
    const [scrubbed] = await scrubTexts(scanner, [shown]);
    expect(shown).toContain('&#8203;');
    expect(scrubbed?.text).not.toContain(BODY.slice(0, 14));
  });

  it('leaves texts without one alone', async () => {
    const { review, summary, check } = planPublication(FIRST.output, FIRST.facts);
    const texts = [summary?.body ?? '', check?.summary ?? '', ...(review?.comments ?? []).map(({ body }) => body), ''];
    const digests = `${'0123456789abcdef'.repeat(4)} \`f-4f0c21aa93\` ${'a'.repeat(40)}`;
    const scrubbed = await scrubTexts(scanner, [...texts, digests, BODY.repeat(3)]);
    expect(scrubbed.map(({ changed, clean }) => [changed, clean])).toEqual(scrubbed.map(() => [false, true]));
  });
});

describe('a publication', () => {
  it('without a secret stays as it is', async () => {
    for (const { output, facts } of [FIRST, LATER]) {
      const plan = planPublication(output, facts);
      expect(await scrubPublication(plan, scanner)).toEqual(plan);
    }
  });

  it('with one everywhere tells it nowhere, offers no click, and is still one', async () => {
    const said = { title: `leaks ${TOKEN}`, explanation: base64(TOKEN), evidence: `return database.query(sql);` };
    const inline = aComment({ ...said, replacement: `return database.query("${TOKEN}");`, references: [TOKEN] });
    const summed = aComment({ ...said, concern: 'c2', evidence: `k = "${TOKEN}"`, placement: 'summary' });
    const known = aComment({ ...said, concern: 'c3', evidence: TOKEN });
    const thread = aThread(known, {
      mark: { state: 'claimed', actor: 'bob', reason: TOKEN },
      replies: [aReply('disagree')],
    });
    const stands = aComment({ ...said, concern: 'c4', evidence: TOKEN, severity: 'warning' });
    const facts = someFacts({
      sources: () => HEAD_TEXT,
      breakGlass: { actor: 'ann', reason: TOKEN },
      conversation: { threads: [thread, aThread(stands, { replies: [aReply('I disagree')] })], summary: null },
    });
    const review = { remembered: [remembered(known, 'dismissed'), remembered(stands, 'standing', TOKEN)] };
    const plan = planPublication(anOutput({ comments: [inline, summed], review }), facts);
    expect(plan.review?.comments[0]?.body).toContain('```suggestion');
    const scrubbed = await scrubPublication(plan, scanner);
    expect(PlannedPublication.parse(scrubbed)).toEqual(scrubbed);
    const left = squeezed(JSON.stringify(scrubbed));
    expect(TELLING.filter((part) => left.includes(part))).toEqual([]);
    expect(JSON.stringify(scrubbed)).not.toContain('```suggestion');
    expect(scrubbed.review?.comments[0]?.mark.comment).toMatchObject({
      concern: 'c1',
      fingerprint: 'fp1',
      evidence: said.evidence,
    });
    expect([scrubbed.updates.length, scrubbed.replies.length]).toEqual([1, 1]);
    expect(scrubbed.check?.conclusion).toBe(plan.check?.conclusion);
  });

  it('that cannot be searched is withheld, and says so', async () => {
    const broken: SecretScanner = { scan: async (texts) => texts.map(() => ({ kind: 'failed', reason: 'crash' })) };
    const comments = [aComment({ placement: 'summary' })];
    const output = { ...LATER.output, review: { ...LATER.output.review, comments } };
    const plan = planPublication(output, { ...LATER.facts, breakGlass: { actor: 'ann', reason: 'why' } });
    expect(plan.summary?.mark.concerns.map(({ comment }) => comment.evidence)).toEqual(['database.query(sql)']);
    const scrubbed = await scrubPublication(plan, broken);
    expect(PlannedPublication.parse(scrubbed)).toEqual(scrubbed);
    const { summary, updates, replies, check } = scrubbed;
    for (const body of [summary?.body, check?.summary, ...[...updates, ...replies].map((one) => one.body)]) {
      expect(body).toMatch(/^This text was withheld/);
    }
    expect(summary?.mark.concerns.map(({ comment }) => comment.evidence)).toEqual([null]);
    expect(check?.title).toMatch(/^Withheld/);
  });

  it('of the greatest size is searched in a few seconds at most', async () => {
    const lines = Array.from({ length: 1600 }, (_, at) => `line ${at} of src/file${at}.ts calls f${at}(x${at})`);
    const [scrubbed] = await scrubTexts(scanner, [lines.join('\n').slice(0, 65_000)]);
    expect(scrubbed).toMatchObject({ changed: false, clean: true });
  });
});
