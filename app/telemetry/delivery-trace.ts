import { createHash } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';
import type { IdGenerator } from '@opentelemetry/sdk-trace';

/** The ids of a trace's first span. */
export type TraceIds = Pick<SpanContext, 'traceId' | 'spanId'>;

/** Half of a SHA-256 names the trace, a quarter its first span. */
const TRACE = 32;
const SPAN = 16;

/**
 * The trace of a delivery: whoever knows the delivery knows its trace, so that the process that takes it and the one that works on it, days
 * later perhaps, need not tell each other.
 */
export function traceOf(delivery: string): TraceIds {
  const digest = createHash('sha256').update(`docket delivery ${delivery}`).digest('hex');
  return { traceId: digest.slice(0, TRACE), spanId: digest.slice(TRACE, TRACE + SPAN) };
}

/** Random ids, save for a span that is begun with given ones. */
export class GivenIds implements IdGenerator {
  readonly #random: IdGenerator;
  #given: TraceIds | null = null;

  constructor(random: IdGenerator) {
    this.#random = random;
  }

  /** Begins one span with these ids. */
  with<T>(ids: TraceIds, begin: () => T): T {
    this.#given = ids;
    try {
      return begin();
    } finally {
      this.#given = null;
    }
  }

  generateTraceId(): string {
    return this.#given?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#given?.spanId ?? this.#random.generateSpanId();
  }
}
