import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Histogram, type Metric } from 'prom-client';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { createMetrics } from '../../../app/webhook/metrics/metrics.ts';

const DEPLOY = join(import.meta.dirname, '../../../deploy');
const deployed = (name: string) => readFileSync(join(DEPLOY, name), 'utf8');

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Board = z.object({
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string(), refId: z.string() })),
    }),
  ),
});

const { registry } = createMetrics({
  running: () => 0,
  working: () => 0,
  queue: async () => ({ waiting: 0, oldestSeconds: 0, failed: 0 }),
  store: async () => ({ runsWaiting: 0, lagSeconds: 0, crashWindowSeconds: 0 }),
  gitCacheBytes: () => 0,
  onFault: () => undefined,
});

/** Prometheus' own words: of every scraped series, and of the one that says whether it could be scraped. */
const OF_PROMETHEUS = ['job', 'instance'];

/** The labels of every series that the server tells, by the names under which Prometheus keeps them. */
const LABELS = new Map<string, readonly string[]>([
  ['up', []],
  ...registry.getMetricsAsArray().flatMap((metric): [string, readonly string[]][] => {
    const { name, labelNames = [] } = metric as unknown as { name: string; labelNames?: string[] };
    if (!(metric instanceof Histogram)) return [[name, labelNames]];
    return [
      [`${name}_bucket`, [...labelNames, 'le']],
      [`${name}_sum`, labelNames],
      [`${name}_count`, labelNames],
    ];
  }),
]);

/** What is wrong with a query: names of series and labels that there are not. */
function faultsIn(expr: string, legend = ''): string[] {
  const selectors = [...expr.matchAll(/\b(docket_\w+|process_\w+|nodejs_\w+|up)\b(?:\{([^}]*)\})?/g)];
  if (selectors.length === 0) return [`it asks for nothing: ${expr}`];
  const faults = selectors.flatMap(([, name = '', matchers = '']) => {
    const labels = LABELS.get(name);
    if (labels === undefined) return [`there is no ${name}`];
    const asked = Array.from(matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g), ([, label = '']) => label);
    return asked
      .filter((label) => ![...labels, ...OF_PROMETHEUS].includes(label))
      .map((label) => `${name} has no ${label}`);
  });
  // What is grouped by has to be on every series of the query; a legend shows only what was grouped by.
  const grouped = Array.from(expr.matchAll(/\bby \(([^)]*)\)/g), ([, words = '']) =>
    words.split(',').map((word) => word.trim()),
  ).flat();
  const shown = Array.from(legend.matchAll(/\{\{(\w+)\}\}/g), ([, label = '']) => label);
  const everywhere = (label: string) =>
    OF_PROMETHEUS.includes(label) || selectors.every(([, name = '']) => (LABELS.get(name) ?? []).includes(label));
  return [
    ...faults,
    ...grouped.filter((label) => !everywhere(label)).map((label) => `nothing to group by ${label}: ${expr}`),
    ...shown.filter((label) => !grouped.includes(label)).map((label) => `the legend shows ${label}: ${expr}`),
  ];
}

it('the test notices a series, a label, a group and a legend that there are not', () => {
  expect(faultsIn('docket_nothing_total')).toEqual(['there is no docket_nothing_total']);
  expect(faultsIn('docket_model_seconds')).toEqual(['there is no docket_model_seconds']);
  expect(faultsIn('docket_reviews_total{kind="x"}')).toEqual(['docket_reviews_total has no kind']);
  expect(faultsIn('sum by (host) (docket_reviews_total)')).toHaveLength(1);
  expect(faultsIn('sum by (verdict) (docket_reviews_total)', '{{model}}')).toHaveLength(1);
});

it('alerts ask for exactly what the server tells', () => {
  const { groups } = Rules.parse(parse(deployed('prometheus-rules.yml')));
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(8);
  expect(rules.flatMap(({ expr }) => faultsIn(expr))).toEqual([]);
});

it('so does the dashboard, and none of its panels lies over another', () => {
  const { panels } = Board.parse(JSON.parse(deployed('grafana-dashboard.json')));
  expect(panels.length).toBeGreaterThan(10);
  expect(
    panels.flatMap(({ targets }) => targets.flatMap(({ expr, legendFormat }) => faultsIn(expr, legendFormat))),
  ).toEqual([]);
  const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(places.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

it('every figure of ours is described in the documents, with its labels', () => {
  const documented = readFileSync(join(DEPLOY, '../docs/app-reference.md'), 'utf8');
  const ours = (registry.getMetricsAsArray() as unknown as (Metric & { name: string; labelNames?: string[] })[]).filter(
    ({ name }) => name.startsWith('docket_'),
  );
  expect(ours.length).toBeGreaterThan(20);
  for (const { name, labelNames = [] } of ours) {
    const told = labelNames.length === 0 ? `\`${name}\`` : `\`${name}{${labelNames.join(',')}}\``;
    expect(documented, name).toContain(told);
  }
});

it('what is deployed asks for the settings by names that the server has, and gives it time to stop', () => {
  const documented = readFileSync(join(DEPLOY, '../docs/app-reference.md'), 'utf8');
  for (const file of ['compose.yml', 'kubernetes.yml']) {
    const text = deployed(file);
    for (const one of parseAllDocuments(text)) expect('errors' in one ? one.errors : []).toEqual([]);
    for (const [name] of text.matchAll(/\bDOCKET_[A-Z_]+/g)) expect(documented).toContain(`\`${name}\``);
  }
  expect(parse(deployed('compose.yml'))).toMatchObject({ services: { docket: { stop_grace_period: '30s' } } });
});
