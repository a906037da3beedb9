const FENCED = /^( ?)(`{3,})[^`\n]*\n(?:[^\n]*\n)*?\1\2$/gm;

/** What we fold ourselves: on lines of their own, with nothing of others in them. */
const OWN_FOLD =
  /^(?:<details><summary>(?:\d+ findings? of less weight|What it took, and what left the machine)<\/summary>|<\/details>)$/gm;
/** What says how grave something is, and the small print: each at the beginning or the end of a line of its own. */
const OWN_LOOK = /^> \[!(?:CAUTION|WARNING|IMPORTANT|NOTE|TIP)\]$|^<sub>|<\/sub>$/gm;

/** A text as CommonMark reads it, without the mark, our own links and what is code. */
function live(markdown: string, ownLinks: readonly string[]): string {
  const code = (text: string) =>
    text.replace(/(\\[!-/:-@[-`{-~])|(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/g, (found, escaped?: string) =>
      escaped ? found : '¤',
    );
  const unmarked = code(
    markdown
      .replace(/^<!-- docket [\w-]+ -->\n/, '')
      .replaceAll(OWN_FOLD, '')
      .replaceAll(OWN_LOOK, '')
      .replace(FENCED, ''),
  );
  return ownLinks.reduce(
    (text, link) => text.replace(new RegExp(`\\[(?:¤|[A-Za-z ]+)\\]\\(${link}\\)`, 'g'), ''),
    unmarked,
  );
}

const ACTIVE: readonly (readonly [string, RegExp])[] = [
  ['HTML', /(?<!\\)(?:\\\\)*</],
  ['a link or an image', /(?<!\\)(?:\\\\)*\[/],
  ['a mention', /@\w/],
  ['a reference', /#(?!8203;)\d|GH-\d/i],
  ['an address', /:\/\/|www\./i],
  ['a command', /^\/[a-z]/im],
  ['a heading', /^\s*#{1,6}(?: (?!Docket: (?:Significant concerns|not reviewed)$)|$)/m],
  ['a fence', /(?<!\\)(?:~~~|```)/],
  ['an entity', /&(?!amp;|lt;|#8203;)#?\w+;/],
];

/**
 * What GitHub would make of a text beside words.
 *
 * @param ownLinks patterns of addresses that a text of ours may lead to
 */
export function activeIn(markdown: string, ownLinks: readonly string[]): string[] {
  const text = live(markdown, ownLinks);
  return ACTIVE.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
}
