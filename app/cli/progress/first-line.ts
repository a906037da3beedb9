import { coloursOf } from '../../output/text/colours.ts';
import { progressMode, wantsColour } from './terminal.ts';

/** As much of a stream as the first line takes. */
interface LineStream {
  write: NodeJS.WriteStream['write'];
  readonly isTTY?: boolean;
}

const CLEAR = '\r\u001b[2K';

/**
 * Shows a waiting person, on a terminal and nowhere else, that a review has begun, while the program still loads. Whatever is written first on either
 * stream takes the line away.
 */
export function showFirstLine(
  args: readonly string[],
  raw: Readonly<Record<string, string | undefined>>,
  { stdout, stderr }: { readonly stdout: LineStream; readonly stderr: LineStream },
): void {
  const isTTY = stderr.isTTY === true;
  // As `readEnvironment` has it: what is empty is not set.
  const [TERM, NO_COLOR, FORCE_COLOR] = ['TERM', 'NO_COLOR', 'FORCE_COLOR'].map((name) => raw[name] || undefined);
  if (progressMode({ isTTY, ci: raw['CI'], term: TERM, json: asksForJson(args) }) !== 'line') return;
  const colours = coloursOf(wantsColour(isTTY, { TERM, NO_COLOR, FORCE_COLOR }));
  const write = stderr.write.bind(stderr);
  let isShown = true;
  for (const stream of [stdout, stderr]) {
    const original = stream.write.bind(stream) as (...values: unknown[]) => boolean;
    const clearing = (...values: unknown[]): boolean => {
      if (isShown) write(CLEAR);
      isShown = false;
      return original(...values);
    };
    stream.write = clearing as LineStream['write'];
  }
  write(colours.dim('… starting'));
}

function asksForJson(args: readonly string[]): boolean {
  return args.some(
    (one, at) => one === '--json' || one === '--format=json' || (one === '--format' && args[at + 1] === 'json'),
  );
}
