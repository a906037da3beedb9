import { RE2JS } from 're2js';
import { entropyOf } from './entropy.ts';
import { type Keyword, KeywordTable } from './keyword-table.ts';
import { isPlaceholder } from './placeholders.ts';
import type { SecretAllowlist, SecretRule, SecretRules } from './rule-data.ts';
import type { SearchedText } from './searched-text.ts';
import type { SecretRange } from './secret-range.ts';

/** A rule, its keywords as they are looked for, and its expression as soon as it was needed. */
interface Prepared {
  readonly rule: SecretRule;
  /** In lower case, or as the expression spells them where case counts in it. */
  readonly keywords: readonly Keyword[];
  /** Units before and behind a keyword that a match may take up. */
  readonly before: number;
  readonly behind: number;
  /** Whether its values are long and random: then a place without such a run needs no look. */
  readonly dense: boolean;
}

/** What most matches stay within: a name before the keyword, a value of up to 150 characters behind it. */
const USUAL = { before: 80, behind: 450 };
/** For expressions that run over lines or have long values. */
const WIDE = { before: 600, behind: 3000 };
/** For keywords that stand in the middle of a value. */
const INNER = { before: 300, behind: 450 };
/** A private key of 16384 bits takes up some 12,900 characters. */
const KEY_BLOCK = { before: 40, behind: 16_000 };
/** Quantifiers of three digits or none at the upper end. */
const LONG_VALUE = /\{\d+,(?:\d{3,})?\}|\{\d{3,}|\(\?s|\\s\\S|\[\\r\\n\]|\.\*/;

/** What gitleaks' rules let a value end with. */
const END = String.raw`(?:[\x60'"\s;]|\\[nr]|$)`;
/** The same, and the signs of markup, calls, lists, addresses, tables, escapes and sentences, in which values are quoted as well. */
const MORE_ENDS = String.raw`(?:[\x60'"\s;<>)\]},&|\\]|\.(?:\s|$)|$)`;

const LAST = String.raw`(?:\s|\z)`;
const MORE_LAST = String.raw`(?:[\s\x60"'<>)]|\\|\z)`;

/** Fourteen signs of one alphabet or more. */
const LONG_RUN = /\{(?:1[4-9]|[2-9]\d|\d{3})/;

/** How many matches of one rule in one text are told: more is a list of them, and the file is blanked anyway. */
const MOST_MATCHES = 500;

/**
 * Finds secrets by their form. An expression is compiled when its keyword occurs for the first time, and looks at what stands around
 * the keyword only: RE2 in JavaScript is slow, so its work must not grow with the number of rules.
 */
export class FormatRules {
  readonly #prepared: readonly Prepared[];
  readonly #keywords: KeywordTable;
  /** The rule of each keyword in the table. */
  readonly #owners: readonly number[];
  readonly #prefix: string;
  readonly #allowlist: SecretAllowlist;
  readonly #compiled = new Map<string, RE2JS>();

  /** @param prefix stands before the ids of the rules where people read them */
  constructor(prefix: string, data: SecretRules) {
    this.#prefix = prefix;
    this.#allowlist = data.allowlist;
    this.#prepared = data.rules.map(prepared);
    const all = this.#prepared.flatMap(({ keywords }, owner) => keywords.map((keyword) => ({ keyword, owner })));
    this.#keywords = new KeywordTable(all.map(({ keyword }) => keyword));
    this.#owners = all.map(({ owner }) => owner);
  }

  /** The secrets in a file's text, in no order. */
  find(path: string, searched: SearchedText): SecretRange[] {
    return this.#allowlist.paths.some((pattern) => this.#matches(pattern, path)) ? [] : this.findHidden(path, searched);
  }

  /** The same in a text that was put together or decoded: no file's name says that nobody hides a secret in it. */
  findHidden(path: string, searched: SearchedText): SecretRange[] {
    const { text } = searched;
    return this.#windows(searched).flatMap(([one, windows]) => {
      const worthy = one.dense ? windows.filter((place) => searched.runs.touches(place)) : windows;
      if (worthy.length === 0) return [];
      if (one.rule.path !== null && !this.#matches(one.rule.path, path)) return [];
      return worthy.flatMap(([from, to]) => this.#search(one.rule, { path, text, from, to }));
    });
  }

  /** Where matches may stand, for each rule that has a keyword in the text. */
  #windows(searched: SearchedText): (readonly [Prepared, readonly (readonly [number, number])[]])[] {
    const hits = new Map<number, number[]>();
    for (const [index, places] of this.#keywords.find(searched)) {
      const owner = this.#owners[index] ?? -1;
      const known = hits.get(owner);
      if (known === undefined) hits.set(owner, [...places]);
      else for (const place of places) known.push(place);
    }
    return [...hits].flatMap(([owner, places]) => {
      const one = this.#prepared[owner];
      return one === undefined ? [] : [[one, windowsAround(places, one, searched.text.length)] as const];
    });
  }

  #search(rule: SecretRule, place: Window): SecretRange[] {
    const { text, from, to } = place;
    const matcher = this.#compile(rule.regex).matcher(text.slice(from, to));
    const found: SecretRange[] = [];
    while (found.length < MOST_MATCHES && matcher.find()) {
      const group = secretGroup(rule, matcher);
      const start = from + matcher.start(group);
      // A value that is longer than the window is a secret to its end.
      const end = matcher.end(group) + from < to ? from + matcher.end(group) : endOfValue(text, to);
      const secret = text.slice(start, end);
      const at = { match: matcher.group() ?? '', secret, start };
      if (secret === '' || this.#isHarmless(rule, place, at)) continue;
      found.push({ start, end, rule: `${this.#prefix}/${rule.id}`, message: rule.description });
    }
    return found;
  }

  #isHarmless(
    rule: SecretRule,
    { path, text }: Window,
    { match, secret, start }: { readonly match: string; readonly secret: string; readonly start: number },
  ): boolean {
    if (rule.entropy > 0 && entropyOf(secret) <= rule.entropy) return true;
    if (isPlaceholder(secret)) return true;
    // `curl -u "${user}:${token}"`: the shell puts both in place.
    if (rule.id.startsWith('curl-auth-') && secret.includes('${')) return true;
    const line = () => text.slice(text.lastIndexOf('\n', start) + 1, endOfLine(text, start + secret.length));
    return [this.#allowlist, ...rule.allowlists].some((list) => this.#allows(list, { path, match, secret, line }));
  }

  #allows(
    list: SecretAllowlist,
    given: { readonly path: string; readonly match: string; readonly secret: string; readonly line: () => string },
  ): boolean {
    const { regexTarget } = list;
    const target = regexTarget === 'secret' ? given.secret : regexTarget === 'match' ? given.match : given.line();
    const low = given.secret.toLowerCase();
    const says = [
      ...(list.paths.length === 0 ? [] : [list.paths.some((pattern) => this.#matches(pattern, given.path))]),
      ...(list.regexes.length === 0 ? [] : [list.regexes.some((pattern) => this.#matches(pattern, target))]),
      ...(list.stopwords.length === 0 ? [] : [list.stopwords.some((word) => low.includes(word.toLowerCase()))]),
    ];
    return says.length > 0 && (list.condition === 'AND' ? says.every(Boolean) : says.some(Boolean));
  }

  #matches(pattern: string, text: string): boolean {
    return this.#compile(pattern).matcher(text).find();
  }

  #compile(pattern: string): RE2JS {
    const compiled =
      this.#compiled.get(pattern) ?? RE2JS.compile(pattern.replaceAll(END, MORE_ENDS).replaceAll(LAST, MORE_LAST));
    this.#compiled.set(pattern, compiled);
    return compiled;
  }
}

interface Window {
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function prepared(rule: SecretRule): Prepared {
  const { regex } = rule;
  const sensitive = !/\(\?[a-z]*i/.test(regex);
  const keywords = rule.keywords.map((keyword) => {
    const spelt = sensitive ? spellingsIn(regex, keyword.toLowerCase()) : [];
    const [only] = spelt;
    return spelt.length === 1 && only !== undefined
      ? { text: only, cased: true }
      : { text: keyword.toLowerCase(), cased: false };
  });
  const room = roomOf(regex, keywords[0]?.text ?? '');
  return { rule, keywords, ...room, dense: room !== WIDE && room !== KEY_BLOCK && LONG_RUN.test(regex) };
}

/** Before this place of an expression no long value fits. */
const EARLY = 25;

function roomOf(regex: string, keyword: string): { readonly before: number; readonly behind: number } {
  if (keyword.startsWith('-----')) return KEY_BLOCK;
  if (LONG_VALUE.test(regex)) return WIDE;
  const inside = regex.toLowerCase().indexOf(keyword.toLowerCase()) > EARLY && !regex.includes('{0,50}?');
  return inside ? INNER : USUAL;
}

/** How the expression itself writes a keyword. */
function spellingsIn(regex: string, keyword: string): string[] {
  const low = regex.toLowerCase();
  const found = new Set<string>();
  for (let at = low.indexOf(keyword); at >= 0; at = low.indexOf(keyword, at + 1)) {
    found.add(regex.slice(at, at + keyword.length));
  }
  return [...found];
}

/** Where matches of a rule may stand, neighbouring places put together. */
function windowsAround(
  hits: readonly number[],
  { before, behind }: Pick<Prepared, 'before' | 'behind'>,
  length: number,
): [number, number][] {
  const windows: [number, number][] = [];
  for (const hit of hits.toSorted((a, b) => a - b)) {
    const from = Math.max(0, hit - before);
    const to = Math.min(length, hit + behind);
    const last = windows.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else windows.push([from, to]);
  }
  return windows;
}

function secretGroup(rule: SecretRule, matcher: ReturnType<RE2JS['matcher']>): number {
  if (rule.secretGroup > 0) return rule.secretGroup;
  for (let group = 1; group <= matcher.groupCount(); group += 1) if ((matcher.group(group) ?? '') !== '') return group;
  return 0;
}

/** White space and quotes end every value. */
function endOfValue(text: string, from: number): number {
  const end = /[\s"'`<>]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
