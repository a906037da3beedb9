import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import { ModelError } from '../../model.ts';
import type { AssistantPart } from '../../model.ts';
import { JsonProgress } from '../wire/json-progress.ts';
import type { ToolCallPiece } from './openai-chunk.ts';
import { parsedInput } from '../wire/tool-input.ts';

/** A turn with more calls is no turn of a model that works. */
const MOST_CALLS = 128;

interface CallSoFar {
  id: string;
  name: string;
  source: string;
  readonly progress: JsonProgress;
}

/**
 * The tool calls of one answer, put together from pieces. Servers number them, or number all 0, or none; they give each an id, none, an
 * empty one or the same; they send arguments in pieces, at once, or as an object.
 */
export class ToolCallsSoFar {
  readonly #calls: CallSoFar[] = [];
  readonly #places = new Map<number, CallSoFar>();

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** Takes a piece in, and says by how much the calls grew. */
  add({ index, id, function: called }: ToolCallPiece): number {
    const said = { id: String(id ?? ''), name: called?.name ?? '', source: sourceOf(called?.arguments) };
    const number = index === null || index === undefined ? null : Number(index);
    const before = number === null ? this.#unnumbered(said.id) : this.#places.get(number);
    const call = before === undefined || isAnother(before, said) ? this.#begin(said, number) : before;
    if (call === null) return 0;
    call.id ||= said.id;
    call.name ||= said.name;
    call.source += said.source;
    call.progress.add(said.source);
    return said.name.length + said.source.length;
  }

  parts(): AssistantPart[] {
    const ids = new Set<string>();
    return this.#calls.map(({ id, name, source }, index) => {
      // A result is told to its call by the id, so that two calls never share one.
      const own = id === '' || ids.has(id) ? `call_${index + 1}` : id;
      ids.add(own);
      return { kind: 'tool-call', callId: own, name, input: parsedInput(source) };
    });
  }

  #unnumbered(id: string): CallSoFar | undefined {
    const named = id === '' ? undefined : this.#calls.findLast((call) => call.id === id);
    return named ?? this.#calls.at(-1);
  }

  /** Null for a call that was sent a second time as a whole. */
  #begin(said: Readonly<Pick<CallSoFar, 'id' | 'name' | 'source'>>, number: number | null): CallSoFar | null {
    const isTold = ({ id, name, source }: CallSoFar): boolean =>
      id !== '' && id === said.id && name === said.name && source === said.source;
    if (this.#calls.some(isTold)) return null;
    if (this.#calls.length >= MOST_CALLS) {
      throw new ModelError({ kind: 'bad-answer', message: `The answer calls more than ${MOST_CALLS} tools at once` });
    }
    const call = { id: '', name: '', source: '', progress: new JsonProgress() };
    this.#calls.push(call);
    if (number !== null) this.#places.set(number, call);
    return call;
  }
}

/** A piece begins a call of its own where it brings a name, and another id than the open call or behind arguments that are whole. */
function isAnother(open: CallSoFar, said: Readonly<Pick<CallSoFar, 'id' | 'name' | 'source'>>): boolean {
  if (said.name === '' || open.name === '') return false;
  if (said.id !== '' && open.id !== '' && said.id !== open.id) return true;
  return open.progress.isWhole && said.source.trim() !== '';
}

function sourceOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}
