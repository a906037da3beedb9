import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { json, type Reply, toolCalls } from '../../support/model-server/reply.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { type Collector, startCollector } from '../../support/otlp/collector.ts';
import { askerOf, operatorFile, specialist } from '../../e2e/model-review-fixture.ts';
import { ServeScene } from '../webhook/serve-scene.ts';

/** A mark for each kind of text that must not leave, long enough to be nothing else. */
const MARKS = {
  code: 'zqcodemark7f3a',
  file: 'zqfilemark8b2c',
  /** Of the title, too. */
  branch: 'zqbranchmark9d4e',
  guidance: 'zqguidancemark3e7b',
  model: 'zqmodelmark4f8a',
  repository: 'acme/shop',
  delivery: 'zqdeliverymark5d9c',
} as const;
const STATUS_TOKEN = 'zqstatustoken-0123456789';
const DELIVERY = '0b989ba4-242f-11e5-81e1-c7b6966d2516';

const BASE = {
  'src/auth/login.js': 'export function login(user, password) {\n  return check(user, password);\n}\n',
  'AGENTS.md': `# For assistants\n\nKeep ${MARKS.guidance} short.\n`,
};
const CHANGE = {
  'src/auth/login.js': `export function login(user, password) {\n  if (user.isGuest) return true; // ${MARKS.code}\n  return check(user, password);\n}\n`,
  [`src/auth/${MARKS.file}.js`]: `export function run(input) {\n  return eval(input); // ${MARKS.code}\n}\n`,
  'README.md': `# Shop\n\n${MARKS.code}\n`,
};

/** What every answer is said to have taken. */
const USAGE = { input: 1000, output: 100, cacheRead: 200, cacheWrite: 10 };
/** By the prices of the operator's file, in dollars. */
const COST = (1000 * 1 + 100 * 5 + 200 * 0.1 + 10 * 1.25) / 1_000_000;

/** A model whose words are marked, in each place that it may fill, and which fails once. */
function marked(request: ServedRequest, index: number): Reply {
  if (index === 0) return { kind: 'status', status: 529, message: `overloaded ${MARKS.model}` };
  const reply = specialist(request);
  const asker = askerOf(request);
  if (reply.kind !== 'answer') return reply;
  if (asker === 'judge') return { ...reply, usage: USAGE };
  if (request.turns.every((turn) => turn.toolResults.length === 0)) {
    return toolCalls([{ name: 'read_file', input: { path: `src/auth/${MARKS.file}.js` } }], { usage: USAGE });
  }
  const finding = {
    rule: 'security/authorization-bypass',
    severity: 'critical',
    confidence: 900,
    path: 'src/auth/login.js',
    side: 'new',
    startLine: 2,
    endLine: 2,
    quote: `  if (user.isGuest) return true; // ${MARKS.code}`,
    title: `Guests are logged in ${MARKS.model}`,
    explanation: `Nobody checks it ${MARKS.model}.`,
    failureScenario: { description: MARKS.model, command: null, expected: null, actual: null },
    replacement: null,
    references: ['CWE-287'],
  };
  return json({ findings: asker === 'security' ? [finding] : [] }, { usage: USAGE });
}

let scene: ServeScene;
let models: ModelServer;
let collector: Collector;
beforeEach(async () => {
  [scene, models, collector] = await Promise.all([
    ServeScene.open(BASE),
    startModelServer({ respond: marked }),
    startCollector(),
  ]);
});
afterEach(async () => {
  await scene.close();
  await models.close();
  await collector.close();
});

const metrics = async () => (await fetch(`${scene.url}/metrics`)).text();

/** What Prometheus reads: every series with its figure. */
function seriesIn(text: string): Map<string, number> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}

