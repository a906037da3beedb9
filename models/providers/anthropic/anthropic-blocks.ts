import { z } from 'zod';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import { ModelError } from '../../model.ts';
import type { AssistantPart } from '../../model.ts';
import type { MessageEvent } from './anthropic-event.ts';
import type { OpaqueBlock } from './anthropic-request.ts';
import { parsedInput } from '../wire/tool-input.ts';

type Block = Readonly<Record<string, unknown>> & { readonly type: string };
type Delta = NonNullable<MessageEvent['delta']>;

/** A message with more blocks is none of a model that works. */
const MOST_BLOCKS = 1_000;

const TextBlock = z.object({ type: z.literal('text'), text: z.string().catch('') });
const ToolUse = z.object({
  type: z.literal('tool_use'),
  id: z.string().catch(''),
  name: z.string().catch(''),
  input: z.unknown().optional(),
});

interface BlockSoFar {
  block: Block;
  /** Arguments as they came over the wire. */
  source: string;
  /** A piece of it was not understood, so that it cannot be handed back as it was. */
  isLossy: boolean;
}

/** The content of one message, put together from events. */
export class BlocksSoFar {
  /** Grows with every character and every block. */
  size = 0;
  readonly #blocks: BlockSoFar[] = [];
  readonly #places = new Map<number, BlockSoFar>();

  begin(block: Block, index: number | null | undefined): void {
    if (this.#blocks.length >= MOST_BLOCKS) {
      throw new ModelError({ kind: 'bad-answer', message: `The answer has more than ${MOST_BLOCKS} parts` });
    }
    const begun = { block, source: '', isLossy: false };
    this.#blocks.push(begun);
    this.size += 1;
    if (index !== null && index !== undefined) this.#places.set(index, begun);
  }

  extend(delta: Delta, index: number | null | undefined): void {
    const known = index === null || index === undefined ? this.#blocks.at(-1) : this.#places.get(index);
    if (known === undefined) this.begin(emptyBlockFor(delta), index);
    const open = known ?? this.#blocks.at(-1);
    if (open === undefined) return;
    extended(open, delta);
    const { text, thinking, signature, partial_json } = delta;
    const pieces = [text, thinking, signature, partial_json];
    this.size += pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
  }

  parts(asked: string): AssistantPart[] {
    const ids = new Set<string>();
    return this.#blocks.flatMap(({ block, source, isLossy }, index): AssistantPart[] => {
      const text = TextBlock.safeParse(block);
      if (text.success) return [{ kind: 'text', text: text.data.text }];
      const call = ToolUse.safeParse(block);
      if (!call.success) return isLossy ? [] : [{ kind: 'opaque', value: opaque(asked, block) }];
      const { id, name, input } = call.data;
      const callId = id === '' || ids.has(id) ? `call_${index + 1}` : id;
      ids.add(callId);
      return [{ kind: 'tool-call', callId, name, input: inputOf(source, input) }];
    });
  }
}

function opaque(asked: string, block: Block): OpaqueBlock {
  return { anthropicModel: asked, block };
}

/** Without pieces of arguments the block's own are the arguments, which gateways send at once, as an object or as its text. */
function inputOf(source: string, input: unknown): unknown {
  if (source !== '') return parsedInput(source);
  return typeof input === 'string' ? parsedInput(input) : (input ?? {});
}

/** The beginning of a block that nobody announced. */
function emptyBlockFor({ type }: Delta): Block {
  if (type === 'input_json_delta') return { type: 'tool_use', id: '', name: '', input: {} };
  return type === 'thinking_delta' ? { type: 'thinking', thinking: '' } : { type: 'text', text: '' };
}

function extended(open: BlockSoFar, delta: Delta): void {
  const { block } = open;
  const grown = (field: string, piece: string | null | undefined): void => {
    const before = block[field];
    open.block = { ...block, [field]: (typeof before === 'string' ? before : '') + (piece ?? '') };
  };
  switch (delta.type ?? '') {
    case 'text_delta':
      return grown('text', delta.text);
    case 'thinking_delta':
      return grown('thinking', delta.thinking);
    case 'signature_delta':
      return grown('signature', delta.signature);
    case 'input_json_delta': {
      const piece = delta.partial_json ?? '';
      open.source += typeof piece === 'string' ? piece : canonicalJson(piece);
      return;
    }
    // What a text cites is not used.
    case 'citations_delta':
      return;
    default:
      open.isLossy = true;
  }
}
