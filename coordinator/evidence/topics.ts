/** Families of mistakes, each with the words that give it away: the same concern is seldom told in the same words. */
const TOPICS: readonly (readonly [string, RegExp])[] = [
  [
    'null',
    /\b(?:null|nil|none|undefined|npe|nullpointerexception|nomethoderror|nosuchelementexception|keyerror|typeerror|optional)\b|\bnull-?check|\bguard\b/i,
  ],
  ['typo', /\btypos?\b|misspell|spelling|grammar/i],
  ['test', /\btests?\b|\bspecs?\b|coverage|assert/i],
  ['xss', /\bxss\b|cross-site scripting|sanitiz|unescaped|escap/i],
  ['ssrf', /\bssrf\b|server-side request/i],
  ['injection', /injection|inject\b/i],
  ['race', /\brace\b|concurren|toctou|atomic|deadlock|thread-saf|goroutine/i],
  ['await', /\bawait|fire-and-forget|promise/i],
  ['cost', /performance|inefficien|redundant|n\+1|expensive|repeated/i],
  ['duplicate', /duplicat|\bcopied\b|\bdry\b|repeat the same/i],
  ['dead', /unreachable|dead code|unused|never used/i],
  ['exception', /exception|\bcatch|error handling|unhandled|try-except|rescue/i],
  ['type', /type[- ]safe|unchecked|raw list|\bgenerics?\b/i],
  ['timeout', /time-?outs?|\bhang/i],
  ['collision', /collision|collid|ambiguous/i],
  ['secret', /\bsecrets?\b|credential|password|api key|hard-?coded key/i],
];

/** The families that a text speaks of, in a fixed order. */
export function topicsOf(text: string): readonly string[] {
  return TOPICS.flatMap(([name, words]) => (words.test(text) ? [name] : []));
}
