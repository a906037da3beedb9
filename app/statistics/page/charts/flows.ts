import { sankey, sankeyLeft, sankeyLinkHorizontal } from 'd3-sankey';
import { html, type Markup } from '../markup.ts';
import { countText } from '../figures.ts';
import { frame, type Tone, WIDTH } from './frame.ts';

/** A place where findings are, at a time of their life. */
export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly tone: Tone;
}

export interface Flow {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const HEIGHT = 360;
const MARGIN = 12;
const NODE_WIDTH = 12;

/** Flows from left to right, as wide as they are large (a Sankey diagram). Flows of nothing must not be among them. */
export function flowChart(name: string, nodes: readonly FlowNode[], flows: readonly Flow[]): Markup {
  const lay = sankey<FlowNode, Flow>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyLeft)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(16)
    .nodeSort(null)
    .extent([
      [0, MARGIN],
      [WIDTH - 150, HEIGHT - MARGIN],
    ]);
  const laid = lay({ nodes: nodes.map((node) => ({ ...node })), links: flows.map((flow) => ({ ...flow })) });
  const path = sankeyLinkHorizontal<FlowNode, Flow>();
  const links = laid.links.map(
    (link) => html`<path class="flow" d="${path(link) ?? ''}" stroke-width="${Math.max(1, link.width ?? 0)}" />`,
  );
  const boxes = laid.nodes.map(({ x0 = 0, x1 = 0, y0 = 0, y1 = 0, tone, name: said, value = 0 }) => [
    html`<rect class="${tone}" x="${x0}" y="${y0}" width="${x1 - x0}" height="${Math.max(1, y1 - y0)}" />`,
    html`<text class="over" x="${x1 + 6}" y="${(y0 + y1) / 2 + 4}">${said} ${countText(value)}</text>`,
  ]);
  return frame(name, HEIGHT, [links, boxes]);
}
