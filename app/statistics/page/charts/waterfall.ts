import { scaleLinear } from 'd3-scale';
import { secondsText } from '../figures.ts';
import { html, type Markup, shortened } from '../markup.ts';
import { frame, type Tone, WIDTH } from './frame.ts';

/** One step of a run, in seconds after its beginning. */
export interface Bar {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
}

const LEFT = 170;
const ROW = 18;
const LONGEST_NAME = 24;

/** What a run did when: a bar a step. */
export function waterfall(name: string, bars: readonly Bar[]): Markup {
  const end = Math.max(0.001, ...bars.map(({ to }) => to));
  const x = scaleLinear([0, end], [LEFT, WIDTH - 60]);
  const bottom = bars.length * ROW;
  const ticks = x
    .ticks(4)
    .map(
      (tick) =>
        html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}" />
          <text x="${x(tick)}" y="${bottom + 14}" text-anchor="middle">${secondsText(tick)}</text>`,
    );
  const rows = bars.map((bar, at) => {
    const y = at * ROW;
    return html`<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${shortened(bar.name, LONGEST_NAME)}</text>
      <rect
        class="${bar.tone}"
        x="${x(bar.from)}"
        y="${y + 3}"
        width="${Math.max(1, x(bar.to) - x(bar.from))}"
        height="${ROW - 6}"
      />`;
  });
  return frame(name, bottom + 20, [ticks, rows]);
}
