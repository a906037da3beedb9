import { z } from 'zod';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import type { ModelResponse, OutputSchema } from '../../model.ts';

/** Asks for the answer's form in words, for servers that do not enforce a schema. Deterministic, so that prefixes stay equal. */
export function schemaInWords(output: OutputSchema): string {
  return [
    'Your final answer is one JSON value and nothing else: no prose before or after it, no code fence.',
    `It has this form (${output.name}), with every key:`,
    shapeOf(output.jsonSchema),
  ].join('\n');
}

/** A schema as the type that it describes: a third of its tokens. What has no such form stands as it is. */
function shapeOf(schema: unknown): string {
  const told = Shape.safeParse(schema);
  if (!told.success) return canonicalJson(schema);
  const { enum: words, anyOf, items, properties, type, description } = told.data;
  const remark = description === undefined ? '' : ` /* ${description} */`;
  if (words !== undefined) return `${words.map((word) => JSON.stringify(word)).join(' | ')}${remark}`;
  if (anyOf !== undefined) return `${anyOf.map(shapeOf).join(' | ')}${remark}`;
  if (items !== undefined) return `[${shapeOf(items)}, ...]${remark}`;
  if (properties !== undefined) {
    const keys = Object.entries(properties).map(([key, value]) => `${JSON.stringify(key)}: ${shapeOf(value)}`);
    return `{${keys.join(', ')}}${remark}`;
  }
  return type === undefined ? canonicalJson(schema) : `${[type].flat().join(' | ')}${remark}`;
}

/** As much of JSON Schema as our own answers have. */
const Shape = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.json()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The JSON object inside an answer that wraps it in thoughts, prose or a fence; null when there is none. It only looks where
 * models put their answers, in time linear in the text: as it is, behind the thoughts, in the last fence, between the outer braces.
 */
function embeddedJson(answer: string): string | null {
  const thoughtsEnd = answer.lastIndexOf(THOUGHTS_END);
  const behindThoughts = thoughtsEnd === -1 ? answer : answer.slice(thoughtsEnd + THOUGHTS_END.length);
  const fence = /```(?:json)?[^\S\n]*\n([^`]*)```\s*$/i.exec(behindThoughts)?.[1] ?? '';
  const lastBrace = behindThoughts.lastIndexOf('}') + 1;
  const outer = behindThoughts.slice(behindThoughts.indexOf('{'), lastBrace);
  const lastLine = behindThoughts.slice(behindThoughts.lastIndexOf('\n{') + 1, lastBrace);
  return [answer, fence, outer, lastLine].map((text) => text.trim()).find(isJsonObject) ?? null;
}

/** A final answer reduced to the JSON object in it; one that has none stays as it is, for the caller's repair round. */
export function withEmbeddedJson(response: ModelResponse): ModelResponse {
  if (response.stopReason !== 'end') return response;
  const text = response.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const json = embeddedJson(text);
  if (json === null || json === text) return response;
  const others = response.parts.filter((part) => part.kind !== 'text');
  return { ...response, parts: [...others, { kind: 'text', text: json }] };
}

const THOUGHTS_END = '</think>';

function isJsonObject(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
