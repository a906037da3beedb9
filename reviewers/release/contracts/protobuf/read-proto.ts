import {
  facetsOfEnum,
  facetsOfField,
  facetsOfFile,
  facetsOfMessage,
  facetsOfRpc,
  type Options,
} from './proto-facets.ts';

/** What a `.proto` file declares, by its full name. */
export interface ProtoDeclared {
  readonly kind: 'message' | 'enum' | 'service' | 'field' | 'value' | 'rpc';
  /** `pkg.Message.field`; a value of an enumeration stands below the enumeration. */
  readonly name: string;
  readonly owner: string;
  /** The number of a field or a value. */
  readonly number: number | null;
  /** What must stay: the type and label of a field, what a call takes and gives. */
  readonly shape: string;
  /** What must stay beside, each under the words that tell it: `its name in JSON`. */
  readonly facets: ReadonlyMap<string, string>;
  readonly line: number;
  /** Where else it says something: further lines of a field, options of a type. */
  readonly lines: readonly number[];
}

/** One file. */
export interface ProtoFile {
  readonly package: string;
  readonly declared: readonly ProtoDeclared[];
  /** What generated code is called and made as, with defaults, and where it is written. */
  readonly facets: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
  /** `owner:name` and `owner:number` of what may never come back or is left to others, with the line. */
  readonly reserved: ReadonlyMap<string, number>;
}

/** A block that is open: what it declares, its full name, its options, and the choice or extension that its fields belong to. */
interface Block {
  readonly kind: string;
  readonly name: string;
  readonly options: Map<string, string>;
  /** Where they stand. */
  readonly lines: number[];
  readonly oneof?: string | undefined;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

const TOKEN = /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|"[^"\n]*"|'[^'\n]*'|[\w.+-]+|\n|[^\s\w]/g;

/** Reads the declarations of a file of Protocol Buffers; what it does not know is passed over to its `;` or block. */
export function readProto(text: string): ProtoFile {
  const reader = new ProtoReader();
  for (const token of tokensOf(text)) reader.take(token);
  return reader.file();
}

type Late = Omit<ProtoDeclared, 'facets'> & { readonly facets: () => ReadonlyMap<string, string> };

class ProtoReader {
  readonly #declared: Late[] = [];
  readonly #reserved = new Map<string, number>();
  readonly #lines = new Map<string, number>();
  readonly #open: Block[] = [];
  readonly #root: Map<string, string> = new Map([['syntax', 'proto2']]);
  #statement: Token[] = [];
  #package = '';
  /** Open braces of a value: they are part of the statement around them. */
  #depth = 0;

  take(token: Token): void {
    const { text } = token;
    if (this.#depth > 0 || (text === '{' && this.#isValue())) {
      this.#depth += text === '{' ? 1 : text === '}' ? -1 : 0;
    } else if (text === '{') this.#begin(token);
    else if (text === '}') {
      this.#open.pop();
      this.#statement = [];
    } else if (text === ';') {
      this.#end(token);
      this.#statement = [];
    } else this.#statement.push(token);
  }

