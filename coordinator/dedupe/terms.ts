/** Words that say nothing about what a remark is about: English function words and the small talk of reviews. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'about above after again against all also although always an and any are as at be because been before being below between both ' +
    'but by can cannot could did do does doing down due during each either else ever every few for from further get gets getting had ' +
    'has have having he her here how however if in instead into is it its itself just let like made make makes making may me might ' +
    'more most must my need needs never no nor not now of off on once one only or other otherwise our out over own per rather same ' +
    'see seen set shall she should since so some still such than that the their them then there therefore these they this those ' +
    'though through thus to too under until up upon use used uses using very via was we were what when where whether which while who ' +
    'why will with within without would yet you your aren isn wasn weren don doesn didn hasn haven hadn won wouldn couldn shouldn ' +
    'code consider ensure potential potentially issue problem bug result results lead leads leading cause causes causing allow ' +
    'allows allowing method function line lines file files change changes possible possibly currently current example eg ie etc new ' +
    'add adding added existing instance case cases call calls called calling value values return returns returned returning review ' +
    'comment comments implementation logic behavior unexpected wrong incorrect avoid detected found unsafe dangerous bad'
  ).split(' '),
);

/** Where a remark points to is not what it says: paths, file names and line numbers are left out of its meaning. */
const PLACES =
  /(?:(?<!\w)in\s+)?(?:(?<![\w.@-])[\w.@-]+)?(?:\/[\w.@-]+)+(?::\d+(?:-\d+)?)?|\b[\w-]+(?:\.[\w-]+)*\.(?:tsx?|jsx?|mjs|cjs|rb|py|go|java|kt|rs|erb|html|scss|css|json|ya?ml|md|sql|php|cs|cpp|cc|c|h|hbs|swift|scala|vue|sh)\b(?::\d+(?:-\d+)?)?|\b(?:on|at|around)?\s*lines?\s+\d+(?:\s*(?:-|to|and|,)\s*\d+)*/gi;
/** What a remark is about is said at its beginning; a longer text repeats itself, or is an attack. */
const MOST_CHARACTERS = 4000;
const TOKEN = /[A-Za-z_$][\w$]*|\d+/g;
/** A token that is one word as it stands: most are, and those need no cutting. */
const PLAIN = /^[a-z]+$/;
const SUFFIXES = 'ization ations ation ition ments ment ingly edly ing ed ally able ible ness ly ion ive er or e'.split(
  ' ',
);

/** What a text is about: how often it says each of its terms; an identifier counts as the words that it is made of. `known` keeps what was cut before. */
export function termsOf(text: string, known = new Map<string, readonly string[]>()): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  for (const token of text.slice(0, MOST_CHARACTERS).replace(PLACES, ' ').match(TOKEN) ?? []) {
    let own = known.get(token);
    if (own === undefined) known.set(token, (own = termsOfToken(token)));
    for (const term of own) terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return terms;
}

function termsOfToken(token: string): readonly string[] {
  return partsOf(token)
    .filter((word) => word.length >= 2 && /^[a-z]/.test(word) && !STOP_WORDS.has(word))
    .map(stem);
}

/** `getHTTPUser_id` as get, http, user, id. */
function partsOf(identifier: string): readonly string[] {
  if (PLAIN.test(identifier)) return [identifier];
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_$]+/);
}

/** Cuts endings off, roughly: enough to bring `validates`, `validated` and `validation` together. */
function stem(word: string): string {
  let root = word;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && root.endsWith('s') && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1);
  const suffix = SUFFIXES.find((end) => root.length - end.length >= 4 && root.endsWith(end));
  return suffix === undefined ? root : root.slice(0, -suffix.length);
}
