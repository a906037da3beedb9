import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';

/** What a place needs to know of the text around it. */
interface Around {
  readonly lines: LineCounter;
  readonly document: Document;
}

/** A value of a YAML text, and where it stands. What is not there is a place without a value: asking further is no error. */
export class YamlPlace {
  readonly #node: unknown;
  readonly #around: Around;
  /** Of a value in a table: where its key stands. */
  readonly #key: unknown;

  constructor(node: unknown, around: Around, key: unknown = null) {
    this.#node = isAlias(node) ? node.resolve(around.document) : node;
    this.#around = around;
    this.#key = key;
  }

  get exists(): boolean {
    return this.#node !== null && this.#node !== undefined;
  }

  get isTable(): boolean {
    return isMap(this.#node);
  }

  /** A text, number or truth value as it was written; null for everything else. */
  get text(): string | null {
    if (!isScalar(this.#node) || this.#node.value === null) return null;
    const { value, source } = this.#node;
    if (typeof value === 'string') return value;
    return source ?? (typeof value === 'number' || typeof value === 'boolean' ? String(value) : null);
  }

  /** The text, or nothing. */
  get words(): string {
    return this.text ?? '';
  }

  get keys(): string[] {
    return [...this.#pairs.keys()];
  }

  at(key: string): YamlPlace {
    const pair = this.#pairs.get(key);
    return new YamlPlace(pair?.value, this.#around, pair?.key);
  }

  /** The entries of a list; of a table its values; of a text itself. */
  get items(): YamlPlace[] {
    if (isSeq(this.#node)) return this.#node.items.map((item) => new YamlPlace(item, this.#around));
    if (isMap(this.#node)) return this.keys.map((key) => this.at(key));
    return this.text === null ? [] : [this];
  }

  /** All texts below, in order. */
  get texts(): YamlPlace[] {
    if (this.text !== null) return [this];
    return isMap(this.#node) || isSeq(this.#node) ? this.items.flatMap((item) => item.texts) : [];
  }

  /** The 1-based line of the key, or of the value where it has none. */
  get line(): number {
    return this.#lineOf(this.#key) ?? this.#lineOf(this.#node) ?? 1;
  }

  /** Lines from the key to the end of the value, for a text of several lines also those of the text. */
  get lines(): number[] {
    const first = this.line;
    const [, end = 0] = rangeOf(this.#node) ?? [];
    const last = end === 0 ? first : this.#around.lines.linePos(Math.max(0, end - 1)).line;
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index);
  }

  /** The line of the file at which a line of the text (counted from 0) stands; of a text folded or quoted over lines the first that holds it. */
  lineInside(index: number): number {
    const block = isScalar(this.#node) && this.#node.type?.startsWith('BLOCK') === true;
    const first = this.#lineOf(this.#node) ?? this.line;
    return block ? first + 1 + index : first;
  }

  /** The value without its places. */
  get plain(): unknown {
    if (isMap(this.#node)) return Object.fromEntries(this.keys.map((key) => [key, this.at(key).plain]));
    return isSeq(this.#node) ? this.items.map(({ plain }) => plain) : this.text;
  }

  /** The entries of a table; what it merges (`<<`) stands behind what it says itself. */
  get #pairs(): ReadonlyMap<string, YamlPair> {
    const found = new Map<string, YamlPair>();
    const open: unknown[] = [this.#node];
    for (let at = 0; at < open.length; at += 1) {
      const one = open[at];
      const node = isAlias(one) ? one.resolve(this.#around.document) : one;
      if (isSeq(node)) for (const item of node.items) open.push(item);
      for (const { key, value } of isMap(node) ? node.items : []) {
        const name = keyText(key);
        if (name === '<<') open.push(value);
        else if (!found.has(name)) found.set(name, { key, value });
      }
      if (at === 0 && isSeq(node)) return found;
    }
    return found;
  }

  #lineOf(node: unknown): number | null {
    const [start] = rangeOf(node) ?? [];
    return start === undefined ? null : this.#around.lines.linePos(start).line;
  }
}

interface YamlPair {
  readonly key: unknown;
  readonly value: unknown;
}

/** How often aliases may be followed altogether. */
const MOST_ALIASES = 200;

/** The documents of a YAML text; the reason where it cannot be read. */
export function readYaml(text: string): readonly YamlPlace[] | string {
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(readable(text), { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
    if (!Array.isArray(documents)) return [];
    for (const document of documents) {
      if (document.errors.length > 0 || isCyclic(document)) return 'is no YAML that can be read';
      // Aliases of aliases grow without bounds: this throws where they do.
      document.toJS({ maxAliasCount: MOST_ALIASES });
    }
    return documents.map((document) => new YamlPlace(document.contents, { lines, document }));
  } catch {
    // Nested deeper than the parser goes, or with too many aliases.
    return 'is no YAML that can be read';
  }
}

/** The text with secrets that were blanked as words: by themselves they would be lists and aliases. */
function readable(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replaceAll(/\[(?:secret|unscanned)\]\*{0,10000}|(?<!\*)\*{4,10000}/g, (blank) => 'x'.repeat(blank.length));
}

/** Whether something stands inside of itself. */
function isCyclic(document: Document): boolean {
  let cyclic = false;
  visit(document, {
    Alias: (_, alias, path) => void (cyclic ||= path.some((above) => above === alias.resolve(document))),
  });
  return cyclic;
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : '';
}

function rangeOf(node: unknown): Node['range'] {
  return typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range : null;
}
