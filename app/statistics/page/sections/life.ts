import type { FindingLife, StatisticsDocument } from '../../../../schemas/learning/statistics.ts';
import { type Flow, flowChart, type FlowNode } from '../charts/flows.ts';
import { countText } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { numberColumns, table } from '../table.ts';
import { nothing } from './nothing.ts';

/** Where raw findings go: each ends in one place. */
export function lifeSection({ life }: StatisticsDocument): Markup {
  if (life.raised === 0) return nothing('nothing was raised.');
  const { nodes, flows } = flowsOf(life);
  return html`${flowChart('The life of findings; the table below has the numbers', nodes, flows)}
    ${table(
      'The life of findings',
      [...numberColumns('from'), { name: 'to' }, { name: 'findings', isNumber: true }],
      flows.map(({ source, target, value }) => [nameIn(nodes, source), nameIn(nodes, target), countText(value)]),
    )}
    <p>
      Of the published ones ${countText(life.inline)} stand on lines, ${countText(life.file)} on files,
      ${countText(life.summary)} in summaries.
    </p>`;
}

function flowsOf(life: FindingLife): { readonly nodes: readonly FlowNode[]; readonly flows: readonly Flow[] } {
  const published = life.inline + life.file + life.summary;
  const held = life.suppressed.reduce((sum, { count }) => sum + count, 0);
  const { accepted, dismissed, unaddressed } = life.ends;
  const ended = accepted + dismissed + unaddressed;
  const nodes: readonly FlowNode[] = [
    { id: 'raised', name: 'raised', tone: 'blue' },
    { id: 'published', name: 'published', tone: 'blue' },
    { id: 'merged', name: 'merged', tone: 'violet' },
    { id: 'held', name: 'held back', tone: 'rest' },
    { id: 'failed', name: 'unusable', tone: 'bad' },
    { id: 'undecided', name: 'undecided', tone: 'open' },
    { id: 'accepted', name: 'accepted', tone: 'good' },
    { id: 'dismissed', name: 'dismissed', tone: 'bad' },
    { id: 'unaddressed', name: 'unaddressed', tone: 'open' },
    { id: 'none', name: 'nothing known yet', tone: 'rest' },
    ...life.suppressed.map(({ reason }) => ({ id: `held ${reason}`, name: reason, tone: 'rest' as const })),
  ];
  const all: readonly Flow[] = [
    { source: 'raised', target: 'published', value: published },
    { source: 'raised', target: 'merged', value: life.merged },
    { source: 'raised', target: 'held', value: held },
    { source: 'raised', target: 'failed', value: life.failed },
    { source: 'raised', target: 'undecided', value: life.undecided },
    { source: 'published', target: 'accepted', value: accepted },
    { source: 'published', target: 'dismissed', value: dismissed },
    { source: 'published', target: 'unaddressed', value: unaddressed },
    { source: 'published', target: 'none', value: published - ended },
    ...life.suppressed.map(({ reason, count }) => ({ source: 'held', target: `held ${reason}`, value: count })),
  ];
  const flows = all.filter(({ value }) => value > 0);
  const used = new Set(flows.flatMap(({ source, target }) => [source, target]));
  return { nodes: nodes.filter(({ id }) => used.has(id)), flows };
}

function nameIn(nodes: readonly FlowNode[], id: string): string {
  return nodes.find((node) => node.id === id)?.name ?? id;
}
