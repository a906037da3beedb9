import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../reviewers/outside/decode-text.ts';
import { joinOutside } from '../../../reviewers/outside/join-outside.ts';
import { uniqueFindingIds } from '../../../reviewers/outside/unique-finding-ids.ts';
import { readFindings } from '../../../reviewers/outside/read-findings.ts';
import { InputError } from '../../../schemas/problem.ts';

const said = (reviewer: string, id: string) =>
  readFindings(JSON.stringify({ findings: [{ reviewer, id, text: `${reviewer} ${id}` }] }), 'x.json');

describe('joining the reports of several files', () => {
  it('makes one report a reviewer, with ids of their own', () => {
    const joined = joinOutside([...said('bot', '1'), ...said('other', '2'), ...said('bot', '1')], new Set());
    expect(joined.map((report) => [report.reviewer, report.findings.map((finding) => finding.id)])).toEqual([
      ['bot', ['bot/1', 'bot/1~2']],
      ['other', ['2']],
    ]);
  });

  it('gives tens of thousands that all have one id ids of their own', () => {
    const [one] = said('bot', '1');
    if (one === undefined) throw new Error('nothing was read');
    const many = { ...one, findings: Array.from({ length: 40_000 }, () => one.findings[0]).filter((each) => !!each) };
    const [joined] = uniqueFindingIds([many]);
    expect(new Set(joined?.findings.map(({ id }) => id)).size).toBe(40_000);
    expect(joined?.findings.at(-1)?.id).toBe('bot/1~40000');
  });

  it('lets nobody pass for one of our own reviewers', () => {
    const joined = joinOutside(
      [...said('security', '1'), ...said('security-outside', '2')],
      new Set(['security', 'quality']),
    );
    expect(joined.map((report) => report.reviewer)).toEqual(['security-outside-2', 'security-outside']);
    expect(joined[0]?.findings[0]).toMatchObject({
      reviewer: 'security-outside-2',
      rule: 'security-outside-2/finding',
    });
  });
});

describe('decoding files', () => {
  const text = '{"findings": [], "text": "ü漢"}';
  const swapped = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', swapped],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes, 'x.json')).toBe(text);
  });

  it.each([
    ['Latin-1', Buffer.from([0x7b, 0xfc, 0x7d])],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41])],
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeText(bytes, 'x.json')).toThrow(InputError);
  });
});
