import { lintSource } from '@secretlint/core';
import { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import { extname } from 'node:path/posix';
import { z } from 'zod';
import { accepts } from './accepts.ts';
import type { Analyser, AnalyserMatch, SourceFile } from './analyser.ts';
import { lineStarts, spanAt } from './positions.ts';

const NoRules = z.strictObject({});

const AWS = '@secretlint/secretlint-rule-aws';
const GCP = '@secretlint/secretlint-rule-gcp';
const ADDRESSES = ['@secretlint/secretlint-rule-basicauth', '@secretlint/secretlint-rule-database-connection-string'];

/** All recommended rules but the one that lets a comment in the text switch the others off. */
const RULES = recommended
  .filter((rule) => rule.meta.id !== '@secretlint/secretlint-rule-filter-comments')
  .map((rule) => ({ id: rule.meta.id, rule, ...(rule.meta.id === AWS && { options: { enableIDScanRule: true } }) }));

const Messages = z.array(
  z.object({
    ruleId: z.string(),
    messageId: z.string(),
    range: z.tuple([z.int(), z.int()]),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
);
type Message = z.infer<typeof Messages>[number];

/** Finds secrets. It has no rule data: what a secret is, is not for anyone to configure. */
export const secretlint: Analyser = {
  id: 'secretlint',
  accepts: (path) => accepts('secretlint', path),
  async analyse(file, rules) {
    NoRules.parse(rules);
    const result = await lintSource({
      // One rule opens the file behind a `.p12` name; as plain text nothing is ever read from disk.
      source: { filePath: file.path, ext: plainExtension(file.path), contentType: 'text', content: file.text },
      options: { config: { rules: RULES }, noPhysicFilePath: true },
    });
    return Messages.parse(result.messages).flatMap((message) => toMatch(file, message));
  },
};

function plainExtension(path: string): string {
  const extension = extname(path).toLowerCase();
  return extension === '.p12' ? '' : extension;
}

/** The tool's own words carry the secret, so a match says only which rule it was. */
function toMatch(file: SourceFile, message: Message): AnalyserMatch[] {
  const [start, end] = spanOf(file.text, message);
  if (isHarmless(message, file.text.slice(start, end))) return [];
  const rule = message.ruleId;
  const name = rule.replace('@secretlint/secretlint-rule-', '');
  const text = `${name}: ${/^\w+$/.test(message.messageId) ? message.messageId : 'secret'}`;
  return [{ path: file.path, rule, message: text, ...spanAt(lineStarts(file.text), start, end) }];
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

/** Values that vendors print in their documentation; they open nothing. */
const DOCUMENTED = [
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
];

/** Words that someone writes where a secret will stand. */
const WORDS =
  /example|placeholder|redacted|change[-_]?me|replace[-_]?me|dummy|your[-_]|[-_]your|_here\b|-here\b|x{5}|\*{4}|\.{4}|0{8}/i;

/** Whether a value is a stand-in for a secret rather than one. */
function isPlaceholder(value: string): boolean {
  if (DOCUMENTED.some((documented) => value.includes(documented)) || WORDS.test(value)) return true;
  // Real keys are random: the same few characters over and over are typed by hand.
  const characters = value.replace(/^.*[_-]/, '');
  return characters.length >= 16 && new Set(characters).size < 6;
}

/** Hosts that a stranger cannot reach: a password for one opens a developer's own machine at most. */
const LOCAL_HOST =
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis)$|(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:com|org|net))?$/i;

const STAND_IN_PASSWORD =
  /^(?:(?:my|db|the)?[-_]?(?:password|passwd|pass|pwd|secret)\d*|changeit|hidden|token|\*+|x+)$/i;

/** No address is longer; user and password stand at its beginning. */
const LONGEST_ADDRESS = 2000;

/** Whether the user and password of an address are no secret: a placeholder, or for a local service alone. */
function isHarmlessAddress(address: string): boolean {
  const parts = /:\/\/[^:/\s]*:([^@\s]*)@([^/:?#\s"'`,;)]*)/.exec(address.slice(0, LONGEST_ADDRESS));
  if (parts === null) return false;
  const [, password = '', host = ''] = parts;
  return LOCAL_HOST.test(host) || STAND_IN_PASSWORD.test(password) || /[${<%]/.test(password);
}
