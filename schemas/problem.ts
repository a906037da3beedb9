/** What went wrong, where, and what to do: the three things every error says. */
interface ProblemDetails {
  readonly what: string;
  readonly where?: string | undefined;
  /** What the reader should do next. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/** An error whose text is meant for people; the entry prints it without a stack trace. */
export abstract class Problem extends Error {
  readonly where: string | undefined;
  readonly remedy: string | undefined;

  constructor(details: ProblemDetails) {
    super(details.what, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.where = details.where;
    this.remedy = details.remedy;
  }
}

/** Wrong use, wrong configuration or unusable input: exit code 2. */
export class InputError extends Problem {}

/** The forge or the store failed: exit code 4. */
export class InfrastructureError extends Problem {}

/** What was thrown, in its own words: foreign code throws anything. */
export function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
