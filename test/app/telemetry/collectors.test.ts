import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTelemetrySettings, secretsOfTelemetry } from '../../../app/telemetry/telemetry-settings.ts';
import { startOpenTelemetry } from '../../../app/telemetry/open-telemetry.ts';
import type { Telemetry } from '../../../app/telemetry/telemetry.ts';
import type { Delivery } from '../../../history/deliveries/delivery.ts';
import { type Behaviour, type Collector, startCollector } from '../../support/otlp/collector.ts';
import { ServeScene } from '../webhook/serve-scene.ts';

const LEAD: Delivery = {
  sequence: 1,
  id: 'one',
  event: 'pull_request',
  installation: 1,
  repository: 2,
  lane: 'acme/shop#1',
  kind: 'review',
  head: null,
  version: null,
  label: null,
  fresh: false,
  state: 'running',
  passing: false,
  note: null,
  attempts: 0,
  format: 1,
  receivedAt: 1,
  dueAt: 1,
};
const CALL = { call: 'c', attempt: 1, step: 'security', provider: 'anthropic', host: 'm.example:443', model: 'm' };

let collector: Collector | null = null;
beforeEach(() => {
  collector = null;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await collector?.close();
});

/** Telemetry as a server has it that was started with this endpoint. */
function sending(endpoint: string, faults: unknown[] = []): Telemetry {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');
  const settings = readTelemetrySettings(process.env);
  if (settings === null) throw new Error('nothing is sent');
  return startOpenTelemetry({
    settings,
    version: '1',
    role: 'all',
    onFault: (error) => faults.push(error),
    now: Date.now,
  });
}

/** Many runs, with calls to models in them. */
function work(telemetry: Telemetry, runs: number): void {
  for (let run = 0; run < runs; run += 1) {
    const lead = { ...LEAD, id: `run ${run}` };
    telemetry.delivered({ id: lead.id, event: 'pull_request', result: 'queued', cameAt: Date.now() });
    telemetry.runBegan(lead);
    const observer = telemetry.observerOf(lead.id);
    observer?.modelBegan({ ...CALL, maxOutputTokens: 10 });
    observer?.modelEnded({ ...CALL, state: 'failed', error: 'server', usage: null });
    telemetry.runEnded(lead, 'done');
  }
}

const ended = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 600_000 });

describe('a collector', () => {
  it('that takes everything gets every span once, below the delivery, although another process may have taken that', async () => {
    collector = await startCollector();
    const [web, worker] = [sending(collector.url), sending(collector.url)];
    web.delivered({ id: 'one', event: 'pull_request', result: 'queued', cameAt: 1000 });
    worker.runBegan(LEAD);
    expect(worker.observerOf('another')).toBeNull();
    worker.observerOf('one')?.publishBegan();
    // The publication goes on when the run is cut off.
    worker.runEnded(LEAD, 'failed');
    const { spans } = collector;
    await collector.until(() => spans.length >= 4);
    await Promise.all([web.stop(), worker.stop()]);
    const byName = Object.fromEntries(spans.map((span) => [span.name, span]));
    expect(spans.map(({ name }) => name).toSorted()).toEqual(['delivery', 'publish', 'queue', 'run']);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect([byName['queue']?.parent, byName['run']?.parent]).toEqual(Array(2).fill(byName['delivery']?.spanId));
    expect(byName['publish']).toMatchObject({ failed: true, attributes: { 'error.type': 'aborted' } });
    expect(spans.map(({ statusText, events }) => [statusText, events])).toEqual(spans.map(() => ['', 0]));
  });

  it.each<Behaviour>(['refuses', 'hangs'])('that %s is asked once at a time, and keeps nobody', async (behaviour) => {
    collector = await startCollector(behaviour);
    const telemetry = sending(collector.url);
    work(telemetry, 100);
    await collector.until(() => (collector?.requests() ?? 0) > 0);
    // More than wait at most.
    work(telemetry, 3000);
    expect(telemetry.observerOf('run 1')).toBeNull();
    await telemetry.stop();
    expect(Buffer.concat(collector.received).length).toBeLessThan(4_000_000);
  });

  it('that is away is told of once, in the log', async () => {
    const gone = await startCollector();
    await gone.close();
    const faults: unknown[] = [];
    const telemetry = sending(gone.url, faults);
    work(telemetry, 10);
    // The exporter gives a collector that is away ten seconds.
    await ended(() => faults.length > 0);
    work(telemetry, 10);
    await telemetry.stop();
    expect(faults.length).toBeLessThanOrEqual(2);
    expect(faults.every((fault) => fault instanceof Error)).toBe(true);
  });

  it('that hangs neither slows nor fails a review, nor the end of the server', async () => {
    const hanging = await startCollector('hangs');
    collector = hanging;
    const scene = await ServeScene.open();
    try {
      const server = await scene.serve({ OTEL_EXPORTER_OTLP_ENDPOINT: hanging.url, OTEL_BSP_SCHEDULE_DELAY: '10' });
      const [one, two] = [scene.openPull('one'), scene.openPull('two')];
      await scene.delivered('opened', one, 'one');
      await hanging.until(() => hanging.requests() > 0);
      // It has hung since before the second one came.
      await scene.delivered('opened', two, 'two');
      for (const id of ['one', 'two']) await server.printed(`"delivery":"${id}","lane":"acme/shop#`);
      await server.printed('"delivery":"two","lane":"acme/shop#2","state":"done"');
      await server.printed('"delivery":"one","lane":"acme/shop#1","state":"done"');
      expect([one, two].map((pull) => scene.reviews(pull).length)).toEqual([1, 1]);
      expect(await server.end('SIGTERM')).toBe(0);
    } finally {
      await scene.close();
    }
  });
});

describe('the standard variables', () => {
  const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  const told = (raw: Record<string, string>) => {
    const settings = readTelemetrySettings(raw);
    return settings === null ? 'nothing' : [settings.traces, settings.metrics, settings.share];
  };

  it.each([
    [{}, 'nothing'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, 'nothing'],
    [ENDPOINT, [true, true, 1]],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, 'nothing'],
    [{ ...ENDPOINT, OTEL_METRICS_EXPORTER: 'none' }, [true, false, 1]],
    [{ ...ENDPOINT, OTEL_METRICS_EXPORTER: 'none', OTEL_TRACES_EXPORTER: 'none' }, 'nothing'],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, [true, false, 1]],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'https://c/v1/metrics' }, [false, true, 1]],
    [
      { ...ENDPOINT, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      [true, true, 0.25],
    ],
    [{ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'always_off' }, [true, true, 0]],
  ])('%o: %o', (raw, expected) => {
    expect(told(raw as Record<string, string>)).toEqual(expected);
  });

  it.each([
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    { OTEL_TRACES_EXPORTER: 'console' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    { OTEL_TRACES_SAMPLER_ARG: '2' },
  ])('%o is refused by its name, without what stands in it', (raw) => {
    const [[name, value]] = Object.entries(raw) as [[string, string]];
    expect(() => readTelemetrySettings(raw)).toThrow(name);
    expect(() => readTelemetrySettings(raw)).not.toThrow(value);
  });

  it('the values of headers are secrets, as they stand and decoded', () => {
    const OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Bearer%20abcdef,x-key=a%b=c';
    expect(secretsOfTelemetry({ OTEL_EXPORTER_OTLP_HEADERS })).toEqual(
      expect.arrayContaining(['Bearer%20abcdef', 'Bearer abcdef', 'a%b=c']),
    );
  });
});
