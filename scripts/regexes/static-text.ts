import { posix } from 'node:path';
import { Lang, parse, type SgNode } from '@ast-grep/napi';

/** Stands for what is only known while the program runs: a name, escaped. */
const ANY_NAME = 'name';

/**
 * Reads the text that an expression makes, as far as the sources tell: literals, templates, constants of the same file and of imported
 * ones, the source of a literal pattern. Inside of a template what is only known at run time counts as a name.
 */
export class StaticText {
  readonly #read: (path: string) => string;
  readonly #roots = new Map<string, SgNode>();

  constructor(read: (path: string) => string) {
    this.#read = read;
  }

  /** Null where the expression as a whole is not known. */
  of(path: string, node: SgNode): string | null {
    switch (node.kind()) {
      case 'string':
        return unescaped(node.text().slice(1, -1));
      case 'regex':
        return node.field('pattern')?.text() ?? null;
      case 'template_string':
        return this.#template(path, node, unescaped);
      case 'identifier':
        return this.#constant(path, node.text());
      case 'member_expression':
        return node.field('property')?.text() === 'source' ? this.#part(path, node.field('object')) : null;
      case 'call_expression':
        return this.#call(path, node);
      default:
        return null;
    }
  }

  #part(path: string, node: SgNode | null): string | null {
    return node === null ? null : this.of(path, node);
  }

  /** `String.raw`, and `text.replace('a', 'b')`. */
  #call(path: string, node: SgNode): string | null {
    const called = node.field('function');
    const args = node.field('arguments');
    if (called?.text() === 'String.raw' && args !== null) return this.#template(path, args, (text) => text);
    if (called?.field('property')?.text() === 'join') return this.#joined(path, called.field('object'), args);
    if (called?.field('property')?.text() !== 'replace' || args === null) return null;
    const text = this.#part(path, called.field('object'));
    const [from, to] = args.children().filter((child) => child.isNamed());
    if (text === null || from?.kind() !== 'string' || to?.kind() !== 'string') return null;
    return text.replace(unescaped(from.text().slice(1, -1)), unescaped(to.text().slice(1, -1)));
  }

  /** `['a', 'b'].join('|')`; parts that are not known are names. */
  #joined(path: string, list: SgNode | null, args: SgNode | null): string | null {
    const [between] = args?.children().filter((child) => child.isNamed()) ?? [];
    if (list?.kind() !== 'array' || between === undefined) return null;
    const parts = list.children().filter((child) => child.isNamed());
    return parts.map((part) => this.of(path, part) ?? ANY_NAME).join(this.of(path, between) ?? '');
  }

  #template(path: string, node: SgNode, spelt: (text: string) => string): string {
    const whole = node.text();
    const start = node.range().start.index;
    let out = '';
    let from = 1;
    for (const hole of node.children().filter((child) => child.kind() === 'template_substitution')) {
      const { start: at, end } = hole.range();
      const [inside] = hole.children().filter((child) => child.isNamed());
      out += spelt(whole.slice(from, at.index - start)) + (this.#part(path, inside ?? null) ?? ANY_NAME);
      from = end.index - start;
    }
    return out + spelt(whole.slice(from, -1));
  }

  #constant(path: string, name: string): string | null {
    const root = this.#root(path);
    const declared = root.find({ rule: { kind: 'variable_declarator', has: { field: 'name', regex: `^${name}$` } } });
    if (declared !== null) return this.#part(path, declared.field('value'));
    const imported = root
      .findAll({ rule: { kind: 'import_statement' } })
      .find((node) => new RegExp(`\\b${name}\\b`).test(node.text()));
    const source = imported?.field('source')?.text().slice(1, -1);
    return source?.startsWith('.') === true ? this.#constant(posix.join(posix.dirname(path), source), name) : null;
  }

  #root(path: string): SgNode {
    const root = this.#roots.get(path) ?? parse(Lang.TypeScript, this.#read(path)).root();
    this.#roots.set(path, root);
    return root;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))/gi,
    (_, point, unit, byte, sign) => {
      const code: string | undefined = point ?? unit ?? byte;
      return code === undefined ? (ESCAPES[String(sign)] ?? String(sign)) : String.fromCodePoint(parseInt(code, 16));
    },
  );
}
