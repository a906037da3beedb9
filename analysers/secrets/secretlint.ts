import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import { extname } from 'node:path/posix';
import { z } from 'zod';
import { isHarmlessAddress, isOfInside, isPlaceholder } from './placeholders.ts';
import { RULE_INSIDE } from './settings/addresses.ts';
import type { SecretRange } from './secret-range.ts';

// It keeps what it measures of each rule in each file for ever: 30,000 files passed the memory that the child may have.
secretLintProfiler.setEnabled(false);

const AWS = '@secretlint/secretlint-rule-aws';
const GCP = '@secretlint/secretlint-rule-gcp';
const ADDRESSES = ['@secretlint/secretlint-rule-basicauth', '@secretlint/secretlint-rule-database-connection-string'];

/** All recommended rules but the one that lets a comment in the text switch the others off. */
const RULES = recommended
  .filter((rule) => rule.meta.id !== '@secretlint/secretlint-rule-filter-comments')
  .map((rule) => ({ id: rule.meta.id, rule, ...(rule.meta.id === AWS && { options: { enableIDScanRule: true } }) }));

/** A rule's texts by their ids. */
const Texts = z.record(
  z.string(),
  z.object({ en: z.custom<(given: object) => string>((text) => typeof text === 'function') }),
);

/** What each rule calls what it finds, in the library's words: asked without a value, so that none can be in them. */
const WORDS: ReadonlyMap<string, string> = new Map(
  recommended.flatMap(({ meta, messages }) =>
    Object.entries(Texts.parse(messages)).map(([id, text]) => [`${meta.id}/${id}`, plainWords(text.en({}))] as const),
  ),
);

const Messages = z.array(
  z.object({
    ruleId: z.string(),
    messageId: z.string(),
    range: z.tuple([z.int(), z.int()]),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
);
type Message = z.infer<typeof Messages>[number];

/** `found PostgreSQL connection string: undefined` is a sentence for people after this. */
function plainWords(text: string): string {
  const thing = text
    .replace(/^found /, '')
    .replace(/(?:\(undefined\))?: undefined$/, '')
    .replace(/(?<=\w)\(/, ' (');
  return `${/^(?:[aeio]|npm)/i.test(thing) ? 'An' : 'A'} ${thing} stands here`;
}

/** What secretlint's recommended rules find in a text. */
export async function secretlintRanges(path: string, text: string): Promise<SecretRange[]> {
  const result = await lintSource({
    // One rule opens the file behind a `.p12` name; as plain text nothing is ever read from disk.
    source: { filePath: path, ext: plainExtension(path), contentType: 'text', content: text },
    options: { config: { rules: RULES }, noPhysicFilePath: true },
  });
  return Messages.parse(result.messages).flatMap((message) => toRange(text, message));
}

function plainExtension(path: string): string {
  const extension = extname(path).toLowerCase();
  return extension === '.p12' ? '' : extension;
}

/** The tool's own words carry the secret, so a match says only which rule it was. */
function toRange(text: string, message: Message): SecretRange[] {
  const [start, end] = spanOf(text, message);
  const value = text.slice(start, end);
  if (isHarmless(message, value)) return [];
  const { messageId } = message;
  const rule = ADDRESSES.includes(message.ruleId) && isOfInside(value) ? RULE_INSIDE : message.ruleId;
  return [{ start, end, rule, message: WORDS.get(`${message.ruleId}/${messageId}`) ?? 'A credential stands here' }];
}

/** Some rules give the range of a longer match cut to the secret's length; the value itself says where it stands. */
function spanOf(text: string, { ruleId, range, data = {} }: Message): readonly [number, number] {
  if (ruleId === GCP) {
    const key = /"private_key"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text);
    return key === null
      ? range
      : [key.index + key[0].length - 1 - (key[1]?.length ?? 0), key.index + key[0].length - 1];
  }
  const [start, end] = range;
  if (ADDRESSES.includes(ruleId)) {
    // The rules run on to the next space, past the quote that ends the address.
    const address = /^[^@]*@[^\s"'`<>\\]*/.exec(text.slice(start, end));
    return address === null ? range : [start, start + address[0].length];
  }
  const values = Object.values(data).filter((value) => typeof value === 'string');
  const value = values.toSorted((one, other) => other.length - one.length)[0];
  if (value === undefined || value === '' || text.slice(start, end) === value) return range;
  const found = text.indexOf(value, start);
  return found < 0 ? range : [found, found + value.length];
}

function isHarmless({ ruleId, messageId }: Message, value: string): boolean {
  // An account number is public, and of the ids only a long-lived access key's says that its secret is near.
  if (ruleId === AWS && messageId === 'AWSAccountID') return true;
  if (ruleId === AWS && messageId === 'AWSAccessKeyID' && !value.startsWith('AKIA')) return true;
  if (ADDRESSES.includes(ruleId) && isHarmlessAddress(value)) return true;
  return ruleId !== GCP && isPlaceholder(value);
}