it('an App review is traced and counted, and nothing of the change, its people or the models is in it', async () => {
  const operator = join(scene.folder, 'operator');
  mkdirSync(operator);
  const server = await scene.serve({
    DOCKET_CONFIG: operatorFile(operator, 'anthropic', models.url),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20zqheadersecret',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_METRIC_EXPORT_INTERVAL: '250',
    DOCKET_STATUS_TOKEN: STATUS_TOKEN,
    DOCKET_STATUS_PORT: '0',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  });
  const pull = scene.openPull(MARKS.branch, CHANGE);
  await scene.delivered('opened', pull, DELIVERY);
  await server.printed(`"delivery":"${DELIVERY}","lane":"acme/shop#1","state":"done"`);
  expect(scene.reviews(pull)).toHaveLength(1);
  await scene.delivered('opened', pull, DELIVERY);
  await scene.delivered('opened', pull, MARKS.delivery);
  await server.printed('a run has looked at this head already');
  await collector.until(() => collector.spans.filter(({ name }) => name === 'run').length === 2);
  await collector.until(() => collector.figures.some(({ name }) => name === 'gen_ai.client.token.usage'));
  const text = await metrics();
  // The operator's page has an address of its own.
  const statusUrl = /"url":"([^"]+)","msg":"the status page listens"/.exec(server.output())?.[1] ?? '';
  const asOperator = { headers: { authorization: `Bearer ${STATUS_TOKEN}` } };
  expect((await fetch(statusUrl)).status).toBe(401);
  expect((await fetch(statusUrl, asOperator)).status).toBe(200);
  expect((await fetch(`${scene.url}/retry`, { method: 'POST', ...asOperator })).status).toBe(404);
  expect(await server.end('SIGTERM')).toBe(0);

  // The trace of the delivery, from the moment when it came to its review.
  const { spans } = collector;
  const root = spans.find(({ name, attributes }) => name === 'delivery' && attributes['docket.result'] === 'queued');
  const trace = spans.filter(({ traceId }) => traceId === root?.traceId);
  const nameOf = (id: string) => trace.find(({ spanId }) => spanId === id)?.name ?? null;
  const edges = new Set(trace.map(({ name, parent }) => `${nameOf(parent)} > ${name.replace(/ .*/, '')}`));
  expect([...edges].toSorted()).toEqual([
    'delivery > queue',
    'delivery > run',
    'null > delivery',
    'reviewer > chat',
    'run > chat',
    'run > publish',
    'run > reviewer',
  ]);
  expect(root?.attributes).toMatchObject({ 'docket.delivery': DELIVERY, 'docket.event': 'pull_request' });
  expect(root?.resource).toMatchObject({ 'service.name': 'docket', 'deployment.environment.name': 'test' });
  const one = (name: string) => trace.find((span) => span.name === name);
  expect(one('run')?.attributes).toMatchObject({ 'docket.kind': 'review', 'docket.state': 'done' });
  expect(one('publish')?.attributes).toMatchObject({ 'docket.outcome': 'published' });
  const chats = trace.filter(({ name }) => name.startsWith('chat '));
  expect(chats.length).toBe(models.calls);
  const port = Number(new URL(models.url).port);
  for (const { attributes } of chats) {
    expect(attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': expect.stringMatching(/^(?:deep|standard|light)-1$/),
      'server.address': '127.0.0.1',
      'server.port': port,
    });
  }
  expect(chats.filter(({ failed }) => failed).map(({ attributes }) => attributes['error.type'])).toEqual([
    'overloaded',
  ]);
  const answered = chats.find(({ attributes }) => String(attributes['gen_ai.response.finish_reasons']) === 'end');
  expect(answered?.attributes).toMatchObject({
    'gen_ai.usage.input_tokens': 1210,
    'gen_ai.usage.cache_read.input_tokens': 200,
    'gen_ai.usage.output_tokens': 100,
    'gen_ai.response.finish_reasons': ['end'],
  });
  // What is known already, by its id, has a trace of its own; another delivery of the same head is traced like any.
  const others = spans.filter(({ name, traceId }) => name === 'delivery' && traceId !== root?.traceId);
  expect(others.map(({ attributes }) => attributes['docket.result'])).toEqual(['duplicate', 'queued']);

  const tokens = collector.figures.filter(({ name }) => name === 'gen_ai.client.token.usage');
  expect(new Set(tokens.map(({ attributes }) => attributes['gen_ai.token.type']))).toEqual(
    new Set(['input', 'output']),
  );
  expect(tokens.every(({ unit }) => unit === '{token}')).toBe(true);
  const durations = collector.figures.filter(({ name }) => name === 'gen_ai.client.operation.duration');
  expect(durations.some(({ attributes }) => attributes['error.type'] === 'overloaded')).toBe(true);

  // The same for Prometheus.
  const series = seriesIn(text);
  const sum = (start: string, ...parts: readonly string[]) =>
    [...series]
      .filter(([name]) => name.startsWith(start) && parts.every((part) => name.includes(part)))
      .reduce((all, [, value]) => all + value, 0);
  const answeredCalls = models.usages.length;
  const tokensOf = (kind: string) => sum('docket_model_tokens_total{', `kind="${kind}"`) / answeredCalls;
  expect(series.get('docket_reviews_total{verdict="significant_concerns"}')).toBe(1);
  expect(sum('docket_findings_total{', 'reviewer="security"', 'severity="critical"')).toBeGreaterThanOrEqual(1);
  expect(['input', 'output', 'cache-read', 'cache-write'].map(tokensOf)).toEqual(Object.values(USAGE));
  expect(sum('docket_model_dollars_total{')).toBeCloseTo(answeredCalls * COST, 4);
  const where = `provider="anthropic",host="127.0.0.1:${port}"`;
  expect(sum(`docket_model_seconds_count{${where}`, 'result="answered"')).toBe(answeredCalls);
  expect(sum(`docket_model_errors_total{${where},kind="overloaded"}`)).toBe(1);
  expect(sum('docket_cache_lookups_total{cache="prompts",result="hit"')).toBe(answeredCalls);
  expect(sum('docket_cache_lookups_total{cache="answers",result="miss"}')).toBeGreaterThanOrEqual(answeredCalls);
  expect(sum('docket_cache_lookups_total{cache="tools"')).toBeGreaterThan(0);
  expect(sum('docket_deliveries_total{event="pull_request"')).toBe(3);
  for (const name of [
    'oldest_delivery_seconds',
    'deliveries_waiting',
    'deliveries_dead',
    'store_runs_waiting',
    'store_lag_seconds',
    'store_crash_window_seconds',
  ]) {
    expect(series.get(`docket_${name}`), name).toBe(0);
  }

  // Everything that the collector got, whatever it is, and what Prometheus reads.
  const sent = Buffer.concat(collector.received).toString('latin1').toLowerCase();
  const asked = Buffer.concat(collector.received).toString('latin1');
  expect(asked).toContain('Bearer zqheadersecret');
  expect(sent.length).toBeGreaterThan(10_000);
  for (const mark of Object.values(MARKS)) {
    for (const form of [
      mark,
      Buffer.from(mark).toString('base64').replace(/=+$/, '').toLowerCase(),
      encodeURIComponent(mark),
    ]) {
      expect(sent).not.toContain(form);
      expect(text.toLowerCase()).not.toContain(form);
    }
  }
  // They were all there to be told.
  const said = z.string().parse(scene.reviews(pull)[0]?.body) + JSON.stringify(models.requests.map(({ raw }) => raw));
  for (const kind of ['code', 'file', 'guidance'] as const) expect(said).toContain(MARKS[kind]);
  for (const secret of ['zqheadersecret', STATUS_TOKEN]) expect(server.output()).not.toContain(secret);
  expect(text + sent).not.toContain(STATUS_TOKEN);
});
