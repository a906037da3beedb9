import type { SinkRow } from './make-sinks.ts';

/** The last word of a name that holds a password or a key. */
const NAME = String.raw`(?:[pP]ass(?:w(?:or)?d|phrase)|PASS(?:W(?:OR)?D|PHRASE)|[pP]wd|[sS]ecret(?:_?[kK]ey)?|SECRET(?:_KEY)?|[aA]pi_?[kK]ey|API_?KEY|[aA]ccess_?[kK]ey|[aA]uth_?[tT]oken|[aA]ccess_?[tT]oken|\b[cC]red|\b[bB]earer|\bpw)`;

/** A value as people and generators make them: two digits at least, no dots, no blanks, nothing that stands for another value. */
const VALUE = String.raw`["'](?=(?:[^"'\d]*\d){2})(?=[^"']*[A-Za-z])(?![^"']*(?:example|change|dummy|test|sample|placeholder|foo|bar|xxx|your|redact|fake|mock|local|default|demo|insert|todo|\*\*\*))[\w+/=!@#$%^&*~-]{8,200}["']`;

/** The same anywhere in a line. */
export const PASSWORD_VALUE = new RegExp(VALUE, 'i');

const SAYS = new RegExp(
  String.raw`^(?:(?:val|var|let|const|static|final|public|private|protected|string|String)?(?:\w+\.|\$)*["':@]?\w{0,40}${NAME}["']?(?::=|=>|=|:)${VALUE}|[\w.()]{1,60}\.(?:put|set|setProperty|putIfAbsent)\(["'][\w.]{0,40}${NAME}["'],${VALUE}\)|[\w.()]{0,60}\.set${NAME}\(${VALUE}\)|(?:\w+\.){0,3}\w{0,40}${NAME}(?:==|!=)${VALUE})$`,
  'i',
);

/** A password by its name, in any language of the shared words. What is known by its own form is found as a secret before. */
export const passwordRow = (prefix: string): SinkRow => ({
  id: `${prefix}-password`,
  rule: 'hard-coded-secret',
  severity: 'suggestion',
  confidence: 450,
  hint: /(?:passw(?:or)?d|passphrase|pwd|secret|api_?key|access_?key|token|cred|bearer|pw)["']?\]?\s{0,9}(?::=|=>|=|:|,|\(|!=)/i,
  shows: {
    kind: /^(?:pair|assignment|variable_declarator|named_argument|call_expression|binary_expression|comparison_expression|equals_expression)$/,
    text: SAYS,
  },
});
