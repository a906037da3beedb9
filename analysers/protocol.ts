import { z } from 'zod';

/** The tools that are libraries, and share a child. */
export const ChildTool = z.enum(['ast-grep', 'markdown', 'postgres', 'ruff', 'secrets']);
export type ChildTool = z.infer<typeof ChildTool>;

/** What the parent asks of a child: to load a tool, new rule data of one, or some files. A tool's rules stay in force until the next ones. */
export const ChildRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('load'), tool: ChildTool }),
  z.strictObject({ kind: z.literal('rules'), tool: ChildTool, rules: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    kind: z.literal('files'),
    tool: ChildTool,
    id: z.int(),
    files: z.array(z.strictObject({ path: z.string(), text: z.string() })),
  }),
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
  fixedLine: z.string().optional(),
  syntax: z.strictObject({ kinds: z.array(z.string()).readonly(), nodes: z.instanceof(Int32Array) }).optional(),
});

const FileReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('matches'), matches: z.array(Match) }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);
export type FileReply = z.infer<typeof FileReply>;

/** What a child says: that it has loaded a tool, or what became of the files, up to the first that failed. */
export const ChildReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), tool: ChildTool }),
  z.strictObject({ kind: z.literal('results'), id: z.int(), results: z.array(FileReply) }),
]);
export type ChildReply = z.infer<typeof ChildReply>;
