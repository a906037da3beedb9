import { scaleLinear } from 'd3-scale';
import { secondsText } from '../figures.ts';
import { html, type Markup, shortened } from '../markup.ts';
import { frame, type Tone, WIDTH } from './frame.ts';

/** A part of a row, in seconds after the beginning. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
}

/** One step of a run, or one thing that takes time. */
export interface TimeRow {
  readonly name: string;
  readonly bars: readonly Bar[];
}

const LEFT = 170;
const ROW = 18;
const LONGEST_NAME = 24;

/** What took place when: a row a step. */
export function waterfall(name: string, rows: readonly TimeRow[]): Markup {
  const end = Math.max(0.001, ...rows.flatMap(({ bars }) => bars.map(({ to }) => to)));
  const x = scaleLinear([0, end], [LEFT, WIDTH - 60]);
  const bottom = rows.length * ROW;
  const ticks = x
    .ticks(4)
    .map(
      (tick) =>
        html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}" />
          <text x="${x(tick)}" y="${bottom + 14}" text-anchor="middle"
            >${tick === 0 ? '0 s' : secondsText(tick)}</text
          >`,
    );
  const lines = rows.map((row, at) => {
    const y = at * ROW;
    const bars = row.bars.map(
      ({ tone, from, to }) =>
        html`<rect
          class="${tone}"
          x="${x(from)}"
          y="${y + 3}"
          width="${Math.max(1, x(to) - x(from))}"
          height="${ROW - 6}"
        />`,
    );
    return html`<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${shortened(row.name, LONGEST_NAME)}</text
      >${bars}`;
  });
  return frame(name, bottom + 20, [ticks, lines]);
}
