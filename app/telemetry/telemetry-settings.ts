import { z } from 'zod';
import { InputError } from '../../schemas/problem.ts';

type Raw = Readonly<Record<string, string | undefined>>;

const HTTP_PROTOBUF = 'http/protobuf';
const Exporter = z.enum(['otlp', 'none']).optional();
const Protocol = z.literal(HTTP_PROTOBUF).optional();
const Endpoint = z.url({ protocol: /^https?$/ }).optional();
const Count = z.coerce.number().int().min(1).max(86_400_000).optional();

/** The variables that decide here; what says how to send (headers, certificates, limits) the exporters read by themselves. */
const OtelEnvironment = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: Exporter,
  OTEL_METRICS_EXPORTER: Exporter,
  OTEL_EXPORTER_OTLP_ENDPOINT: Endpoint,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Endpoint,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: Endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: Protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: Protocol,
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: Protocol,
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: Count,
  OTEL_METRIC_EXPORT_INTERVAL: Count,
});

/** What is sent, and how often. */
export interface TelemetrySettings {
  readonly traces: boolean;
  readonly metrics: boolean;
  /** The share of deliveries that are traced, from 0 to 1. */
  readonly share: number;
  /** The longest that a span waits before it is sent. */
  readonly spanDelayMs: number;
  readonly metricIntervalMs: number;
}

/** The SDK's own. */
const SPAN_DELAY_MS = 5000;
const METRIC_INTERVAL_MS = 60_000;

/**
 * What the standard variables of OpenTelemetry ask for; null where nothing is asked for, which is so without an endpoint or an exporter.
 *
 * @throws InputError for what we cannot do: another protocol or exporter than OTLP over HTTP with protobuf.
 */
export function readTelemetrySettings(raw: Raw): TelemetrySettings | null {
  const names = Object.keys(OtelEnvironment.shape);
  // An empty variable is one that is not set: so the standard says.
  const given = Object.fromEntries(names.map((name) => [name, raw[name] || undefined]));
  const parsed = OtelEnvironment.safeParse(given);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new InputError({
      what: `telemetry cannot be sent as asked for: ${wrong} cannot be used`,
      where: 'the environment',
      remedy: `Docket sends OTLP as ${HTTP_PROTOBUF}: exporters are otlp or none (docs/app-reference.md).`,
    });
  }
  const variables = parsed.data;
  if (variables.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return null;
  const everywhere = variables.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;
  const isOn = (exporter: z.infer<typeof Exporter>, endpoint: string | undefined) =>
    exporter === undefined ? everywhere || endpoint !== undefined : exporter === 'otlp';
  const traces = isOn(variables.OTEL_TRACES_EXPORTER, variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
  const metrics = isOn(variables.OTEL_METRICS_EXPORTER, variables.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT);
  if (!traces && !metrics) return null;
  return {
    traces,
    metrics,
    share: shareOf(variables),
    spanDelayMs: variables.OTEL_BSP_SCHEDULE_DELAY ?? SPAN_DELAY_MS,
    metricIntervalMs: variables.OTEL_METRIC_EXPORT_INTERVAL ?? METRIC_INTERVAL_MS,
  };
}

/** A delivery begins with us, so there is no parent that could have decided. */
function shareOf(variables: z.infer<typeof OtelEnvironment>): number {
  const { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share } = variables;
  if (sampler.endsWith('always_off')) return 0;
  return sampler.endsWith('traceidratio') ? share : 1;
}

/** What must not be printed of it: the values of the headers, which are keys as a rule. */
export function secretsOfTelemetry(raw: Raw): string[] {
  const headers = ['', 'TRACES_', 'METRICS_'].map((kind) => raw[`OTEL_EXPORTER_OTLP_${kind}HEADERS`] ?? '');
  const values = headers.flatMap((text) => text.split(',')).map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return values.flatMap((value) => [value, decoded(value)]).filter((value) => value !== '');
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // It is not encoded, then: it stands for itself.
    return value;
  }
}
