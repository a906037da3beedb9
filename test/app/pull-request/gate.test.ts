import { expect, test } from 'vitest';
import { gate, type GateFacts } from '../../../app/pull-request/gate.ts';

const FACTS: GateFacts = {
  pull: {
    state: 'open',
    draft: false,
    labels: [],
    author: { login: 'ada', isBot: false },
    title: 'Find things',
    base: { branch: 'main', commit: 'b'.repeat(40) },
  },
  config: {
    drafts: false,
    bots: true,
    skipLabel: 'docket:skip',
    onRequest: false,
    requiredLabel: null,
    baseBranches: [],
    skipTitles: [],
    skipAuthors: [],
    commands: true,
    requestChanges: false,
    approve: false,
    checkName: 'docket',
  },
  label: null,
  pausedBy: null,
  asked: false,
  baseChanged: false,
};

interface Wish {
  readonly pull?: Partial<GateFacts['pull']>;
  readonly config?: Partial<GateFacts['config']>;
  readonly facts?: Partial<GateFacts>;
}

const BOT = { author: { login: 'renovate[bot]', isBot: true } };

const table: readonly (readonly [name: string, wish: Wish, reason: RegExp | null, title: string | null])[] = [
  ['an ordinary pull request', {}, null, null],
  ['closed', { pull: { state: 'closed' } }, /closed/, null],
  ['where reviews are made on request', { config: { onRequest: true } }, /on request/, null],
  ['on request, when somebody asked', { config: { onRequest: true }, facts: { asked: true } }, null, null],
  ['without the label that is needed', { config: { requiredLabel: 'ready' } }, /lacks the label ready/, null],
  ['with the label that is needed', { pull: { labels: ['ready'] }, config: { requiredLabel: 'ready' } }, null, null],
  [
    'the label that is needed was put on',
    { pull: { labels: ['ready'] }, config: { requiredLabel: 'ready' }, facts: { label: 'ready' } },
    null,
    null,
  ],
  [
    'without the label, and the base was changed',
    { config: { requiredLabel: 'ready' }, facts: { baseChanged: true } },
    /lacks/,
    'Not reviewed: left out, and the base has changed',
  ],
  ['into another base', { config: { baseBranches: ['release/*'] } }, /its base is main/, null],
  ['into one of the bases', { config: { baseBranches: ['release/*', 'main'] } }, null, null],
  ['into a base whose name only contains one', { config: { baseBranches: ['ma'] } }, /its base is main/, null],
  ['with a title that is left out', { pull: { title: 'WIP: find' }, config: { skipTitles: ['wip'] } }, /"wip"/, null],
  ['with another title', { config: { skipTitles: ['wip'] } }, null, null],
  [
    'with a title that is left out, when somebody asked',
    { pull: { title: 'WIP: find' }, config: { skipTitles: ['wip'] }, facts: { asked: true } },
    null,
    null,
  ],
  ['of a listed author', { config: { skipAuthors: ['Ada'] } }, /opened by ada/, 'Not reviewed: opened by ada'],
  ['of another author', { config: { skipAuthors: ['ad', 'ada2'] } }, null, null],
  [
    'of a listed author, without the label that is needed',
    { config: { skipAuthors: ['ada'], requiredLabel: 'ready' } },
    /lacks/,
    null,
  ],
  [
    'of a listed bot, where bots are not reviewed',
    { pull: BOT, config: { bots: false, skipAuthors: ['renovate[bot]'] } },
    /renovate/,
    'Not reviewed: opened by renovate[bot]',
  ],
  ['closed, though somebody asked', { pull: { state: 'closed' }, facts: { asked: true } }, /closed/, null],
  ['a draft', { pull: { draft: true } }, /draft/, null],
  ['a draft where drafts are reviewed', { pull: { draft: true }, config: { drafts: true } }, null, null],
  ['a draft somebody asked for', { pull: { draft: true }, facts: { asked: true } }, null, null],
  ['a bot', { pull: BOT }, null, null],
  ['a bot where bots are not reviewed', { pull: BOT, config: { bots: false } }, /bot/, null],
  ['a bot somebody asked for', { pull: BOT, config: { bots: false }, facts: { asked: true } }, null, null],
  ['the skip label', { pull: { labels: ['docket:skip'] } }, /docket:skip/, 'Not reviewed: label docket:skip'],
  [
    'the skip label, though somebody asked',
    { pull: { labels: ['docket:skip'] }, facts: { asked: true } },
    /docket:skip/,
    'Not reviewed: label docket:skip',
  ],
  [
    'a skip label of their own',
    { pull: { labels: ['wip'] }, config: { skipLabel: 'wip' } },
    /wip/,
    'Not reviewed: label wip',
  ],
  ['another label was put on', { facts: { label: 'bug' } }, /bug/, null],
  ['the skip label was taken off', { facts: { label: 'docket:skip' } }, null, null],
  ['paused', { facts: { pausedBy: 'grace' } }, /paused by grace/, null],
  [
    'paused, and the base was changed',
    { facts: { pausedBy: 'grace', baseChanged: true } },
    /paused by grace/,
    'Not reviewed: paused, and the base has changed',
  ],
  ['another base', { facts: { baseChanged: true } }, null, null],
  ['paused, and somebody asked', { facts: { pausedBy: 'grace', asked: true } }, null, null],
];

test.each(table)('%s', (_name, { pull, config, facts }, reason, title) => {
  const closed = gate({
    ...FACTS,
    ...facts,
    pull: { ...FACTS.pull, ...pull },
    config: { ...FACTS.config, ...config },
  });
  expect(closed?.reason ?? '').toMatch(reason ?? /^$/);
  expect(closed?.check?.title ?? null).toBe(title);
});

test('a pause never leaves the check of another base standing, and never passes by itself', () => {
  const closed = gate({ ...FACTS, pausedBy: 'grace', baseChanged: true });
  expect(closed?.check?.conclusion).toBe('failure');
});
