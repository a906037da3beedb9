const DOCUMENTATION = 'https://docs.github.com/rest';

/** An answer of GitHub that says no. REST sends it with its status, GraphQL as an error of its type. */
export class Refusal extends Error {
  readonly status: number;
  /** GraphQL's word for it. */
  readonly type: string;
  readonly errors: readonly unknown[] | null;

  constructor(
    status: number,
    message: string,
    more: { readonly type?: string; readonly errors?: readonly unknown[] } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.type = more.type ?? 'UNPROCESSABLE';
    this.errors = more.errors ?? null;
  }

  body(): object {
    return {
      message: this.message,
      ...(this.errors === null ? {} : { errors: this.errors }),
      documentation_url: DOCUMENTATION,
      status: String(this.status),
    };
  }
}

export const notFound = (message = 'Not Found'): Refusal => new Refusal(404, message, { type: 'NOT_FOUND' });
export const forbidden = (message = 'Resource not accessible by integration'): Refusal =>
  new Refusal(403, message, { type: 'FORBIDDEN' });

/** 422 in the form of reviews: sentences, none of which says which comment of a batch is meant. */
export const unprocessable = (...errors: readonly string[]): Refusal =>
  new Refusal(422, 'Unprocessable Entity', { errors: [...new Set(errors)] });

/** 422 in the form of single resources: one field each. */
export const invalid = (resource: string, field: string, message: string): Refusal =>
  new Refusal(422, 'Validation Failed', { errors: [{ resource, code: 'custom', field, message }] });

const MOST_CHARACTERS = 65_536;

/** Refuses a body that is blank or longer than GitHub takes (counted in characters, not bytes). */
export function checkBody(body: unknown, resource: string): string {
  if (typeof body !== 'string' || body.trim() === '') throw invalid(resource, 'body', "body can't be blank");
  checkLength(body, resource);
  return body;
}

/** Refuses a body that is too long. */
function checkLength(body: string, resource: string): void {
  if (isTooLong(body)) throw invalid(resource, 'body', TOO_LONG);
}

/** The same of reviews, whose refusals are sentences. */
export function checkReviewBody(body: string): void {
  if (isTooLong(body)) throw unprocessable(`Body ${TOO_LONG}`);
}

const TOO_LONG = `is too long (maximum is ${MOST_CHARACTERS} characters)`;
const isTooLong = (body: string): boolean => Array.from(body).length > MOST_CHARACTERS;
