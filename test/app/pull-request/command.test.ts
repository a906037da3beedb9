import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, parseCommand } from '../../../app/pull-request/command.ts';
import { runs } from '../../support/soak.ts';

const help = (unknown: string | null = null, closest: string | null = null): Command => ({
  name: 'help',
  unknown,
  closest,
});
const dismiss = (id: string | null, reason: string): Command => ({ name: 'dismiss', id, reason });

describe('a comment', () => {
  const table: readonly (readonly [name: string, body: string, command: Command | null])[] = [
    ['nothing asked', 'Looks good to me.', null],
    ['review', '/docket review', { name: 'review' }],
    ['capitals, blanks, carriage returns', '\r\n /Docket   REVIEW \r\nthanks', { name: 'review' }],
    ['full', '/docket full', { name: 'full' }],
    ['pause', '/docket pause until Monday', { name: 'pause' }],
    ['resume', '/docket resume', { name: 'resume' }],
    ['dismiss with an id', '/docket dismiss f-0a1b2c3d4e it is a test', dismiss('f-0a1b2c3d4e', 'it is a test')],
    ['dismiss in a thread', '/docket dismiss it is a test', dismiss(null, 'it is a test')],
    ['dismiss without a reason', '/docket dismiss f-0a1b2c3d4e', dismiss('f-0a1b2c3d4e', '')],
    [
      'dismiss everywhere',
      '/docket dismiss f-0a1b2c3d4e a test --everywhere',
      { name: 'dismiss', id: 'f-0a1b2c3d4e', reason: 'a test', everywhere: { days: null } },
    ],
    [
      'dismiss for a month',
      '/docket dismiss —everywhere=30d f-0a1b2c3d4e a test',
      { name: 'dismiss', id: 'f-0a1b2c3d4e', reason: 'a test', everywhere: { days: 30 } },
    ],
    [
      'a reason that speaks of it',
      '/docket dismiss f-0a1b2c3d4e everywhere --everywhereabouts',
      dismiss('f-0a1b2c3d4e', 'everywhere --everywhereabouts'),
    ],
    ['contest', '/docket contest s-0a1b2c3d it is real', { name: 'contest', id: 's-0a1b2c3d', reason: 'it is real' }],
    ['contest with nothing', '/docket contest', { name: 'contest', id: null, reason: '' }],
    ['dismiss with nothing', '/docket dismiss', dismiss(null, '')],
    ['explain', '/docket explain f-0a1b2c3d4e please', { name: 'explain', id: 'f-0a1b2c3d4e' }],
    ['explain here', '/docket explain', { name: 'explain', id: null }],
    ['break glass', '/docket break glass production is down', { name: 'break-glass', reason: 'production is down' }],
    ['break-glass', '/docket break-glass production is down', { name: 'break-glass', reason: 'production is down' }],
    ['help', '/docket help', help()],
    ['nothing behind it', '/docket', help()],
    ['a typing mistake', '/docket reveiw', help('reveiw', 'review')],
    ['nonsense', '/docket make-me-a-sandwich', help('make-me-a-sandwich')],
    ['break something else', '/docket break it', help('break', 'break glass')],
    ['the first one counts', 'hello\n/docket pause\n/docket resume', { name: 'pause' }],
    ['in a quote', '> /docket pause\n\nWhy did you do that?', null],
    ['in a quote, then really', '> /docket pause\n/docket resume', { name: 'resume' }],
    ['in a fence', '```\n/docket pause\n```', null],
    ['in a fence of tildes that holds backquotes', '~~~\n```\n/docket pause\n~~~', null],
    ['in a longer fence', '````\n```\n/docket pause\n````', null],
    ['behind a fence', '```\n/docket pause\n```\n/docket resume', { name: 'resume' }],
    ['in an open fence', '```\n/docket pause', null],
    ['as indented code', '    /docket pause', null],
    ['in the middle of a line', 'please /docket pause', null],
    ['another bot', '/docketeer pause', null],
    ['in code', '`/docket pause`', null],
  ];
  test.each(table)('%s', (_name, body, command) => {
    expect(parseCommand(body)).toEqual(command);
  });

  test('text in front of it changes nothing, quotes of it ask for nothing', () => {
    const prose = fc.string().filter((text) => !/[/`~\r\n\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(fc.array(prose), (lines) => {
        const text = lines.join('\n');
        expect(parseCommand(`${text}\n/docket pause`)).toEqual({ name: 'pause' });
        expect(parseCommand(`> ${text.replaceAll('\n', '\n> ')}\n> /docket pause`)).toBeNull();
      }),
      { numRuns: runs(100, 10_000) },
    );
  });
});
