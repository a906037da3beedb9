import { coloursOf } from '../../output/text/colours.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { cutText } from '../../output/text/text-width.ts';
import type { ProgressMode } from './terminal.ts';

/** Where progress is written: as much of a stream as it takes. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** How a piece of work ended. */
type ProgressEnd = 'ok' | 'failed' | 'skipped';

/** Tells a waiting person what is under way. */
export interface Progress {
  begin(what: string): void;
  end(what: string, how?: ProgressEnd): void;
  /** Takes the line away; afterwards nothing is written any more. May be called twice. */
  finish(): void;
}

/** Starts telling. Writes only when something begins or ends: there is no timer to forget. */
export function createProgress(options: {
  readonly stream: ProgressStream;
  readonly mode: ProgressMode;
  readonly colour: boolean;
}): Progress {
  switch (options.mode) {
    case 'line':
      return lineProgress(options.stream, options.colour);
    case 'plain':
      return plainProgress(options.stream);
    case 'off':
      return { begin: () => undefined, end: () => undefined, finish: () => undefined };
  }
}

const CLEAR = '\r\u001b[2K';
/** Columns of a terminal that does not tell. */
const USUAL_WIDTH = 80;

function lineProgress(stream: ProgressStream, colour: boolean): Progress {
  const colours = coloursOf(colour);
  const running = new Set<string>();
  let ended = 0;
  let finished = false;
  const draw = () => {
    if (finished) return;
    const done = ended === 0 ? '' : ` (${ended} done)`;
    const text = running.size === 0 ? '' : `… ${[...running].join(', ')}${done}`;
    // One column stays free: a full line would wrap, and its first half could not be cleared.
    const room = (stream.columns ?? USUAL_WIDTH) - 1;
    stream.write(`${CLEAR}${text === '' ? '' : colours.dim(cutText(oneLine(text), room))}`);
  };
  return {
    begin: (what) => {
      running.add(what);
      draw();
    },
    end: (what) => {
      if (running.delete(what)) ended += 1;
      draw();
    },
    finish: () => {
      if (!finished) stream.write(CLEAR);
      finished = true;
    },
  };
}

function plainProgress(stream: ProgressStream): Progress {
  let finished = false;
  return {
    begin: () => undefined,
    end: (what, how = 'ok') => {
      if (!finished) stream.write(`docket: ${oneLine(what)}: ${how}\n`);
    },
    finish: () => {
      finished = true;
    },
  };
}

function oneLine(text: string): string {
  return neutraliseTerminal(text).replace(/\s+/g, ' ');
}
