import { coloursOf } from '../../../app/output/text/colours.ts';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sinceMoment } from '../../../app/cli/since.ts';
import type { LocalDismissal } from '../../../app/history/dismissals.ts';
import { dismissedHere } from '../../../app/statistics/dismissed-here.ts';
import { renderStatistics } from '../../../app/cli/render/render-statistics.ts';
import { acceptedShare } from '../../../app/statistics/accepted-share.ts';
import { gatherStatistics } from '../../../app/statistics/gather-statistics.ts';
import { html, shortened } from '../../../app/statistics/page/markup.ts';
import { percentilesOf } from '../../../app/statistics/percentiles.ts';
import { openHistory, openInMemory } from '../../../history/log.ts';
import { StatisticsDocument } from '../../../schemas/learning/statistics.ts';
import { rawConnection, temporaryFolder } from '../../history/builders.ts';
import { aRun } from '../../history/records.ts';
import { HOSTILE_TEXTS } from '../output/github/hostile-texts.ts';
import { NOW, pageOf, recordHostile } from './reported-log.ts';

const PLAIN = { width: 80, colours: coloursOf(false) };

/** How many elements of each name there are. */
function elementsIn(page: string): Record<string, number> {
  const names = [...page.matchAll(/<([a-z][\w-]*)/g)].map(([, name = '']) => name);
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

const anchorsIn = (page: string) => [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

describe('the page of a report', () => {
  it('of an empty log says so, and holds to its policy', () => {
    const page = pageOf(openInMemory());
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;`);
    expect(page.match(/Nothing yet/g)).toHaveLength(9);
    expect(page).not.toMatch(/NaN|undefined|Infinity|<script|https?:|url\(/);
  });

  it('of runs that all failed counts them and draws nothing of findings', () => {
    const log = openInMemory();
    for (let at = 0; at < 3; at += 1) log.startRun(aRun()).finish('failed', 'no network');
    const page = pageOf(log);
    expect(page).toContain('0 runs finished, 3 failed');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const statistics = gatherStatistics(log, { since: null });
    expect(StatisticsDocument.parse(JSON.parse(JSON.stringify(statistics)))).toEqual(statistics);
    expect(renderStatistics(statistics, PLAIN)).toContain('0 finished, 3 failed');
  });

  it('counts what was dismissed on this machine: each concern once, by the last word on it', () => {
    const said = (concern: string, rule: string, until: string, at = '2026-02-01T00:00:00.000Z') =>
      ({ schemaVersion: 1, comment: { concern, rule }, reason: 'no', at, until }) as unknown as LocalDismissal;
    const [later, past] = ['2027-01-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z'];
    const all = [
      said('a', 'quality/x', later),
      said('a', 'quality/x', past),
      said('b', 'quality/x', later),
      said('c', 'security/y', later, '2025-01-01T00:00:00.000Z'),
    ];
    const now = new Date('2026-03-01T00:00:00.000Z');
    const here = dismissedHere(all, { since: null, now });
    expect(here).toEqual([
      { rule: 'quality/x', inForce: 1, ended: 1 },
      { rule: 'security/y', inForce: 1, ended: 0 },
    ]);
    expect(dismissedHere(all, { since: '2026-01-01T00:00:00.000Z', now })).toHaveLength(1);
    const log = openInMemory();
    log.startRun(aRun()).finish('finished', null);
    const statistics = { ...gatherStatistics(log, { since: null }), dismissedHere: here };
    expect(renderStatistics(StatisticsDocument.parse(statistics), PLAIN)).toContain(
      'alone: quality/x: 1 in force, 1 ended',
    );
  });

  it('keeps texts of others texts, whatever they say', () => {
    const harmless = openInMemory({ now: () => NOW });
    const hostile = openInMemory({ now: () => NOW });
    for (const [at, text] of HOSTILE_TEXTS.entries()) {
      recordHostile(harmless, `words ${at}`, `c-${at}`);
      recordHostile(hostile, text, `c-${at}`);
    }
    const page = pageOf(hostile);
    // The same elements in the same number as with harmless words: nothing came in, nothing was closed.
    expect(elementsIn(page)).toEqual(elementsIn(pageOf(harmless)));
    expect(page).toContain('&lt;script&gt;alert(1)');
    // oxlint-disable-next-line no-control-regex -- such characters are what this looks for
    expect(page).not.toMatch(/[\0-\x08\x1b\u202e\u2066\u200b\u{e0041}]/u);
    const text = renderStatistics(gatherStatistics(hostile, { since: null }), PLAIN);
    expect(text).not.toMatch(/^::|##\[/m);
    expect(text).not.toContain('\u001b');
  });

  it('adds up more than any integer holds', () => {
    const path = join(temporaryFolder(), 'history.db');
    openHistory(path).close();
    const db = rawConnection(path);
    db.pragma('foreign_keys = OFF');
    for (const call of ['a', 'b', 'c'])
      db.exec(`INSERT INTO model_calls SELECT '${call}', 'r', unicode('${call}'), 's', '${call}', 1, 't', 'ok', NULL, NULL, NULL, 'p', 'h', 0, 'm',
        9223372036854775807, 1, 1, 1, 1, 9223372036854775807, 1`);
    const log = openHistory(path, { readonly: true });
    const { models, spending } = gatherStatistics(log, { since: null });
    expect([models[0]?.attempts, models[0]?.inputTokens, spending.costMicroUsd]).toEqual([3, 3 * 2 ** 63, 3 * 2 ** 63]);
    expect(pageOf(log)).not.toMatch(/NaN|Infinity/);
    log.close();
  });

  it('leads to findings that are on it, and names nothing twice', () => {
    const log = openInMemory();
    for (const name of ['a', 'b', 'c']) recordHostile(log, `rule of ${name}`, name);
    const page = pageOf(log);
    const ids = anchorsIn(page);
    const links = [...page.matchAll(/ href="([^"]*)"/g)].map(([, link]) => link?.slice(1));
    expect(new Set(ids).size).toBe(ids.length);
    expect(links.length).toBeGreaterThan(9);
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });
});

it('a template escapes what is put in, and refuses what is no number', () => {
  expect(html`<a title="${`"><b>'&`}">${['x', 1.005, null]}</a>`.text).toBe(
    '<a title="&quot;&gt;&lt;b&gt;&#39;&amp;">x1</a>',
  );
  expect(() => html`${Number.NaN}`).toThrow(RangeError);
  expect([shortened('ab', 2), shortened('abc', 2), shortened('x'.repeat(1e6), 3)]).toEqual(['ab', 'a…', 'xx…']);
});

it.each([
  [undefined, null],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
  ['30d', '2026-02-01T00:00:00.000Z'],
])('--since %s means %s', (text, moment) => {
  expect(sinceMoment(text, new Date('2026-03-03T00:00:00.000Z'))).toBe(moment);
});

it.each(['', '0d', '-1d', 'yesterday', '2026-02-30'])('--since %s is refused', (text) => {
  expect(() => sinceMoment(text, new Date())).toThrow(/--since takes/);
});

it('intervals and percentiles hold for few', () => {
  expect(acceptedShare({ accepted: 0, dismissed: 0, unaddressed: 0 })).toBeNull();
  // Wilson (1927), as tables of it say for 8 of 10 and 0 of 5.
  expect(acceptedShare({ accepted: 8, dismissed: 1, unaddressed: 1 })).toEqual({
    percent: 80,
    from: expect.closeTo(49.0, 1),
    to: expect.closeTo(94.3, 1),
  });
  expect(acceptedShare({ accepted: 0, dismissed: 5, unaddressed: 0 })).toMatchObject({
    from: 0,
    to: expect.closeTo(43.4, 1),
  });
  expect(percentilesOf([])).toEqual({ count: 0, p50: null, p90: null, p99: null, most: null });
  expect(percentilesOf([3, 1, 2, -5])).toEqual({ count: 4, p50: 1, p90: 3, p99: 3, most: 3 });
});
