/** A vocabulary of XML in which people write down what changed: one tool reads it, and prints what it says. */
interface Vocabulary {
  readonly root: string;
  readonly namespace: RegExp;
  /** Where that tool looks for it. */
  readonly path: RegExp;
  /** Elements with their attributes. */
  readonly elements: Readonly<Record<string, readonly string[]>>;
}

const ROOT_ATTRIBUTES = ['xmlns', 'xmlns:xsi', 'xsi:schemaLocation'];
const VOCABULARIES: readonly Vocabulary[] = [
  {
    root: 'entry',
    namespace: /^https?:\/\/logging\.apache\.org\/(?:xml\/ns|log4j\/changelog)$/,
    path: /(?:^|\/)src\/changelog\/[^/]{1,60}\/[^/.][^/]{0,300}\.xml$/,
    elements: {
      entry: [...ROOT_ATTRIBUTES, 'type'],
      issue: ['id', 'link'],
      author: ['id', 'name'],
      description: ['format'],
    },
  },
  {
    root: 'release',
    namespace: /^https?:\/\/logging\.apache\.org\/(?:xml\/ns|log4j\/changelog)$/,
    path: /(?:^|\/)src\/changelog\/[^/]{1,60}\/\.release\.xml$/,
    elements: { release: [...ROOT_ATTRIBUTES, 'date', 'version'] },
  },
  {
    root: 'document',
    namespace: /^http:\/\/maven\.apache\.org\/changes\/\d\.\d\.\d$/,
    path: /(?:^|\/)src\/changes\/(?:changes|release-notes)(?:-[\w.]{1,40})?\.xml$/,
    elements: {
      document: ROOT_ATTRIBUTES,
      properties: [],
      title: [],
      author: ['email'],
      body: [],
      release: ['version', 'date', 'description'],
      action: ['dev', 'due-to', 'due-to-email', 'issue', 'type', 'system', 'date'],
      dueto: ['name', 'email'],
      fixes: ['issue'],
    },
  },
];

const MOST_CHARACTERS = 2 * 1024 * 1024;
const DECLARATION =
  /^\ufeff?<\?xml version="1\.0"(?: encoding="(?:utf-8|us-ascii|iso-8859-1)")?(?: standalone="(?:yes|no)")?\s?\?>/i;
const TAG = /<(\/?)([a-z]{1,20})((?:\s{1,200}[\w:-]{1,40}\s{0,20}=\s{0,20}"[^"<]{0,4000}")*)\s{0,100}(\/?)>/y;
/** A reference that is none of the five of XML, nor a letter beyond ASCII. */
const OTHER_REFERENCE =
  /&(?!(?:lt|gt|amp|quot|apos);|#(?:1[3-9]\d|[2-9]\d\d|[1-9]\d{3,5});|#x(?:[a-f]|[1-9a-f][\da-f]{1,5})[\da-f];)/i;
/** What AsciiDoc takes in, lets through or computes, addresses that run, and expressions of templates. */
const ACTIVE: readonly RegExp[] = [
  /^[ \t]{0,40}[\w-]{1,30}::/m,
  /\bpass:|\+\+|\b(?:image|stem|kroki|eval|evaluate):|\blink:(?!https?:)/i,
  /(?:javascript|vbscript|data):\S/i,
  /\{(?:set|counter2?|include)\b/i,
  /<(?:script|iframe)\b|<(?:object|embed|svg|img|style|link|meta|base|form)[\s/]|<#|<@/i,
  /[$#]!?\{|#(?:set|parse|include|evaluate)\b/,
  /\[(?:subs|%?source|plantuml|ditaa|graphviz)\b/i,
];

/**
 * Whether a text is a list of changes in one of these vocabularies and nothing else, at the place where its tool reads it: each element and attribute is
 * known, links lead to the web, there is no document type, no instruction, no other name space, no reference that could spell a word, and nothing that AsciiDoc would do.
 */
export function isReleaseNotes(path: string, text: string): boolean {
  const vocabulary = VOCABULARIES.filter((one) => one.path.test(path));
  if (text.length > MOST_CHARACTERS || vocabulary.length === 0 || OTHER_REFERENCE.test(text)) return false;
  const said = vocabulary.map((one) => textsOf(text, one)).find((texts) => texts !== null);
  return (
    said !== undefined && said !== null && !said.map(plain).some((one) => ACTIVE.some((pattern) => pattern.test(one)))
  );
}

/** The texts and values of a document that has only this vocabulary; null where there is more in it, or it is not well formed. */
function textsOf(text: string, { root, namespace, elements }: Vocabulary): readonly string[] | null {
  const texts: string[] = [];
  const open: string[] = [];
  let seen = false;
  let at = DECLARATION.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      if (end === -1 || text[end + 2] !== '>') return null;
      at = end + 3;
      continue;
    }
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const run = text.slice(at, next === -1 ? text.length : next);
      if (open.length === 0 && run.trim() !== '') return null;
      texts.push(run);
      at += run.length;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, closes, name = '', attributes = '', empty] = TAG.exec(text) ?? [];
    if (whole === undefined) return null;
    at += whole.length;
    if (closes === '/') {
      if (open.pop() !== name || attributes !== '' || empty === '/') return null;
      continue;
    }
    const isRoot = open.length === 0;
    const known = elements[name];
    if (known === undefined || (isRoot ? seen || name !== root : name === root)) return null;
    const values = valuesOf(attributes, known, isRoot ? namespace : null);
    if (values === null) return null;
    texts.push(...values);
    seen = true;
    if (empty !== '/') open.push(name);
  }
  return seen && open.length === 0 ? texts : null;
}

/** The values of attributes that an element may have, each once; null where there are others, or where the root is of another name space. */
function valuesOf(attributes: string, known: readonly string[], namespace: RegExp | null): readonly string[] | null {
  const values = new Map<string, string>();
  // Between quotes are values, before each a name and its sign.
  const parts = attributes.split('"');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = (parts[at] ?? '').replaceAll('=', '').trim();
    const value = parts[at + 1] ?? '';
    if (!known.includes(name) || values.has(name)) return null;
    values.set(name, value);
  }
  if (namespace !== null && !namespace.test(values.get('xmlns') ?? '')) return null;
  const link = values.get('link');
  if (link !== undefined && !/^https?:\/\/[\w.-]{1,200}\/[^\s]{0,1000}$/.test(link)) return null;
  if (!/^(?:http:\/\/www\.w3\.org\/2001\/XMLSchema-instance)?$/.test(values.get('xmlns:xsi') ?? '')) return null;
  return [...values.values()];
}

/** What a reader of XML makes of a text. */
function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
