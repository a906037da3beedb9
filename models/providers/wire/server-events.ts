import { ModelError } from '../../model.ts';

/** What a server sent: a value of JSON, or the word by which chat completions end. */
export type Sent = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'done' };

/** No line of an answer and no answer that is no stream is longer: what is would only fill the memory. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Of what is not the protocol so much is shown. */
const SHOWN = 200;
const DONE = '[DONE]';

/**
 * The values in an answer of status 200, as they come: the events of a stream, with or without names, blank lines or comments, or one
 * plain JSON value, whatever the server calls it. Throws a `ModelError` for what is neither, `cut` where it only broke off.
 */
export async function* valuesSent(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Sent> {
  const decoder = new TextDecoder();
  const event = new OpenEvent();
  let form: 'unknown' | 'events' | 'whole' = 'unknown';
  // What came since the last whole line; joined only when there is one, so that a long line in small pieces costs its length once.
  let pending: string[] = [];
  let characters = 0;
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    pending.push(text);
    characters += text.length;
    if (characters > MOST_CHARACTERS) throw badAnswer(`The answer is longer than ${MOST_CHARACTERS} characters`);
    if (form === 'unknown') form = formOf(text);
    if (form !== 'events' || !/[\r\n]/.test(text)) continue;
    const lines = pending.join('').split(/\r\n|\n|\r(?!$)/);
    const rest = lines.pop() ?? '';
    pending = [rest];
    characters = rest.length;
    for (const line of lines) yield* event.line(line);
  }
  const rest = pending.join('') + decoder.decode();
  if (form === 'whole') yield* whole(rest);
  else if (form === 'events') yield* event.end(rest);
}

/** By the first character: a stream's are letters and colons. */
function formOf(text: string): 'unknown' | 'events' | 'whole' {
  const first = text.trimStart()[0];
  if (first === undefined) return 'unknown';
  return '{[<"'.includes(first) ? 'whole' : 'events';
}

/** The lines of data that belong together. */
class OpenEvent {
  #data: string[] = [];
  /** Its name says that it is a failure: some servers send only the words of it as data. */
  #isError = false;
  #strange = '';

  *line(line: string): Generator<Sent> {
    if (line.startsWith('data:')) {
      const data = line.slice(line.startsWith('data: ') ? 6 : 5);
      const value = data.trim() === '' ? undefined : sentIn(data);
      // A line that is a value by itself is an event by itself: some servers forget the empty lines between them.
      if (value !== undefined && this.#data.length === 0) yield this.#named(value);
      else if (data.trim() !== '') this.#data.push(data);
    } else if (line.trim() === '') yield* this.#close();
    else if (line.startsWith('event:')) this.#isError = line.slice('event:'.length).trim() === 'error';
    else if (!/^(?::|id:|retry:)/.test(line)) this.#strange ||= line.slice(0, SHOWN);
  }

  /** The last line was not ended: the answer may have broken off in it. */
  *end(rest: string): Generator<Sent> {
    const value = rest.startsWith('data:') ? sentIn(rest.slice(5)) : undefined;
    if (value !== undefined && this.#data.length === 0) yield this.#named(value);
    else if (rest.trim() === '') yield* this.#close();
    if (this.#strange !== '') throw badAnswer(`The stream is not the protocol: ${this.#strange}`);
  }

  *#close(): Generator<Sent> {
    const data = this.#data;
    this.#data = [];
    const isError = this.#isError;
    this.#isError = false;
    if (data.length === 0) return;
    const value = sentIn(data.join('\n'));
    if (value !== undefined) yield isError ? failed(value) : value;
    else if (isError) yield { kind: 'value', value: { error: data.join('\n').slice(0, SHOWN) } };
    else throw badAnswer(`The stream is not the protocol: ${data.join(' ').slice(0, SHOWN)}`);
  }

  #named(value: Sent): Sent {
    return this.#isError ? failed(value) : value;
  }
}

/** What an event called `error` says, as the failure that it is. */
function failed(sent: Sent): Sent {
  if (sent.kind === 'done' || Object.hasOwn(Object(sent.value) as object, 'error')) return sent;
  return { kind: 'value', value: { error: sent.value } };
}

function sentIn(data: string): Sent | undefined {
  if (data.trim() === DONE) return { kind: 'done' };
  try {
    return { kind: 'value', value: JSON.parse(data) };
  } catch {
    return undefined;
  }
}

function* whole(text: string): Generator<Sent> {
  try {
    yield { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    const isCut = error instanceof SyntaxError && /unexpected end|unterminated/i.test(error.message);
    if (isCut) throw new ModelError({ kind: 'cut', message: 'The answer ended before it was whole' });
    throw badAnswer(`The provider answered with something else than a stream: ${text.trim().slice(0, SHOWN)}`);
  }
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
