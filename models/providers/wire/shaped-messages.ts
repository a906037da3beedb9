import type { ModelDialect } from '../../../schemas/model.ts';
import type { ModelMessage } from '../../model.ts';
import { replayable } from './replayable.ts';

/**
 * A conversation in the shape that a dialect asks for, before it is put into a protocol: nothing broken and nothing empty in it, results
 * before words, and as far as the dialect says one call a turn, turns that alternate, and the system text within the first of them.
 */
export function shapedMessages(
  messages: readonly ModelMessage[],
  dialect: ModelDialect,
  system: string,
): { readonly system: string; readonly messages: readonly ModelMessage[] } {
  const whole = replayable(messages).flatMap(withoutEmpty);
  const single = dialect.parallelTools ? whole : oneCallATurn(whole);
  const inside = dialect.systemRole === 'none' && system !== '' ? withSystem(single, system) : single;
  const shaped = dialect.alternatingRoles ? alternating(inside) : inside;
  return { system: inside === single ? system : '', messages: shaped };
}

function withoutEmpty(message: ModelMessage): ModelMessage[] {
  if (message.role === 'user') {
    const results = message.parts.filter((part) => part.kind === 'tool-result');
    const texts = message.parts.filter((part) => part.kind === 'text' && part.text !== '');
    const parts = [...results, ...texts];
    return parts.length === 0 ? [] : [{ role: 'user', parts }];
  }
  const parts = message.parts.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
  return parts.length === 0 ? [] : [{ role: 'assistant', parts }];
}

function withSystem(messages: readonly ModelMessage[], text: string): readonly ModelMessage[] {
  const [first, ...rest] = messages;
  const part = { kind: 'text', text } as const;
  return first?.role === 'user'
    ? [{ role: 'user', parts: [part, ...first.parts] }, ...rest]
    : [{ role: 'user', parts: [part] }, ...messages];
}

/** Several calls of one turn become turns of their own, each followed by its result; what else was said keeps its place. */
function oneCallATurn(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.flatMap((message, at): ModelMessage[] => {
    if (message.role === 'user') {
      const moved = new Set(laterCalls(messages[at - 1]).map(({ first }) => first));
      const parts = message.parts.filter((part) => part.kind !== 'tool-result' || !moved.has(part.callId));
      return parts.length === 0 ? [] : [{ role: 'user', parts }];
    }
    const later = laterCalls(message);
    const next = messages[at + 1];
    if (later.length === 0 || next?.role !== 'user') return [message];
    const ids = new Set(later.map(({ call }) => call.callId));
    const head = message.parts.filter((part) => part.kind !== 'tool-call' || !ids.has(part.callId));
    const resultOf = (callId: string): ModelMessage[] => {
      const parts = next.parts.filter((part) => part.kind === 'tool-result' && part.callId === callId);
      return parts.length === 0 ? [] : [{ role: 'user', parts }];
    };
    // The last call's result stays where it is, before the words that follow it.
    return later.reduce<ModelMessage[]>(
      (turns, { call, first }) => [...turns, ...resultOf(first), { role: 'assistant', parts: [call] }],
      [{ role: 'assistant', parts: head }],
    );
  });
}

/** The calls of a turn behind its first, each with the id of the call before it. */
function laterCalls(message: ModelMessage | undefined) {
  if (message?.role !== 'assistant') return [];
  const calls = message.parts.filter((part) => part.kind === 'tool-call');
  return calls.slice(1).map((call, at) => ({ call, first: calls[at]?.callId ?? '' }));
}

function alternating(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.reduce<ModelMessage[]>((turns, message) => {
    const last = turns.at(-1);
    if (last?.role === 'user' && message.role === 'user') {
      turns[turns.length - 1] = { role: 'user', parts: [...last.parts, ...message.parts] };
    } else if (last?.role === 'assistant' && message.role === 'assistant') {
      turns[turns.length - 1] = { role: 'assistant', parts: [...last.parts, ...message.parts] };
    } else turns.push(message);
    return turns;
  }, []);
}
