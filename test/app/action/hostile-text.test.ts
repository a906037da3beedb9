import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { say, sayProgress, showProblem, showWarning } from '../../../app/action/action-log.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { runs } from '../../support/soak.ts';

/** Pieces that orders to the runner are made of, put together in any way. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', '##[', '\n', '\r', '\r\n', ' ', '\t', ':', '#', '[', ']', '%0A', '%0D', '\u2028', '\u200b'),
      fc.constantFrom(
        'error',
        'set-output name=verdict',
        'add-path',
        'stop-commands',
        'add-mask',
        'group',
        '::error::',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

/** The runner takes a line that begins with two colons, and `##[` anywhere, for an order. */
const orders = (text: string): string[] =>
  text.split(/\r\n|\r|\n/).filter((line) => line.trimStart().startsWith('::') || line.includes('##['));

const WAYS: readonly (readonly [string, (text: string) => void, RegExp | null])[] = [
  ['a sentence', say, null],
  ['a notice', (text) => sayProgress({ kind: 'notice', text }), null],
  ['a stage', (stage) => sayProgress({ kind: 'stage', stage }), null],
  ['a warning', showWarning, /^::warning title=Docket::/],
  [
    'a problem',
    (what) => showProblem(new InfrastructureError({ what, where: what, remedy: what })),
    /^::error title=Docket::/,
  ],
  ['an unexpected error', (text) => showProblem(new Error(text)), /^::error title=Docket::/],
];

test.each(WAYS)('hostile text in %s is no order to the runner', (_, tell, own) => {
  fc.assert(
    fc.property(hostile, (text) => {
      printed = '';
      tell(text);
      const found = orders(printed);
      const wanted = own === null ? 0 : 1;
      expect(found).toHaveLength(wanted);
      expect(found.filter((line) => own?.test(line) === true)).toHaveLength(wanted);
      expect(printed).not.toContain('##[');
    }),
    { numRuns: runs(300, 20_000) },
  );
});

/** What the runner reads out of the file, as its documentation describes it. */
function parseOutputs(text: string): [string, string][] {
  const lines = text.split('\n');
  const found: [string, string][] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    const plain = /^([^=<]+)=(.*)$/.exec(lines[at] ?? '');
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, at + 1);
      found.push([name, lines.slice(at + 1, end).join('\n')]);
      at = end;
    } else if (plain !== null) found.push([plain[1] ?? '', plain[2] ?? '']);
  }
  return found;
}

test('hostile text in an output is no other output', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-output-'));
  const file = join(folder, 'output');
  vi.stubEnv('GITHUB_OUTPUT', file);
  try {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constantFrom('a\nverdict=approved\n', 'verdict<<ghadelimiter_1\nx')), (text) => {
        writeFileSync(file, '');
        setOutput('review-url', text);
        setOutput('verdict', 'incomplete');
        expect(parseOutputs(readFileSync(file, 'utf8'))).toEqual([
          ['review-url', text],
          ['verdict', 'incomplete'],
        ]);
      }),
      { numRuns: runs(100, 5000) },
    );
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
});
