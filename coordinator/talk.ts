/** What sort of talk a remark is. */
export type Talk = 'failure' | 'upkeep' | 'empty';

/** Says nothing about the code: a greeting, praise, the heading of a walkthrough. */
const EMPTY =
  /^[^a-z0-9]*(?:\/?\w+ review|lgtm|looks good(?: to me)?|nice(?: work| job)?|great (?:work|job)|well done|walkthrough|summary|no (?:issues?|problems?|comments?|findings?)(?: (?:found|detected|here))?|nothing to report)[^a-z0-9]*$/i;

/** Asks for tests instead of saying what fails. */
const MISSING_TESTS =
  /\b(?:missing|no|lack(?:s|ing)?(?: of)?|insufficient) (?:\w+ ){0,2}(?:tests?|specs?|coverage)\b|\btest coverage\b|\btests? (?:\w+ ){0,5}(?:removed|re-added)\b|\bnot (?:\w+ )?(?:tested|covered by)\b|\bcovers? the happy\b/i;

/** Asks for tidier code: it works either way. */
const TIDINESS =
  /\btypos?\b|\bmisspel|\bspelling\b|\bgrammar\b|\bnaming\b|\brenam(?:e|ing)\b|\bidiomatic|\breadab|\bcoding style\b|\bstyle guide\b|\bdocstring|\bjavadoc|\bjsdoc|\bduplicat(?:ed|es?|ion)? (?:\w+ )?(?:code|logic|pattern|block|calls?)\b|\bcode duplication\b|\brepeats? the same\b|\bextract(?:ed)? (?:\w+ ){0,6}(?:helper|method|function|variable|constant)\b|\breusable\b|\brefactor|\bsimplif|\bunused\b|\bmaintainab|\binefficien|\bmore efficient\b|\btoo long\b|\bverbose\b|\bmagic number|\bboilerplate\b/i;

/** Harm that outweighs tidy words beside it. */
const HARM =
  /vulnerab|security|injection|\bxss\b|\bssrf\b|crash|\brace\b|deadlock|exploit|\bleak|corrupt|exception|error/i;

/** Tells a claim that something fails from upkeep (tests, names, style) and from talk that claims nothing. */
export function talkOf(text: string): Talk {
  if (EMPTY.test(text)) return 'empty';
  if (MISSING_TESTS.test(text)) return 'upkeep';
  return TIDINESS.test(text) && !HARM.test(text) ? 'upkeep' : 'failure';
}
