import type { AssistantPart, ModelMessage, UserPart } from '../../../models/model.ts';

/** The messages of one loop, as providers want them: turns that alternate, and no empty texts. */
export class ModelConversation {
  #messages: readonly ModelMessage[];

  constructor(messages: readonly ModelMessage[]) {
    this.#messages = messages;
  }

  /** Does not change when the conversation goes on. */
  get messages(): readonly ModelMessage[] {
    return this.#messages;
  }

  /** Two messages of the user in a row become one: not every provider takes them. */
  say(parts: readonly UserPart[]): void {
    const last = this.#messages.at(-1);
    this.#messages =
      last?.role === 'user'
        ? [...this.#messages.slice(0, -1), { role: 'user', parts: [...last.parts, ...parts] }]
        : [...this.#messages, { role: 'user', parts }];
  }

  /** Takes in what the model said. False where that was nothing at all. */
  hear(parts: readonly AssistantPart[]): boolean {
    const spoken = parts.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
    if (spoken.length === 0) return false;
    this.#messages = [...this.#messages, { role: 'assistant', parts: spoken }];
    return true;
  }
}
