/** Follows a JSON value that comes in pieces, in time linear in them: whether an object or list has closed. */
export class JsonProgress {
  #depth = 0;
  #quoted = false;
  #escaped = false;
  #opened = false;

  /** An object or list began and has ended. */
  get isWhole(): boolean {
    return this.#opened && this.#depth === 0 && !this.#quoted;
  }

  add(piece: string): void {
    for (const character of piece) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#quoted) {
        if (character === '\\') this.#escaped = true;
        else if (character === '"') this.#quoted = false;
      } else if (character === '"') this.#quoted = true;
      else if (character === '{' || character === '[') {
        this.#depth += 1;
        this.#opened = true;
      } else if (character === '}' || character === ']') this.#depth = Math.max(0, this.#depth - 1);
    }
  }
}
