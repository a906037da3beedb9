/** What is written where a value will stand, as a whole: a part of a longer value makes it no stand-in. */
const STAND_IN =
  /^(?:|change[-_]?(?:me|it)|dummy|example|placeholder|redacted|todo|none|null|x+|\*+|\$\{?\w*\}?|<[^<>]*>|\{\{[^{}]*\}\})$/i;

/** Whether a value stands for a secret, or was blanked, rather than being one. */
export function isStandIn(value: string): boolean {
  return STAND_IN.test(value.replace(/^["']|["']$/g, ''));
}
