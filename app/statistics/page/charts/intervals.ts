import { scaleLinear } from 'd3-scale';
import { html, type Markup, shortened } from '../markup.ts';
import { frame, WIDTH } from './frame.ts';

/** A share in percent, and between what it may truly lie. */
export interface Interval {
  readonly name: string;
  readonly percent: number;
  readonly from: number;
  readonly to: number;
}

const LEFT = 290;
const ROW = 22;
const LONGEST_NAME = 42;

/** A line a row: a dot at the share, a stroke over the interval. */
export function intervals(name: string, rows: readonly Interval[]): Markup {
  const x = scaleLinear([0, 100], [LEFT, WIDTH - 12]);
  const bottom = rows.length * ROW;
  const ticks = [0, 25, 50, 75, 100].map(
    (tick) =>
      html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}" />
        <text x="${x(tick)}" y="${bottom + 14}" text-anchor="middle">${tick}%</text>`,
  );
  const lines = rows.map((row, at) => {
    const y = at * ROW + ROW / 2;
    return html`<text x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${shortened(row.name, LONGEST_NAME)}</text>
      <line class="line" x1="${x(row.from)}" x2="${x(row.to)}" y1="${y}" y2="${y}" /><circle
        class="good"
        cx="${x(row.percent)}"
        cy="${y}"
        r="5"
      />`;
  });
  return frame(name, bottom + 20, [ticks, lines]);
}
