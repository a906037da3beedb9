import type { ChangeSet } from '../../schemas/change-set.ts';

/** Names that assistants write into their trailers. */
const ASSISTANT =
  /\b(?:claude|copilot|cursor|devin|codex|chatgpt|gpt-\d|gemini|aider|jules|windsurf|cline|opencode|amazon q|kiro|junie)\b|noreply@anthropic\.com|cursoragent@/i;
const TRAILER = /^[ \t]{0,4}(co-authored-by|assisted-by|generated-by|co-developed-by|ai-assisted)[ \t]*:[ \t]*(\S.*)$/i;
const SENTENCE =
  /^\W{0,8}generated (?:with|by) \[?(?:claude|copilot|cursor|devin|codex|chatgpt|gemini|aider|jules|windsurf)\b/i;

/** The line of a commit or of the description that says that a model made the change; null where none does. */
export function generatedSign({ commits, body }: Pick<ChangeSet, 'commits' | 'body'>): string | null {
  const lines = [...commits.map((commit) => commit.body), body].flatMap((text) => text.split('\n'));
  const found = lines.find((line) => {
    const [, name = '', value = ''] = TRAILER.exec(line.slice(0, 300)) ?? [];
    const isOwn = /^(?:assisted|generated|ai-assisted)/i.test(name) && !/^(?:no|none|false|n\/a)\b/i.test(value);
    return isOwn || (name !== '' && ASSISTANT.test(value)) || SENTENCE.test(line.slice(0, 300));
  });
  return found === undefined ? null : found.trim().slice(0, 120);
}
