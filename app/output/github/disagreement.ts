/** Words by which a person says that a finding is not one. */
const DENIALS: readonly RegExp[] = [
  /\bdisagree/,
  /\bfalse[ -](?:positive|alarm)\b/,
  /\b(?:not|isn't|is no|no) (?:(?:really|actually) )?(?:an? )?(?:real )?(?:bug|problem|issue|concern|vulnerability|risk|leak|defect)\b/,
  /\b(?:this|that|it|docket|the (?:bot|finding|comment|claim)|you)(?: is|'s| are|'re) (?:(?:simply|just|plain|completely) )?(?:wrong|incorrect|mistaken|nonsense|irrelevant|not (?:true|right|correct|applicable))\b/,
  /\b(?:does not|doesn't|do not|don't) apply\b/,
  /(?<!\b(?:not|isn't|never|un) ?)\b(?:intended|intentional(?:ly)?|by design|on purpose|deliberate(?:ly)?)\b/,
];

/** Words by which a person says that nothing will be done about it. */
const REFUSALS: readonly RegExp[] = [
  /\b(?:won't|wont|will not|not going to|not gonna|no plans? to) (?:be )?(?:fix|chang|address)/,
  /\bwontfix\b/,
];

/** Words that take it back. */
const AGREEMENT =
  /\b(?:good catch|you(?:'re| are) right|(?:not|don't|do not|can't|cannot) disagree|i agree|agreed|fair point)\b/;

/** What a reply says about a finding; quotes of others, code and commands do not count. */
export function stanceOf(reply: string): 'denies' | 'refuses' | null {
  const said = ownWords(reply);
  if (AGREEMENT.test(said)) return null;
  if (DENIALS.some((pattern) => pattern.test(said))) return 'denies';
  return REFUSALS.some((pattern) => pattern.test(said)) ? 'refuses' : null;
}

function ownWords(reply: string): string {
  return reply
    .slice(0, 10_000)
    .replaceAll('\r', '')
    .replace(/^(`{3,}|~{3,})[^]*?(?:^\1|$(?![^]))/gm, ' ')
    .replace(/^[ \t]*(?:>|\/).*$/gm, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replaceAll('\u2019', "'")
    .toLowerCase()
    .replace(/\s+/g, ' ');
}