  file(): ProtoFile {
    return {
      package: this.#package,
      declared: this.#declared.map((one) => ({ ...one, facets: one.facets() })),
      facets: facetsOfFile(new Map([...this.#root, ['package', this.#package]])),
      lines: this.#lines,
      reserved: this.#reserved,
    };
  }

  #isValue(): boolean {
    const words = this.#statement.map(({ text }) => text);
    return words[0] === 'option' || words.lastIndexOf('[') > words.lastIndexOf(']');
  }

  get #above(): Block {
    return this.#open.at(-1) ?? { kind: 'file', name: this.#package, options: this.#root, lines: [] };
  }

  /** The options around, the outermost first. */
  #layers(own: Options): readonly Options[] {
    return [this.#root, ...this.#open.map(({ options }) => options), own];
  }

  #begin(token: Token): void {
    const above = this.#above;
    const [first, second] = this.#statement;
    const kind = first?.text ?? '';
    const name = join(above.name, second?.text ?? '');
    const options = new Map<string, string>();
    const lines: number[] = [];
    const line = first?.line ?? token.line;
    const layers = this.#layers(options);
    if (kind === 'message' || kind === 'enum' || kind === 'service') {
      const facets = { message: facetsOfMessage, enum: facetsOfEnum, service: () => new Map<string, string>() }[kind];
      this.#declared.push({
        kind,
        name,
        owner: above.name,
        number: null,
        shape: kind,
        line,
        lines,
        facets: () => facets(layers),
      });
      this.#open.push({ kind, name, options, lines });
    } else {
      if (kind === 'rpc') this.#member(above, options, lines);
      // A `oneof` and what extends a message hold fields of what is around them.
      const holds = kind === 'oneof' || kind === 'extend';
      const oneof = kind === 'oneof' ? (second?.text ?? '') : kind === 'extend' ? `extend ${second?.text}` : undefined;
      this.#open.push({ kind: holds ? 'message' : 'unknown', name: above.name, options, lines, oneof });
    }
    this.#statement = [];
  }

  #end(token: Token): void {
    const words = this.#statement.map(({ text }) => text);
    const above = this.#above;
    const line = this.#statement[0]?.line ?? token.line;
    const [first = ''] = words;
    if (first === 'package') {
      this.#package = words[1] ?? '';
      this.#lines.set('package', line);
    } else if (first === 'syntax' || first === 'edition') {
      this.#root.set('syntax', bare(words.at(-1) ?? ''));
      this.#lines.set('syntax', line);
    } else if (first === 'option') {
      const at = words.indexOf('=');
      const key = words.slice(1, at).join('');
      above.options.set(key, bare(words.slice(at + 1).join('')));
      above.lines.push(line);
      if (above.kind === 'file') this.#lines.set(key, line);
    } else if (first === 'reserved' || first === 'extensions')
      for (const one of reservedIn(words)) this.#reserved.set(`${above.name}:${one}`, line);
    else this.#member(above, new Map(), [...new Set(this.#statement.map((one) => one.line))]);
  }

  #member(above: Block, options: Options, lines: readonly number[]): void {
    const words = this.#statement.map(({ text }) => text);
    const line = this.#statement[0]?.line ?? 1;
    const owner = above.name;
    const layers = this.#layers(options);
    const add = (one: Pick<Late, 'kind' | 'name' | 'number' | 'shape' | 'facets'>): void =>
      void this.#declared.push({ ...one, name: join(owner, one.name), owner, line, lines });
    if (above.kind === 'service' && words[0] === 'rpc')
      add({
        kind: 'rpc',
        name: words[1] ?? '',
        number: null,
        shape: words.slice(2).join(' '),
        facets: () => facetsOfRpc(layers),
      });
    const at = words.indexOf('=');
    const own = words[at - 1] ?? '';
    if (at < 1 || !/^-?(?:0x[\da-f]+|\d+)$/i.test(words[at + 1] ?? '')) return;
    const number = Number(words[at + 1]);
    if (above.kind === 'enum' && at === 1)
      add({ kind: 'value', name: own, number, shape: own, facets: () => new Map() });
    if (above.kind === 'message' && at > 1) {
      const type = words.slice(0, at - 1);
      const facets = { name: own, type, inOneof: above.oneof !== undefined, options: fieldOptions(words) };
      add({
        kind: 'field',
        name: own,
        number,
        shape: shapeOf(type, above),
        facets: () => facetsOfField(facets, layers),
      });
    }
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const [word] of text.matchAll(TOKEN)) {
    const isComment = word.startsWith('//') || word.startsWith('/*');
    if (!isComment && word !== '\n') tokens.push({ text: word, line });
    line += word.split('\n').length - 1;
  }
  return tokens;
}

const join = (owner: string, name: string): string => (owner === '' ? name : `${owner}.${name}`);
const bare = (value: string): string => value.replaceAll(/^["']|["']$/g, '');

/** What stands between brackets behind a field: `[deprecated = true, json_name = "x"]`. */
function fieldOptions(words: readonly string[]): Options {
  const options = new Map<string, string>();
  let key = '';
  let isKey = true;
  for (const word of words.slice(words.indexOf('[') + 1, words.includes('[') ? words.lastIndexOf(']') : 0)) {
    if (word === ',') [key, isKey] = ['', true];
    else if (word === '=') isKey = false;
    else if (isKey) key += word;
    else options.set(key, `${options.get(key) ?? ''}${bare(word)}`);
  }
  return options;
}

/** The type of a field as it is on the wire, and the choice that it is part of. */
function shapeOf(words: readonly string[], { oneof }: Block): string {
  const type = words
    .filter((word) => word !== 'optional' && word !== 'required')
    .join(' ')
    .replaceAll(/ ?([<>,.]) ?/g, '$1');
  return oneof === undefined ? type : `${type} of ${oneof}`;
}

function reservedIn(statement: readonly string[]): string[] {
  const words = statement.slice(1).map(bare);
  return words.flatMap((word, at) => {
    if (words[at + 1] !== 'to') return [word];
    const [from, to] = [Number(word), Number(words[at + 2])];
    // A range up to `max` holds more numbers than anybody uses.
    const count = Number.isNaN(to) ? 1000 : Math.min(to - from + 1, 1000);
    return Array.from({ length: Math.max(count, 0) }, (_, step) => String(from + step));
  });
}
