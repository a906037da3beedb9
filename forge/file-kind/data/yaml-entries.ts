import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, type ParsedNode } from 'yaml';
import type { DataEntry } from './data-entry.ts';

/** Tags of YAML's own schemas, and the mark of a text that is no number: plain values. Every other one makes an object of a program, or asks a tool for something. */
const PLAIN_TAG = /^!$|^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq|binary|timestamp|set|omap|pairs|merge)$/;
const MOST_DEPTH = 500;
const OWN_PREFIX = 'tag:yaml.org,2002:';

/**
 * What YAML says; null where it is none, or more than data: tags that are not YAML's own, prefixes for such tags, keys that are no text, and keys
 * that stand twice.
 */
export function yamlEntries(text: string): readonly DataEntry[] | null {
  if (depthOfBrackets(text) > MOST_DEPTH) return null;
  // The parser compares each key with all others of its table, which takes too long for large ones: `addAll` does that here.
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  const entries: DataEntry[] = [];
  for (const { contents, directives, errors } of documents) {
    if (errors.length > 0) return null;
    if (Object.values(directives?.tags ?? {}).some((prefix) => prefix !== OWN_PREFIX && prefix !== '!')) return null;
    if (contents !== null && !addAll(contents, entries)) return null;
  }
  return entries;
}

/** How deep brackets stand in each other, those in texts counted too: the parser takes long for what is nested deeply. */
function depthOfBrackets(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Whether all of a document is plain; without recursion, for a text decides how deep it nests. */
function addAll(root: ParsedNode, entries: DataEntry[]): boolean {
  const open: { readonly key: string; readonly node: unknown }[] = [{ key: '', node: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, node } = next;
    if (node === null || isAlias(node)) {
      entries.push({ key, value: null });
      continue;
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.tag !== undefined && !PLAIN_TAG.test(node.tag))
      return false;
    if (isScalar(node)) entries.push({ key, value: scalar(node.value) });
    else if (isMap(node)) {
      entries.push({ key });
      const names = new Set<string>();
      for (const { key: name, value } of node.items) {
        const inner =
          isScalar(name) && (name.tag === undefined || PLAIN_TAG.test(name.tag)) ? String(name.value) : null;
        if (inner === null || names.has(inner)) return false;
        if (inner !== '<<') names.add(inner);
        open.push({ key: inner, node: value });
      }
    } else if (isSeq(node)) {
      entries.push({ key });
      for (const part of node.items) open.push({ key, node: part });
    } else if (isPair(node)) return false;
  }
  return true;
}

/** Dates, binary parts and very large numbers are neither keys nor orders. */
function scalar(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
