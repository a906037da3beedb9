/** One value of a Terraform file, or a block without any. */
export interface HclValue {
  /** Types of the blocks around it, the outermost first, and its own name. */
  readonly keys: readonly string[];
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** The outermost block: its type and labels. */
  readonly block: readonly string[];
  /** Which block it stands in, counted: values of one have the same. */
  readonly around: string;
}

const MOST_DEPTH = 60;

/** The values of a text in HCL; null where it cannot be read. Expressions stay as they are written. */
export function readHcl(text: string): readonly HclValue[] | null {
  const reader = new HclReader(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));
  return reader.read() ? reader.values : null;
}

class HclReader {
  readonly values: HclValue[] = [];
  readonly #text: string;
  #at = 0;
  #blocks = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): boolean {
    return this.#body({ keys: [], block: [], around: '' }) && this.#at >= this.#text.length;
  }

  #body(above: Pick<HclValue, 'keys' | 'block' | 'around'>): boolean {
    if (above.keys.length > MOST_DEPTH) return false;
    for (;;) {
      this.#blank();
      if (this.#at >= this.#text.length || this.#text.charAt(this.#at) === '}') return true;
      const start = this.#at;
      const [head] =
        /^(?:[\w-]{1,200}|"[^"\n$]{0,300}")(?:[ \t]+(?:[\w-]{1,200}|"[^"\n]{0,300}"))*[ \t]*/.exec(
          this.#text.slice(start, start + 1000),
        ) ?? [];
      if (head === undefined) return false;
      this.#at += head.length;
      const labels = [...head.matchAll(/"([^"]*)"|[\w-]+/g)].map(([whole, label]) => label ?? whole);
      if (!this.#statement(labels, { start, above })) return false;
    }
  }

  #statement(
    labels: readonly string[],
    { start, above }: { readonly start: number; readonly above: Pick<HclValue, 'keys' | 'block' | 'around'> },
  ): boolean {
    const sign = this.#text.charAt(this.#at);
    const [name = ''] = labels;
    if (sign === '=') {
      this.#at += 1;
      const from = this.#at;
      if (labels.length !== 1 || !this.#expression()) return false;
      this.#add({ ...above, keys: [...above.keys, name], value: this.#text.slice(from, this.#at).trim() }, start);
      return true;
    }
    if (sign !== '{') return false;
    this.#at += 1;
    this.#blocks += 1;
    const inner = {
      keys: [...above.keys, name],
      block: above.block.length === 0 ? labels : above.block,
      around: `${above.around}/${name}[${this.#blocks}]`,
    };
    this.#add({ ...inner, value: '' }, start);
    if (!this.#body(inner) || this.#text.charAt(this.#at) !== '}') return false;
    this.#at += 1;
    return true;
  }

  #add(value: Omit<HclValue, 'line'>, at: number): void {
    this.values.push({ ...value, line: this.#text.slice(0, at).split('\n').length });
  }

  /** To the end of the line, or of what is open there. */
  #expression(): boolean {
    const open: string[] = [];
    while (this.#at < this.#text.length) {
      const sign = this.#text.charAt(this.#at);
      if (sign === '\n' && open.length === 0) return true;
      if (sign === '}' && open.length === 0) return true;
      if (sign === '"') {
        if (!this.#quoted()) return false;
        continue;
      }
      if (this.#text.startsWith('<<', this.#at)) {
        if (!this.#heredoc()) return false;
        continue;
      }
      if (this.#comment()) continue;
      if ('([{'.includes(sign)) open.push(sign);
      if (')]}'.includes(sign) && open.pop() !== { ')': '(', ']': '[', '}': '{' }[sign]) return false;
      if (open.length > MOST_DEPTH) return false;
      this.#at += 1;
    }
    return open.length === 0;
  }

  #quoted(): boolean {
    let inserted = 0;
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const sign = this.#text.charAt(this.#at);
      if (sign === '\\') this.#at += 1;
      else if (/^(?:[$%])\{/.test(this.#text.slice(this.#at, this.#at + 2))) {
        inserted += 1;
        this.#at += 1;
      } else if (inserted > 0 && sign === '{') inserted += 1;
      else if (inserted > 0 && sign === '}') inserted -= 1;
      else if (inserted > 0 && sign === '"') {
        if (inserted > MOST_DEPTH || !this.#quoted()) return false;
        this.#at -= 1;
      } else if (sign === '"') {
        this.#at += 1;
        return true;
      } else if (sign === '\n' && inserted === 0) return false;
    }
    return false;
  }

  #heredoc(): boolean {
    const found = /^<<-?([\w-]{1,60})\n/.exec(this.#text.slice(this.#at, this.#at + 100));
    if (found === null) return false;
    let line = this.#at + found[0].length;
    for (;;) {
      const end = this.#text.indexOf('\n', line);
      const written = this.#text.slice(line, end === -1 ? undefined : end).trim();
      if (written === found[1]) {
        this.#at = end === -1 ? this.#text.length : end;
        return true;
      }
      if (end === -1) return false;
      line = end + 1;
    }
  }

  #blank(): void {
    while (this.#at < this.#text.length && (/\s|,/.test(this.#text.charAt(this.#at)) || this.#comment()))
      if (/\s|,/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  /** Goes behind a comment that begins here. */
  #comment(): boolean {
    const isLine = this.#text.charAt(this.#at) === '#' || this.#text.startsWith('//', this.#at);
    if (!isLine && !this.#text.startsWith('/*', this.#at)) return false;
    const end = this.#text.indexOf(isLine ? '\n' : '*/', this.#at + 1);
    this.#at = end === -1 ? this.#text.length : isLine ? end : end + 2;
    return true;
  }
}
