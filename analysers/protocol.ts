import { z } from 'zod';

/** What the parent asks of a child: new rule data, or one file. Rules stay in force until the next ones. */
export const ChildRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rules'), rules: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal('file'), id: z.int(), path: z.string(), text: z.string() }),
]);
export type ChildRequest = z.infer<typeof ChildRequest>;

const Match = z.strictObject({
  path: z.string(),
  rule: z.string(),
  message: z.string(),
  startLine: z.int().min(1),
  startColumn: z.int().min(0),
  endLine: z.int().min(1),
  endColumn: z.int().min(0),
  syntax: z.strictObject({ kinds: z.array(z.string()).readonly(), nodes: z.array(z.number()).readonly() }).optional(),
});

/** What a child says: that it has loaded its tool, or what became of one file. */
export const ChildReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('matches'), id: z.int(), matches: z.array(Match) }),
  z.strictObject({ kind: z.literal('failed'), id: z.int(), reason: z.string() }),
]);
export type ChildReply = z.infer<typeof ChildReply>;
