import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { parse as parseToml } from 'smol-toml';

/** One value of a settings file: its keys, those of lists left out, and the value as text. */
export interface Setting {
  readonly keys: readonly string[];
  readonly value: string;
}

/** What is passed over, as `milderNames` of the check folds it: files (or findings) of a rule, counted by their place. */
export function passed(rule: string, what: string): Setting {
  return { keys: ['passed', rule, 'exclude'], value: `*${what}` };
}

/** The only document types that Checkstyle reads from itself: any other may bring in texts of elsewhere. */
const DOCTYPE =
  /<!DOCTYPE\s{1,40}(?:module|suppressions)\s{1,40}PUBLIC\s{1,80}"-\/\/(?:Checkstyle|Puppy Crawl)\/\/DTD [\w .]{1,60}\/\/EN"\s{1,80}"https?:\/\/(?:www\.)?(?:checkstyle\.org|checkstyle\.sourceforge\.net|puppycrawl\.com)\/dtds\/[\w.]{1,60}\.dtd"\s{0,40}>/;

/** Checkstyle's modules, their properties, and what it passes over; null where anything else stands in it. */
export function readCheckstyle(text: string): readonly Setting[] | null {
  const plain = text.replace(/^\ufeff/, '').replace(DOCTYPE, '');
  if (/<!DOCTYPE|<!ENTITY|<\?(?!xml\s)/.test(plain)) return null;
  const root = rootOf(plain);
  if (root?.name === 'suppressions') return suppressions(root);
  return root?.name === 'module' ? modules(root) : null;
}

function suppressions(root: XmlElement): readonly Setting[] | null {
  const rows = elementsOf(root)?.map(({ name, attributes, children }) => {
    if (!/^suppress(?:-xpath)?$/.test(name) || children.some((child) => child instanceof XmlElement)) return null;
    const { checks, id, message, ...where } = attributes;
    return passed(checks ?? id ?? message ?? '*', JSON.stringify([checks, id, message, where]));
  });
  return allOf(rows);
}

const NAMES_FILES = /file|path|dir|config|class|url|template|package|optional|charset/i;

/** A class by its short name is one of Checkstyle's own; properties that name files make it read or write them. */
function modules(element: XmlElement): readonly Setting[] | null {
  const children = elementsOf(element);
  const module = element.attributes['name'] ?? '';
  if (children === null) return null;
  const id = children.find((one) => one.name === 'property' && one.attributes['name'] === 'id');
  const name = id?.attributes['value'] ?? module;
  const isOwn = /^[A-Z]\w{1,80}$/.test(module);
  const isFilter = /(?:Filter|Holder)$/.test(module);
  // What passes over adds by coming; every other module takes away by going.
  const own = isFilter ? passed(name, module) : { keys: [isOwn ? 'enable' : 'loads'], value: name };
  const below = children.map((child): readonly Setting[] | null => {
    const { name: key = '', value = '', ...others } = child.attributes;
    if (child.name === 'module') return modules(child);
    if (child.children.some((one) => one instanceof XmlElement)) return null;
    if (child.name === 'metadata' || child.name === 'message') return [{ keys: ['says', name], value }];
    if (child.name !== 'property' || Object.keys(others).some((one) => one !== 'default')) return null;
    if (key === 'severity') return [{ keys: ['rules', name], value: value === 'ignore' ? 'off' : value }];
    // What a filter passes over is said by its properties too.
    const loads = !isOwn || isFilter || (NAMES_FILES.test(key) && !/^fileExtensions$|Pattern$/.test(key));
    return [{ keys: [loads ? 'loads' : 'options', name, key], value }];
  });
  const all = allOf(below);
  return all === null ? null : [own, ...all.flat()];
}

