import { plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

/** How many values a text asks for: at least and at most; null where that cannot be told. */
type Count = (text: string) => { readonly least: number; readonly most: number } | null;

interface Style {
  readonly kinds: RegExp;
  readonly callee: RegExp;
  /** Where the text stands: at this place, or at the first text. */
  readonly at: number | 'first-text' | 'receiver';
  readonly count: Count;
  /** More values than asked for are a mistake as well. */
  readonly exact?: boolean;
}

/** `%d`, `%-5.2f`, `%%`; not `%[1]d` and `%*d`. */
const printf =
  (verb: RegExp, none: RegExp): Count =>
  (text) => {
    let count = 0;
    let highest = 0;
    for (const [whole, position, star, letter = ''] of text.matchAll(
      /%(?:(\d+)\$|<)?[-#+ 0,(']*((?:\*|\d+)?(?:\.(?:\*|\d+)?)?)([a-zA-Z%[{<]?)/g,
    )) {
      if (letter === '%' || none.test(letter)) continue;
      if (star?.includes('*') === true || /[[{]/.test(letter) || whole.startsWith('%<') || !verb.test(letter))
        return null;
      if (position === undefined) count += 1;
      else highest = Math.max(highest, Number(position));
    }
    if (highest > 0 && count > 0) return null;
    return { least: Math.max(count, highest), most: Math.max(count, highest) };
  };

const indexed: Count = (text) => {
  const plain = text.replace(/\{\{|\}\}/g, '');
  const places = Array.from(plain.matchAll(/\{(\d+)(?:[,:][^{}]*)?\}/g), ([, place]) => Number(place));
  if (/\{[^\d}]/.test(plain)) return null;
  const least = places.length === 0 ? 0 : Math.max(...places) + 1;
  return { least, most: 99 };
};

const GO = printf(/^[a-zA-Z]$/, /^(?!)/);
const JAVA = printf(/^[bBhHsScCdoxXeEfgGaAtT]$/, /^n$/);
const PHP = printf(/^[bcdeEfFgGhHosuxX]$/, /^(?!)/);
const RUBY = printf(/^[a-zA-Z]$/, /^(?!)/);

const STYLES: readonly Style[] = [
  {
    kinds: /^go$/,
    callee:
      /^(?:fmt\.(?:Printf|Sprintf|Errorf)|log\.(?:Printf|Fatalf|Panicf)|[tb]\.(?:Errorf|Fatalf|Logf|Skipf)|errors\.(?:Errorf|Wrapf))$/,
    at: 'first-text',
    count: GO,
    exact: true,
  },
  { kinds: /^go$/, callee: /^fmt\.Fprintf$/, at: 1, count: GO, exact: true },
  {
    kinds: /^(?:java|kotlin)$/,
    callee: /^(?:String\.format|System\.(?:out|err)\.(?:printf|format))$/,
    at: 'first-text',
    count: JAVA,
    exact: true,
  },
  { kinds: /^(?:java|kotlin)$/, callee: /\.(?:formatted|format)$/, at: 'receiver', count: JAVA, exact: true },
  {
    kinds: /^csharp$/,
    callee: /^(?:[sS]tring\.Format|Console\.(?:Write|WriteLine)|\w+\.AppendFormat)$/,
    at: 'first-text',
    count: indexed,
  },
  { kinds: /^php$/, callee: /^(?:sprintf|printf)$/, at: 0, count: PHP, exact: true },
  { kinds: /^php$/, callee: /^fprintf$/, at: 1, count: PHP, exact: true },
  { kinds: /^ruby$/, callee: /^(?:(?:Kernel\.)?(?:format|sprintf|printf))$/, at: 0, count: RUBY, exact: true },
];

/** A text with holes, and another number of values. */
export const wrongFormats: Look = (node, kind) => {
  if (node.kind !== 'call_expression') return [];
  const [called, list] = node.children;
  if (called === undefined || list?.kind !== 'arguments') return [];
  const callee = plainText(called).replace(/^\\/, '');
  const given = list.children;
  for (const style of STYLES) {
    if (!style.kinds.test(kind) || !style.callee.test(callee)) continue;
    const slip = judged(style, node, called, given, kind);
    if (slip !== null) return [slip];
  }
  return [];
};

function judged(style: Style, node: Syntax, called: Syntax, given: readonly Syntax[], kind: string): PlainSlip | null {
  const first = given.findIndex((one) => one.kind === 'string');
  const at = style.at === 'first-text' ? first : style.at;
  const text = at === 'receiver' ? called.children[0] : given[at];
  if (text?.kind !== 'string' || (at !== 'receiver' && at > 1)) return null;
  const values = at === 'receiver' ? given : given.slice(at + 1);
  // A list that is spread holds any number of values; so may one that is handed over alone.
  if (
    values.some(
      (one) => /^(?:\.\.\.|\*)|\.\.\.$/.test(one.text) || /^(?:named_argument|cast_expression|spread)$/.test(one.kind),
    )
  )
    return null;
  const [only, ...others] = values;
  if (
    only !== undefined &&
    others.length === 0 &&
    kind !== 'go' &&
    /^(?:identifier|list_expression|new_expression)$|arr|args|param|values|list/i.test(`${only.kind} ${only.text}`) &&
    !/^(?:php|ruby)$/.test(kind)
  )
    return null;
  // Nothing is put in, so that a percent sign is one, or the values are given to what the text is handed to.
  if (values.length === 0 && (/^(?:csharp|php|ruby|kotlin)$/.test(kind) || at === 'receiver')) return null;
  const count = style.count(withoutQuotes(text.text));
  if (count === null) return null;
  const fits = values.length >= count.least && (style.exact !== true || values.length <= count.most);
  if (!fits)
    return {
      rule: 'wrong-format',
      node,
      name: `${text.text.slice(0, 40)}, ${count.least} asked for, ${values.length} given`,
    };
  return kind === 'go' ? wrongVerb(node, withoutQuotes(text.text), values) : null;
}

function wrongVerb(node: Syntax, text: string, values: readonly Syntax[]): PlainSlip | null {
  const verbs = Array.from(
    text.matchAll(/%[-+# 0]{0,5}\d{0,5}(?:\.\d{1,5})?([a-zA-Z%])/g),
    ([, verb = '']) => verb,
  ).filter((verb) => verb !== '%');
  const wrong = values.find(
    (value, index) =>
      value.kind === 'string' && /^[dboxXcefgU]$/.test(verbs[index] ?? '') && !/^[xX]$/.test(verbs[index] ?? ''),
  );
  return wrong === undefined ? null : { rule: 'wrong-verb', node, name: wrong.text.slice(0, 40) };
}
