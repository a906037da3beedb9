import { scaleLinear } from 'd3-scale';
import type { ReliabilityBin } from '../../../../schemas/learning/calibration.ts';
import { html, type Markup } from '../markup.ts';
import { frame } from './frame.ts';

const [LEFT, SIZE, BOTTOM] = [60, 260, 272];
const TICKS = [0, 25, 50, 75, 100];
/** The dot of a bin grows with its share of the outcomes. */
const [SMALLEST, GROWTH] = [3, 10];

/** What was said against what came true. On the diagonal both agree. */
export function reliabilityCurve(name: string, bins: readonly ReliabilityBin[]): Markup {
  const x = scaleLinear([0, 100], [LEFT, LEFT + SIZE]);
  const y = scaleLinear([0, 100], [BOTTOM, BOTTOM - SIZE]);
  const all = bins.reduce((sum, { outcomes }) => sum + outcomes, 0);
  const ticks = TICKS.map(
    (tick) =>
      html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="${y(0)}" y2="${y(100)}" />
        <line class="axis" x1="${x(0)}" x2="${x(100)}" y1="${y(tick)}" y2="${y(tick)}" />
        <text x="${x(tick)}" y="${BOTTOM + 16}" text-anchor="middle">${tick}%</text
        ><text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}%</text>`,
  );
  const path = bins.map(
    ({ said, accepted }, at) => `${at === 0 ? 'M' : 'L'}${x(said).toFixed(1)},${y(accepted).toFixed(1)}`,
  );
  const dots = bins.map(
    ({ said, accepted, outcomes }) =>
      html`<circle
        class="blue"
        cx="${x(said)}"
        cy="${y(accepted)}"
        r="${SMALLEST + GROWTH * Math.sqrt(outcomes / all)}"
      />`,
  );
  return frame(name, BOTTOM + 40, [
    ticks,
    html`<line class="line" stroke-dasharray="4" x1="${x(0)}" y1="${y(0)}" x2="${x(100)}" y2="${y(100)}" /><path
        class="line"
        d="${path.join('')}"
      />`,
    dots,
    html`<text x="${x(50)}" y="${BOTTOM + 34}" text-anchor="middle">said</text
      ><text x="${LEFT + SIZE + 12}" y="${y(50)}">came true (upwards); the dashed line is where both agree</text>`,
  ]);
}
