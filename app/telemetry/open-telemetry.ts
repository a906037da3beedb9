import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Delivery } from '../../history/deliveries/delivery.ts';
import { boundedWords } from './bounded-words.ts';
import { GivenIds, traceOf } from './delivery-trace.ts';
import { modelFigures } from './model-figures.ts';
import { modelAttributes } from './model-names.ts';
import { observedBy, type RunObserver } from './run-observer.ts';
import { deliveryAttributes, RunSpans } from './run-spans.ts';
import { tellingExporter } from './telling-exporter.ts';
import type { AnsweredDelivery, Telemetry } from './telemetry.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';

interface OpenTelemetryParts {
  readonly settings: TelemetrySettings;
  readonly version: string;
  readonly role: string;
  /** Told that something could not be sent; not often. */
  readonly onFault: (error: unknown) => void;
  readonly now: () => number;
}

/** Spans that wait to be sent; about a kilobyte each. What is beyond is dropped. */
const MOST_SPANS = 2048;
const MOST_SPANS_AT_ONCE = 512;
/** One export, its own tries included. */
const EXPORT_MS = 10_000;
/** What the end of the process waits for a collector. It goes on beside the closing of the server, which takes half a second. */
const LAST_MS = 800;
/** Of reviewers so many are told apart: ours, and plugins of the operator. */
const MOST_REVIEWERS = 50;

/** One run that is traced. */
interface TracedRun {
  readonly span: Span;
  readonly spans: RunSpans;
  readonly observer: RunObserver;
}

/** Telemetry by OpenTelemetry's own SDK. Nothing is registered for the whole process: libraries that would trace by themselves find nobody to tell. */
export function startOpenTelemetry(parts: OpenTelemetryParts): Telemetry {
  const { settings, version, role, onFault } = parts;
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'docket', 'service.version': version, 'docket.role': role }))
    .merge(detectResources({ detectors: [envDetector] }));
  const ids = new GivenIds(new RandomIdGenerator());
  const tracing = new TracerProvider({
    resource,
    idGenerator: ids,
    sampler: new TraceIdRatioBasedSampler(settings.traces ? settings.share : 0),
    spanProcessors: settings.traces ? [spansTo(settings, onFault)] : [],
  });
  const metering = new MeterProvider({ resource, readers: settings.metrics ? [figuresTo(settings, onFault)] : [] });
  const names = modelAttributes();
  return new OverOtlp(parts, {
    ids,
    names,
    tracer: tracing.getTracer('docket', version),
    figures: modelFigures(metering.getMeter('docket', version), names),
    shutdown: async () => void (await Promise.allSettled([tracing.shutdown(), metering.shutdown()])),
  });
}

function spansTo({ spanDelayMs }: TelemetrySettings, onFault: (error: unknown) => void): BatchSpanProcessor {
  return new BatchSpanProcessor({
    exporter: tellingExporter(new OTLPTraceExporter(), onFault),
    maxQueueSize: MOST_SPANS,
    maxExportBatchSize: MOST_SPANS_AT_ONCE,
    scheduledDelayMillis: spanDelayMs,
    exportTimeoutMillis: EXPORT_MS,
  });
}

function figuresTo(settings: TelemetrySettings, onFault: (error: unknown) => void): PeriodicExportingMetricReader {
  const exportIntervalMillis = settings.metricIntervalMs;
  return new PeriodicExportingMetricReader({
    exporter: tellingExporter(new OTLPMetricExporter(), onFault),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(EXPORT_MS, exportIntervalMillis),
  });
}

interface Tools {
  readonly ids: GivenIds;
  readonly names: ReturnType<typeof modelAttributes>;
  readonly tracer: Tracer;
  readonly figures: () => RunObserver;
  readonly shutdown: () => Promise<void>;
}

class OverOtlp implements Telemetry {
  readonly #parts: OpenTelemetryParts;
  readonly #tools: Tools;
  readonly #runs = new Map<string, TracedRun>();
  readonly #events = boundedWords(MOST_REVIEWERS);
  readonly #reviewers = boundedWords(MOST_REVIEWERS);

  constructor(parts: OpenTelemetryParts, tools: Tools) {
    this.#parts = parts;
    this.#tools = tools;
  }

  /** The first span of a trace, where the delivery is to be worked on; what is known already, or not for us, has a trace of its own. */
  delivered({ id, event, result, cameAt }: AnsweredDelivery): void {
    const { tracer, ids } = this.#tools;
    const attributes = { ...deliveryAttributes({ id }), 'docket.event': this.#events(event), 'docket.result': result };
    const options = { kind: SpanKind.SERVER, startTime: cameAt, attributes, root: true };
    const begin = () => tracer.startSpan('delivery', options, ROOT_CONTEXT);
    const span = result === 'queued' ? ids.with(traceOf(id), begin) : begin();
    span.end(this.#parts.now());
  }

  runBegan(lead: Delivery): void {
    const { tracer, figures, names } = this.#tools;
    const above = belowDelivery(lead.id);
    const told = { ...deliveryAttributes(lead), 'docket.attempt': lead.attempts + 1 };
    // One that is tried again waits since it was due.
    const waitsSince = lead.attempts === 0 ? lead.receivedAt : lead.dueAt;
    const now = this.#parts.now();
    tracer.startSpan('queue', { startTime: Math.min(waitsSince, now), attributes: told }, above).end(now);
    const attributes = { ...told, 'docket.kind': lead.kind };
    const span = tracer.startSpan('run', { kind: SpanKind.CONSUMER, startTime: now, attributes }, above);
    const within = trace.setSpan(above, span);
    const spans = new RunSpans({ tracer, within, names, reviewerName: this.#reviewers });
    const observer = observedBy([spans, figures()], this.#parts.onFault);
    this.#runs.set(lead.id, { span, spans, observer });
  }

  runEnded(lead: Delivery, state: string): void {
    const run = this.#runs.get(lead.id);
    this.#runs.delete(lead.id);
    if (run === undefined) return;
    run.spans.close();
    run.span.setAttribute('docket.state', state);
    if (state === 'failed') run.span.setStatus({ code: SpanStatusCode.ERROR });
    run.span.end();
  }

  observerOf(delivery: string): RunObserver | null {
    return this.#runs.get(delivery)?.observer ?? null;
  }

  async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => (timer = setTimeout(done, LAST_MS)));
    await Promise.race([this.#tools.shutdown(), late]);
    clearTimeout(timer);
  }
}

/** The context of the span that the delivery has, or had, in whatever process took it. */
function belowDelivery(delivery: string): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { ...traceOf(delivery), traceFlags: TraceFlags.SAMPLED, isRemote: true });
}
