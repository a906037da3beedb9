import { scaleBand, scaleLinear } from 'd3-scale';
import { html, type Markup } from '../markup.ts';
import { frame, type Tone, WIDTH } from './frame.ts';

/** One column of parts that stand on each other. */
export interface StackedColumn {
  readonly name: string;
  readonly parts: readonly { readonly tone: Tone; readonly count: number }[];
}

const HEIGHT = 220;
const LEFT = 50;
/** Half of the last name stands there. */
const RIGHT = 24;
const BOTTOM = 195;
const TOP = 10;
/** A name takes about so many pixels. */
const NAME_WIDTH = 56;

/** Columns side by side, each divided. */
export function stackedColumns(name: string, columns: readonly StackedColumn[]): Markup {
  const sum = ({ parts }: StackedColumn) => parts.reduce((total, { count }) => total + count, 0);
  const x = scaleBand(
    columns.map((column) => column.name),
    [LEFT, WIDTH - RIGHT],
  ).padding(0.2);
  const y = scaleLinear([0, Math.max(1, ...columns.map(sum))], [BOTTOM, TOP]).nice();
  // Short for millions, whole for what anybody counts; and nothing is no thousand.
  const [, highest = 0] = y.domain();
  const figure = y.tickFormat(4, highest < 10_000 ? ',f' : '~s');
  const every = Math.ceil(NAME_WIDTH / x.step());
  const bars = columns.map((column, at) => {
    const left = x(column.name) ?? LEFT;
    let below = 0;
    const parts = column.parts.map(({ tone, count }) => {
      const [from, to] = [y(below), y(below + count)];
      below += count;
      return html`<rect class="${tone}" x="${left}" y="${to}" width="${x.bandwidth()}" height="${from - to}" />`;
    });
    const label = html`<text x="${left + x.bandwidth() / 2}" y="${BOTTOM + 16}" text-anchor="middle"
      >${column.name}</text
    >`;
    return [...parts, at % every === 0 ? label : null];
  });
  const ticks = y
    .ticks(4)
    .map(
      (tick) =>
        html`<line class="axis" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}" />
          <text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tick === 0 ? '0' : figure(tick)}</text>`,
    );
  return frame(name, HEIGHT, [ticks, bars]);
}
