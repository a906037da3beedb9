import type { AssistantPart, ModelMessage, UserPart } from '../../model.ts';
import { UNNAMED_TOOL } from '../../../schemas/model-call.ts';
import { inputObject } from './tool-input.ts';

/** What both protocols take as the id and as the name of a tool call; the narrower of the two, Anthropic's and OpenAI's. */
const ID = /^[\w-]{1,64}$/;
const NAME = /^[\w-]{1,64}$/;

type Call = Extract<AssistantPart, { kind: 'tool-call' }>;

/**
 * A conversation as every server takes it back, whatever one of them sent: arguments are objects, ids valid and each given once, names
 * valid, texts well-formed Unicode. A conversation that is so already comes back equal. A function of the messages alone.
 */
export function replayable(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const taken = new Set<string>();
  let open: { readonly was: string; readonly is: string }[] = [];
  return messages.map((message): ModelMessage => {
    if (message.role === 'user') {
      const parts = message.parts.map((part): UserPart => {
        if (part.kind === 'text') return { ...part, text: part.text.toWellFormed() };
        const at = open.findIndex(({ was }) => was === part.callId);
        const [found] = at === -1 ? [] : open.splice(at, 1);
        return { ...part, callId: found?.is ?? part.callId, text: part.text.toWellFormed() };
      });
      return { role: 'user', parts };
    }
    open = [];
    const parts = message.parts.map((part): AssistantPart => {
      if (part.kind === 'text') return { kind: 'text', text: part.text.toWellFormed() };
      if (part.kind === 'opaque') return part;
      const is = freeId(part.callId, taken);
      taken.add(is);
      open.push({ was: part.callId, is });
      return mended(part, is);
    });
    return { role: 'assistant', parts };
  });
}

function mended({ name, input }: Call, callId: string): Call {
  return {
    kind: 'tool-call',
    callId,
    name: NAME.test(name) ? name : UNNAMED_TOOL,
    input: wellFormed(inputObject(input)),
  };
}

/** Nine letters and digits where one has to be made up: what the strictest template, Mistral's, asks for. */
function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (ID.test(wanted) && !taken.has(wanted)) return wanted;
  for (let number = taken.size + 1; ; number += 1) {
    const id = `call${String(number).padStart(5, '0')}`;
    if (!taken.has(id)) return id;
  }
}

/** Texts within a value of JSON; a half of a surrogate pair is refused by several servers' parsers. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}
