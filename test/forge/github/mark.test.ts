import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarker, sealMarker } from '../../../forge/github/publish/marker.ts';
import type { Mark } from '../../../schemas/publication.ts';
import { runs } from '../../support/soak.ts';
import { concernMark, summaryMark } from './reading-scene.ts';

const reply: Mark = { kind: 'reply', to: 'command:7', breakGlass: null };
const sealed = sealMarker(reply);

/** Any text, with what could end a comment in HTML or a line more often than chance. */
const text = fc.string({ unit: fc.constantFrom('-', '>', '<', '!', '\n', '\r', '\u2028', '"', 'a', '-->', '—', '\0') });
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.record({ to: text, reason: text, actor: text }).map(({ to, actor, reason }): Mark => {
    return { kind: 'reply', to, breakGlass: { head: 'a'.repeat(40), actor, reason } };
  }),
  text.map((reason): Mark => concernMark('c-1', { reason, actor: reason })),
  fc.constant<Mark>(summaryMark()),
);

describe('a mark', () => {
  test('comes back as it was sealed, whatever it says and whatever stands behind it', () => {
    fc.assert(
      fc.property(mark, text, (one, rest) => {
        const line = sealMarker(one);
        expect(line).toMatch(/^<!-- docket [\w-]+ -->$/);
        expect(readMarker(`${line}\n${rest}`)).toEqual({ mark: one, rest });
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  test('is the same line for the same mark, whatever the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(summaryMark()).toReversed()) as Mark;
    expect(sealMarker(turned)).toBe(sealMarker(summaryMark()));
  });

  test('that could not be read back is not sealed', () => {
    expect(() => sealMarker({ ...reply, to: 7 } as unknown as Mark)).toThrow('expected string');
  });

  test('may stand alone, and may have come through an editor that ends lines with CR LF', () => {
    expect(readMarker(sealed)).toEqual({ mark: reply, rest: '' });
    expect(readMarker(`${sealed}\r\ntext\r\n`)).toEqual({ mark: reply, rest: 'text\r\n' });
  });
});

describe('no mark is', () => {
  const encode = (value: unknown): string =>
    `<!-- docket ${Buffer.from(JSON.stringify(value)).toString('base64url')} -->`;
  test.each([
    ['one behind the first line', `text\n${sealed}`],
    ['one behind white space', ` ${sealed}`],
    ['one behind a byte order mark', `\uFEFF${sealed}`],
    ['one in a quote', `> ${sealed}`],
    ['one in code', `\`\`\`\n${sealed}\n\`\`\``],
    ['one with text behind it on its line', `${sealed} and more`],
    ['one that is cut off', sealed.slice(0, -5)],
    ['no base64url', '<!-- docket ***** -->'],
    ['no JSON', `<!-- docket ${Buffer.from('{').toString('base64url')} -->`],
    ['no UTF-8', `<!-- docket ${Buffer.from([0xff, 0xfe]).toString('base64url')} -->`],
    ['another kind', encode({ kind: 'other' })],
    ['one with a key too many', encode({ ...reply, admin: true })],
    ['one with a prototype', `<!-- docket ${Buffer.from('{"__proto__":{"kind":"reply"}}').toString('base64url')} -->`],
    ['null', encode(null)],
    ['an endless line', `<!-- docket ${'a'.repeat(300_000)} -->`],
    ['an empty text', ''],
  ])('%s', (_name, body) => {
    expect(readMarker(body)).toEqual({ mark: null, rest: body });
  });

  test('whatever else a text may be: nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((data) => `<!-- docket ${data} -->`),
        ),
        (body) => {
          expect(readMarker(body)).toEqual({ mark: null, rest: body });
        },
      ),
      { numRuns: runs(200, 5000) },
    );
  });
});
