import { RE2JS } from 're2js';
import gitleaks from '../../../analysers/secrets/gitleaks-rules.json' with { type: 'json' };
import { OWN_FORMATS } from '../../../analysers/secrets/own-formats.ts';
import type { SecretRule, SecretRules } from '../../../analysers/secrets/rule-data.ts';
import { drawing, sampleOf } from './sample-of.ts';
import { madeUp, type SecretKindSample } from './secret-kinds.ts';

const RULES: readonly SecretRule[] = [...(gitleaks as SecretRules).rules, ...OWN_FORMATS.rules];

/** Expressions over several lines, whose parts no random text holds together. */
const WRITTEN: Readonly<Record<string, string>> = {
  'kubernetes-secret-yaml': `kind: Secret\ndata:\n  password: ${Buffer.from(madeUp('ABCDabcd2345', 24, 7)).toString('base64')}\n`,
};

/** A made-up secret for every rule that tells secrets by their form. */
export const RULE_KINDS: readonly SecretKindSample[] = RULES.map((rule, at) => {
  const draw = drawing(at + 1);
  const sample = WRITTEN[rule.id] ?? sampleOf(rule.regex, draw);
  const path = rule.path === null ? 'src/client.ts' : `src/a${sampleOf(rule.path, draw).replace(/^n/, '.n')}`;
  const hasKeyword = rule.keywords.some((keyword) => sample.toLowerCase().includes(keyword.toLowerCase()));
  const text = hasKeyword ? sample : `${rule.keywords[0] ?? ''} ${sample}`;
  return { name: `${rule.id} (${at})`, path, text: `${text}\n`, secret: secretIn(rule, sample) };
});

function secretIn(rule: SecretRule, sample: string): string {
  const matcher = RE2JS.compile(rule.regex).matcher(sample);
  if (!matcher.find()) throw new Error(`${rule.id} does not match its own sample`);
  if (rule.secretGroup > 0) return matcher.group(rule.secretGroup) ?? '';
  for (let group = 1; group <= matcher.groupCount(); group += 1) {
    const said = matcher.group(group) ?? '';
    if (said !== '') return said;
  }
  return matcher.group() ?? '';
}
