import type { IncomingMessage } from 'node:http';

const MOST_BODY = 4096;
const FORM = 'application/x-www-form-urlencoded';

/** A form that is not read; the status says why. */
export class RefusedForm extends Error {
  readonly status: 413 | 415;

  constructor(status: 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** The fields of a small form. Throws a `RefusedForm` for what is none, or is too long, as soon as that is known. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const { headers } = request;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== FORM) throw new RefusedForm(415, 'only forms');
  const tooLong = () => new RefusedForm(413, 'the form is too long');
  if (Number(headers['content-length'] ?? 0) > MOST_BODY) throw tooLong();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BODY) throw tooLong();
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
