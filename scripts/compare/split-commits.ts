const LINE_FEED = 0x0a;
const ID_LENGTH = 40;

/** The diff of one commit in the output of `git diff-tree --stdin -p`. */
export interface CommitDiff {
  readonly id: string;
  readonly diff: Buffer;
}

/** Cuts the stream at the lines that are an object id alone; no line of a diff is one, as its first column is a marker. */
export async function* splitCommits(stream: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<CommitDiff> {
  let id: string | null = null;
  let pieces: Buffer[] = [];
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const block = Buffer.concat([carry, chunk]);
    let from = 0;
    let offset = 0;
    for (let end = block.indexOf(LINE_FEED); end >= 0; end = block.indexOf(LINE_FEED, offset)) {
      if (isId(block, offset, end)) {
        if (id !== null) yield { id, diff: Buffer.concat([...pieces, block.subarray(from, offset)]) };
        id = block.toString('latin1', offset, end);
        pieces = [];
        from = end + 1;
      }
      offset = end + 1;
    }
    pieces.push(block.subarray(from, offset));
    carry = block.subarray(offset);
  }
  if (id !== null) yield { id, diff: Buffer.concat([...pieces, carry]) };
}

function isId(bytes: Buffer, start: number, end: number): boolean {
  return end - start === ID_LENGTH && /^[0-9a-f]{40}$/.test(bytes.toString('latin1', start, end));
}
