import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';

/** A part of a document and where it stands. */
export interface ApiPart {
  readonly value: unknown;
  readonly pointer: string;
}

const Table = z.record(z.string(), z.unknown());
/** References that lead on and on lead nowhere. */
const MOST_HOPS = 20;

/** One description of an HTTP interface, with its references resolved as one asks. */
export class ApiDocument {
  readonly root: ApiPart;
  readonly #lines = new Map<string, number>();

  /** @throws Error where the text is neither YAML nor JSON. */
  constructor(text: string) {
    const counter = new LineCounter();
    const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined) throw error;
    this.root = { value: document.toJS({ maxAliasCount: 1000 }), pointer: '' };
    const walk = (node: Node | null, pointer: string): void => {
      if (isMap(node))
        for (const { key, value } of node.items) {
          const name = isScalar(key) ? String(key.value) : '';
          const start = isScalar(key) ? key.range?.[0] : undefined;
          const below = `${pointer}/${name}`;
          if (start !== undefined) this.#lines.set(below, counter.linePos(start).line);
          walk(value as Node | null, below);
        }
      if (isSeq(node))
        for (const [at, item] of node.items.entries()) {
          const start = (item as Node).range?.[0];
          if (start !== undefined) this.#lines.set(`${pointer}/${at}`, counter.linePos(start).line);
          walk(item as Node, `${pointer}/${at}`);
        }
    };
    walk(document.contents, '');
  }

  /** The line of a part, or of what is around it. */
  lineOf(pointer: string): number {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const line = this.#lines.get(at);
      if (line !== undefined) return line;
    }
    return 1;
  }

  /** The lines of a part and of all in it. */
  linesOf(pointer: string): number[] {
    const inside = [...this.#lines].filter(([at]) => at.startsWith(`${pointer}/`)).map(([, line]) => line);
    return [this.lineOf(pointer), ...inside];
  }

  /** What stands at a key; what refers to something else in the document is that. */
  child(part: ApiPart, key: string | number): ApiPart | null {
    const value = Array.isArray(part.value) ? part.value[Number(key)] : tableOf(part.value)[key];
    return value === undefined || value === null ? null : this.#resolve({ value, pointer: `${part.pointer}/${key}` });
  }

  /** All children with their keys. */
  children(part: ApiPart | null): (readonly [key: string, part: ApiPart])[] {
    if (part === null) return [];
    const keys = Array.isArray(part.value) ? part.value.map((_, at) => String(at)) : Object.keys(tableOf(part.value));
    return keys.flatMap((key) => {
      const child = this.child(part, key);
      return child === null ? [] : [[key, child] as const];
    });
  }

  #resolve(part: ApiPart): ApiPart {
    let at = part;
    for (let hops = 0; hops < MOST_HOPS; hops += 1) {
      const reference = tableOf(at.value)['$ref'];
      if (typeof reference !== 'string' || !reference.startsWith('#/')) return at;
      const keys = reference
        .slice(2)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
      const value = keys.reduce<unknown>((above, key) => tableOf(above)[key], this.root.value);
      if (value === undefined) return at;
      at = { value, pointer: `/${keys.join('/')}` };
    }
    return at;
  }
}

/** A table as it is written; anything else is an empty one. */
export function tableOf(value: unknown): Readonly<Record<string, unknown>> {
  const table = Array.isArray(value) ? undefined : Table.safeParse(value);
  return table?.success === true ? table.data : {};
}

/** The plain value at a key. */
export const valueAt = (document: ApiDocument, part: ApiPart, key: string): unknown => document.child(part, key)?.value;
