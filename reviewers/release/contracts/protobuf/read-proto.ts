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
  readonly line: number;
}

/** One file. */
export interface ProtoFile {
  readonly package: string;
  readonly declared: readonly ProtoDeclared[];
  /** `owner:name` and `owner:number` of what may never come back or is left to others, with the line. */
  readonly reserved: ReadonlyMap<string, number>;
}

/** A block that is open: what it declares, its full name, and the choice or extension that its fields belong to. */
interface Block {
  readonly kind: string;
  readonly name: string;
  readonly oneof?: string | undefined;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

const TOKEN = /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|"[^"\n]*"|'[^'\n]*'|[\w.+-]+|\n|[^\s\w]/g;

/** Reads the declarations of a file of Protocol Buffers; what it does not know is passed over to its `;` or block. */
export function readProto(text: string): ProtoFile {
  const tokens = tokensOf(text);
  const declared: ProtoDeclared[] = [];
  const reserved = new Map<string, number>();
  let name = '';
  const open: Block[] = [];
  let statement: Token[] = [];
  for (const token of tokens) {
    const { text: word } = token;
    const above: Block = open.at(-1) ?? { kind: 'file', name };
    if (word === '{') {
      const kind = statement[0]?.text ?? '';
      const own = join(above.name, statement[1]?.text ?? '');
      const isType = kind === 'message' || kind === 'enum' || kind === 'service';
      if (isType)
        declared.push({
          kind,
          name: own,
          owner: above.name,
          number: null,
          shape: kind,
          line: statement[0]?.line ?? token.line,
        });
      if (kind === 'rpc') addMember(statement, above, declared);
      // A `oneof` and what extends a message hold fields of what is around them.
      open.push(
        isType
          ? { kind, name: own }
          : {
              kind: kind === 'oneof' || kind === 'extend' ? 'message' : 'unknown',
              name: above.name,
              oneof:
                kind === 'oneof'
                  ? (statement[1]?.text ?? '')
                  : kind === 'extend'
                    ? `extend ${statement[1]?.text}`
                    : undefined,
            },
      );
      statement = [];
    } else if (word === '}') {
      open.pop();
      statement = [];
    } else if (word === ';') {
      if (statement[0]?.text === 'package') name = statement[1]?.text ?? '';
      else if (/^(?:reserved|extensions)$/.test(statement[0]?.text ?? ''))
        for (const one of reservedIn(statement)) reserved.set(`${above.name}:${one}`, statement[0]?.line ?? token.line);
      else addMember(statement, above, declared);
      statement = [];
    } else statement.push(token);
  }
  return { package: name, declared, reserved };
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

function addMember(statement: readonly Token[], above: Block, into: ProtoDeclared[]): void {
  const words = statement.map(({ text }) => text);
  const line = statement[0]?.line ?? 1;
  const owner = above.name;
  const at = words.indexOf('=');
  const own = words[at - 1] ?? '';
  if (above.kind === 'service' && words[0] === 'rpc')
    into.push({
      kind: 'rpc',
      name: join(owner, words[1] ?? ''),
      owner,
      number: null,
      shape: words.slice(2).join(' '),
      line,
    });
  if (at < 1 || words[0] === 'option' || !/^-?(?:0x[\da-f]+|\d+)$/i.test(words[at + 1] ?? '')) return;
  const number = Number(words[at + 1]);
  if (above.kind === 'enum' && at === 1)
    into.push({ kind: 'value', name: join(owner, own), owner, number, shape: own, line });
  if (above.kind === 'message' && at > 1)
    into.push({ kind: 'field', name: join(owner, own), owner, number, shape: shapeOf(words, at, above), line });
}

/** The type of a field as it is on the wire and in JSON, and the choice that it is part of. */
function shapeOf(words: readonly string[], at: number, { oneof }: Block): string {
  const type = words
    .slice(0, at - 1)
    .filter((word) => word !== 'optional')
    .join(' ')
    .replaceAll(/ ?([<>,.]) ?/g, '$1');
  const json = words.indexOf('json_name');
  return [
    type,
    ...(json === -1 ? [] : [`as ${words[json + 2]}`]),
    ...(oneof === undefined ? [] : [`of ${oneof}`]),
  ].join(' ');
}

function reservedIn(statement: readonly Token[]): string[] {
  const words = statement.slice(1).map(({ text }) => text.replaceAll(/^["']|["']$/g, ''));
  return words.flatMap((word, at) => {
    if (words[at + 1] !== 'to') return [word];
    const [from, to] = [Number(word), Number(words[at + 2])];
    // A range up to `max` holds more numbers than anybody uses.
    const count = Number.isNaN(to) ? 1000 : Math.min(to - from + 1, 1000);
    return Array.from({ length: Math.max(count, 0) }, (_, step) => String(from + step));
  });
}
