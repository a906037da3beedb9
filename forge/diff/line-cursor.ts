const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Walks over the lines of a diff without decoding them. The current line is `bytes[start, end)`, its line feed left out. */
export class LineCursor {
  readonly bytes: Buffer;
  start = 0;
  end = 0;
  next = 0;
  /** 1-based number of the current line. */
  line = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.advance();
  }

  /** True behind the last line. */
  get done(): boolean {
    return this.start >= this.bytes.length;
  }

  advance(): void {
    this.jump(this.next, 1);
  }

  /** Makes the line that begins at `offset` the current one; `lines` is how many were passed on the way. */
  jump(offset: number, lines: number): void {
    this.start = offset;
    this.end = lineEnd(this.bytes, offset);
    this.next = Math.min(this.end + 1, this.bytes.length);
    this.line += lines;
  }

  /** Whether the current line begins with this ASCII text. */
  is(prefix: string): boolean {
    return beginsWith(this.bytes, this.start, prefix);
  }

  /**
   * The current line from a column on, one character a byte. A carriage return at its end is left out: git quotes control
   * characters in names, so in a header it can only come from a patch that was sent through a CRLF conversion.
   */
  text(from = 0): string {
    const cut = this.end > this.start && this.bytes[this.end - 1] === CARRIAGE_RETURN ? 1 : 0;
    return this.bytes.toString('latin1', Math.min(this.start + from, this.end - cut), this.end - cut);
  }
}

/** Offset of the line feed that ends the line beginning at `offset`, or the end of the input. */
export function lineEnd(bytes: Buffer, offset: number): number {
  const found = bytes.indexOf(LINE_FEED, offset);
  return found === -1 ? bytes.length : found;
}

/** Whether the bytes at `offset` are this ASCII text. */
export function beginsWith(bytes: Buffer, offset: number, prefix: string): boolean {
  for (let index = 0; index < prefix.length; index++) {
    if (bytes[offset + index] !== prefix.charCodeAt(index)) return false;
  }
  return true;
}
