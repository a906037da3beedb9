import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { z } from 'zod';
import { OTHER } from './bounded-words.ts';
import { endAttributes, GEN_AI, type modelAttributes } from './model-names.ts';
import type { ModelCallBegun, ModelCallEnded, PublishEnd, ReviewerEnd, RunObserver } from './run-observer.ts';

interface RunSpansParts {
  readonly tracer: Tracer;
  /** The context that has the span of the run. */
  readonly within: Context;
  readonly names: ReturnType<typeof modelAttributes>;
  readonly reviewerName: (reviewer: string) => string;
}

type Part = 'checks' | 'model';

/** What happens in one run, as spans below the run's own: reviewers, the calls to models that they make, and the publication. */
export class RunSpans implements RunObserver {
  readonly #parts: RunSpansParts;
  readonly #reviewers = new Map<string, Span>();
  readonly #calls = new Map<string, Span>();
  #publish: Span | null = null;

  constructor(parts: RunSpansParts) {
    this.#parts = parts;
  }

  reviewerBegan(reviewer: string, part: Part): void {
    const attributes = { 'docket.reviewer': this.#parts.reviewerName(reviewer), 'docket.part': part };
    this.#reviewers.set(keyOf(reviewer, part), this.#begin('reviewer', { attributes }));
  }

  reviewerEnded(reviewer: string, part: Part, { status, findings }: ReviewerEnd): void {
    const key = keyOf(reviewer, part);
    const span = this.#reviewers.get(key);
    this.#reviewers.delete(key);
    span?.setAttributes({ 'docket.status': status, 'docket.findings': findings });
    if (span !== undefined) end(span, status === 'failed');
  }

  modelBegan(call: ModelCallBegun): void {
    const { names, reviewerName } = this.#parts;
    const attributes = {
      ...names.shared(call),
      [GEN_AI.maxTokens]: call.maxOutputTokens,
      'docket.step': reviewerName(call.step),
      'docket.attempt': call.attempt,
    };
    const above = this.#reviewers.get(keyOf(call.step, 'model'));
    this.#calls.set(
      callKey(call),
      this.#begin(`chat ${names.modelOf(call)}`, { attributes, kind: SpanKind.CLIENT, ...(above && { above }) }),
    );
  }

  modelEnded(call: ModelCallEnded): void {
    const span = this.#calls.get(callKey(call));
    this.#calls.delete(callKey(call));
    span?.setAttributes(endAttributes(call));
    if (span !== undefined) end(span, call.state === 'failed');
  }

  lookedUp(): void {
    // Thousands a run, and each takes no time: figures tell of them, spans do not.
  }

  publishBegan(): void {
    this.#publish = this.#begin('publish', { attributes: {} });
  }

  publishEnded(outcome: PublishEnd): void {
    this.#publish?.setAttribute('docket.outcome', outcome);
    if (this.#publish !== null) end(this.#publish, outcome === 'failed');
    this.#publish = null;
  }

  /** Ends what goes on: the run is over, however it ended. */
  close(): void {
    for (const span of [...this.#calls.values(), ...this.#reviewers.values(), this.#publish]) {
      span?.setAttribute(GEN_AI.errorType, 'aborted');
      if (span !== null) end(span, true);
    }
    this.#calls.clear();
    this.#reviewers.clear();
    this.#publish = null;
  }

  #begin(
    name: string,
    { attributes, kind = SpanKind.INTERNAL, above }: { attributes: Attributes; kind?: SpanKind; above?: Span },
  ): Span {
    const { tracer, within } = this.#parts;
    const context = above === undefined ? within : trace.setSpan(within, above);
    return tracer.startSpan(name, { kind, attributes }, context);
  }
}

/** No description beside it: that would be somebody's text. */
function end(span: Span, failed: boolean): void {
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

const keyOf = (reviewer: string, part: Part): string => `${reviewer} ${part}`;
const callKey = ({ call, attempt }: Pick<ModelCallBegun, 'call' | 'attempt'>): string => `${call} ${attempt}`;

/** The words of a delivery that spans may say; GitHub's own ids are numbers or have one form. */
export function deliveryAttributes(delivery: {
  readonly id: string;
  readonly installation?: number | null;
  readonly repository?: number | null;
}): Attributes {
  const { id, installation = null, repository = null } = delivery;
  return {
    'docket.delivery': z.guid().safeParse(id).success ? id : OTHER,
    ...(installation === null ? {} : { 'docket.installation': installation }),
    ...(repository === null ? {} : { 'docket.repository': repository }),
  };
}