/** Psalm's list of what it found before, which it passes over. */
export function readPsalmBaseline(text: string): readonly Setting[] | null {
  if (/<!DOCTYPE|<!ENTITY|<\?(?!xml\s)/.test(text)) return null;
  const root = rootOf(text);
  if (root?.name !== 'files') return null;
  const rows = elementsOf(root)?.map((file) => {
    if (file.name !== 'file') return null;
    return (
      elementsOf(file)?.map(({ name, children, attributes }) =>
        passed(name, JSON.stringify([file.attributes['src'], attributes, children])),
      ) ?? null
    );
  });
  return allOf(rows)?.flat() ?? null;
}

/** Detekt's list of what it found before, which it passes over: each row begins with the name of its rule. */
export function readDetektBaseline(text: string): readonly Setting[] | null {
  if (/<!DOCTYPE|<!ENTITY|<\?(?!xml\s)/.test(text)) return null;
  const root = rootOf(text);
  if (root?.name !== 'SmellBaseline') return null;
  const rows = elementsOf(root)?.map(({ name, children }) => {
    if (!/^(?:ManuallySuppressedIssues|CurrentIssues|Whitelist|Blacklist)$/.test(name)) return null;
    const issues = children.filter((child) => child instanceof XmlElement);
    return issues.some((one) => one.name !== 'ID' || one.children.some((child) => child instanceof XmlElement))
      ? null
      : issues.map((one) => passed(one.text.split(':', 1).join(), one.text));
  });
  return allOf(rows)?.flat() ?? null;
}

/** A text in quotes, or words: NEON makes calls, lists and services of other values. */
const NEON_ROW =
  /^\t\t\t(?:message|rawMessage|identifier|count|path|reportUnmatched):\s{1,10}(?:'(?:[^'%\n]|'')*'|"(?:[^"\\%\n]|\\.)*"|[\w./-]{1,300}|[A-Z](?:[\w $\\.>-]|:(?=\S))*)$/;

/** PHPStan's list of what it found before, in the one form in which it writes it. */
export function readPhpstanBaseline(text: string): readonly Setting[] | null {
  const [first, second, ...lines] = text.replaceAll('\r\n', '\n').split('\n');
  if (first !== 'parameters:' || second !== '\tignoreErrors:') return null;
  const entries: string[][] = [];
  for (const line of lines) {
    if (line === '') continue;
    if (line === '\t\t-') entries.push([]);
    else if (NEON_ROW.test(line) && entries.length > 0) entries.at(-1)?.push(line.trim());
    else return null;
  }
  return entries.map((rows) => passed('ignoreErrors', rows.join('\n')));
}

/** Ruff's own codes; what it passes over is counted, so that a code that comes to a list is told as one of which nothing was said. */
export function readRuff(text: string): readonly Setting[] | null {
  try {
    return settingLeaves(parseToml(text), []).map(({ keys, value }) => {
      const last = keys.at(-1) ?? '';
      if (/^(?:extend-)?ignore$/.test(last)) return passed(value, value);
      return keys.at(-2)?.endsWith('per-file-ignores') === true ? passed(`${last}:${value}`, value) : { keys, value };
    });
  } catch {
    return null;
  }
}

/** The values of a tree, each with its keys; entries of lists are not counted. */
export function settingLeaves(value: unknown, keys: readonly string[]): Setting[] {
  if (Array.isArray(value)) return value.flatMap((one) => settingLeaves(one, keys));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [{ keys, value: String(value) }];
  return Object.entries(value).flatMap(([key, one]) => settingLeaves(one, [...keys, key]));
}

function rootOf(text: string): XmlElement | null {
  try {
    return parseXml(text).root;
  } catch {
    return null;
  }
}

/** The elements below; null where words stand between them. */
function elementsOf({ children }: XmlElement): readonly XmlElement[] | null {
  if (children.some((child) => child instanceof XmlText && child.text.trim() !== '')) return null;
  return children.filter((child) => child instanceof XmlElement);
}

function allOf<T>(rows: readonly (T | null)[] | null | undefined): readonly T[] | null {
  const all = rows?.filter((row) => row !== null);
  return all === undefined || all.length < (rows?.length ?? 0) ? null : all;
}
