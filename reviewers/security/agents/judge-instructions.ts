import type { SideHazard, SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import { COMMAND_ORDERS, hazardOfOrder, isRefusal, orderIn, WORD_ORDERS, type AgentOrder } from './agent-orders.ts';
import { type InstructionPart, instructionParts, type Sentence, sentencesOf, spansOf } from './read-instructions.ts';

/** What a shell script tells of a command that an agent is shown. Values that reach another reader are a matter of scripts. */
const OF_COMMANDS: ReadonlySet<string> = new Set([
  'downloaded-code',
  'secret-sent-away',
  'remote-shell',
  'certificate-check-off',
  'excessive-permissions',
]);
/** What starts the newest program of a package: whoever shows an agent such a command means that. */
const STARTERS = /^\s{0,8}(?:npx|bunx|uvx|pipx|(?:pnpm|yarn) dlx|(?:npm|bun) x)\b/;
/** A text that nobody can read: base64 or digits, longer than a digest, in one word, or letters by their numbers. */
const LONG_WORD = /[A-Za-z\d+/_-]{72,}/g;
const BY_NUMBERS = [/(?:%[0-9a-f]{2}){12}/i, /(?:\\x[0-9a-f]{2}){8}/i];
/** More slashes, hyphens or underscores are those of a path or a name. */
const MOST_SIGNS = 3;
/** Letters of scripts in which no rule reads orders. */
const OTHER_LETTERS = /[^\P{L}\p{Script=Latin}]/gu;
/** Letters of Latin with marks, as few words of English have them. */
const MARKED_LETTERS = /[^\P{Script=Latin}A-Za-z]/gu;
const WORDS = /\p{L}{2,}/gu;
/** The commonest words of English: a paragraph without any is in another language. */
const ENGLISH = /\b(?:the|to|is|are|of|and|with|it|this|that|by|not|be|from|when|if|you|use)\b/i;
/** Fewer words may well be names and titles alone. */
const LEAST_WORDS = 25;
/** Files that an agent takes into these instructions: Claude's and Gemini's form. */
const IMPORT = /(?:^|\s)@((?:~\/|\.{1,2}\/|\/)?[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,20}\.\w{1,5})\b/g;
const INSTRUCTIONS =
  /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|copilot-instructions)(?:\.\w{1,20})?\.md$|^(?:\.\/)?\.(?:claude|cursor|agents)\/[\w./-]{1,200}\.md$/;
const FOR_AGENTS = /\b(?:agents?|assistants?|ai|llms?|claude|copilot|codex|gemini|cursor|model)\b/i;

/** Judges what coding agents act on: commands that they are shown, and orders in words. */
export function judgeInstructions(text: string): SideJudgement {
  const parts = instructionParts(text);
  return { hazards: parts.flatMap(hazardsOfPart), unread: parts.flatMap(unreadOf) };
}

function hazardsOfPart(part: InstructionPart): SideHazard[] {
  switch (part.kind) {
    case 'front':
      return frontHazards(part);
    case 'program':
      return isRefusal(lastSentence(part.before)) ? [] : programHazards(part);
    case 'code':
      return isRefusal(lastSentence(part.before)) ? [] : ordersIn(COMMAND_ORDERS, part);
    case 'comment':
      return commentHazards(part);
    case 'prose':
      return sentencesOf(part).flatMap((sentence) => sentenceHazards(sentence, isRefusal(lastSentence(part.before))));
  }
}

function lastSentence(text: string): string {
  return sentencesOf({ text, line: 1 }).at(-1)?.text ?? '';
}

function programHazards({ text, line }: InstructionPart): SideHazard[] {
  return [...shellOf(text, line), ...ordersIn(COMMAND_ORDERS, { text, line })];
}

/** Line by line where the block cannot be read as a whole: beside commands stands what they print, and what the reader puts in. */
function shellOf(text: string, line: number): SideHazard[] {
  const plain = withoutPlaceholders(text);
  const whole = shellHazards(plain);
  if (whole !== null) return placed(whole, plain, line);
  return plain.split('\n').flatMap((one, index) => placed(shellHazards(one) ?? [], one, line + index));
}

type ShellFound = NonNullable<ReturnType<typeof shellHazards>>;

function placed(hazards: ShellFound, text: string, line: number): SideHazard[] {
  return hazards
    .filter(({ rule, start }) => OF_COMMANDS.has(rule) && !STARTERS.test(text.slice(start)))
    .map(({ start, ...hazard }) => ({ ...hazard, lines: [line + text.slice(0, start).split('\n').length - 1] }));
}

function inSpan(text: string, line: number): SideHazard[] {
  return placed(shellHazards(text) ?? [], text, line);
}

function withoutPlaceholders(text: string): string {
  return text.replaceAll(/^[ \t]{0,40}[$%>][ \t]{1,4}/gm, '').replaceAll(/<[A-Za-z][\w ./|-]{0,60}>/g, 'PLACEHOLDER');
}

function sentenceHazards({ text, line }: Sentence, listRefuses: boolean): SideHazard[] {
  if (listRefuses) return [];
  const refused = isRefusal(text);
  const spans = refused ? [] : spansOf(text).filter((span) => /\s/.test(span));
  return [
    ...spans.flatMap((span) => inSpan(withoutPlaceholders(span), lineOf({ text, line }, text.indexOf(span)))),
    ...spans.flatMap((span) =>
      ordersOf(COMMAND_ORDERS, span, refused).map(({ order }) =>
        hazardOfOrder(order, text, lineOf({ text, line }, text.indexOf(span))),
      ),
    ),
    ...ordersOf(COMMAND_ORDERS, text.replaceAll(/`[^`\n]{0,1000}`/g, '`'), refused).map(({ order }) =>
      hazardOfOrder(order, text, line),
    ),
    ...ordersOf(WORD_ORDERS, text, refused).map(({ order, at }) =>
      hazardOfOrder(order, text, lineOf({ text, line }, at)),
    ),
  ];
}

function lineOf({ text, line }: Sentence, at: number): number {
  return line + text.slice(0, Math.max(at, 0)).split('\n').length - 1;
}

/** What only those see who look at the source: orders there are kept from people. */
function commentHazards(part: InstructionPart): SideHazard[] {
  const orders = [...COMMAND_ORDERS, ...WORD_ORDERS].filter((one) => orderIn(one, part.text) !== null);
  const spoken =
    FOR_AGENTS.test(part.text) && /https?:\/\/|[;|&]|\b(?:run|execute|fetch|send|ignore)\b/i.test(part.text);
  const found = orders.find(({ confidence }) => confidence === undefined);
  if (found === undefined && !(spoken && orders.length + Number(/https?:\/\//.test(part.text)) > 0)) return [];
  return [
    hazardOfOrder(
      {
        rule: 'hidden-instruction',
        patterns: [],
        title: 'A comment that people do not see gives an agent orders',
        explanation:
          'Whoever reads the page sees nothing of it, and agents obey it. Write it where it is seen, or not at all.',
        scenario: 'The file looks harmless to its readers, and the agents of everybody do what the comment says.',
      },
      part.text,
      part.line,
    ),
  ];
}

/** Tools that a skill or command may use without asking. */
function frontHazards({ text, line }: InstructionPart): SideHazard[] {
  return text.split('\n').flatMap((one, index): SideHazard[] => {
    const [, value = ''] =
      /^[ \t-]{0,20}(?:allowed-tools|allowedTools|tools|permissions?|permissionMode)[ \t]{0,8}:(.{0,2000})$/.exec(
        one,
      ) ?? [];
    const isAll = /(?:^|[\s,["'])(?:\*|Bash\((?:\*|:\*|\*:\*)\)|all|bypassPermissions)(?:$|[\s,\]"'])/.test(value);
    const isShell = /^[ \t-]{0,20}allowed/.test(one) && /(?:^|[\s,["'])Bash(?:$|[\s,\]"'])/.test(value);
    if (!isAll && !isShell) return ordersIn(COMMAND_ORDERS, { text: one, line: line + index });
    return [
      hazardOfOrder(
        {
          rule: 'unguarded-agent',
          patterns: [],
          title: 'The agent may run every command without asking',
          explanation: 'A text that the agent reads decides what it runs. Name the commands that it needs.',
          scenario: 'An issue that the agent reads tells it to send the credentials of the machine away.',
          ...(!isAll && { severity: 'suggestion' as const, confidence: 240 }),
        },
        one,
        line + index,
      ),
    ];
  });
}

function ordersIn(orders: readonly AgentOrder[], { text, line }: Sentence): SideHazard[] {
  return text
    .split('\n')
    .flatMap((one, index) =>
      ordersOf(orders, one, isRefusal(/#(.{0,300})$/.exec(one)?.[1] ?? '')).map(({ order }) =>
        hazardOfOrder(order, one, line + index),
      ),
    );
}

function ordersOf(
  orders: readonly AgentOrder[],
  text: string,
  refused: boolean,
): { readonly order: AgentOrder; readonly at: number }[] {
  return orders.flatMap((order) => {
    const match = orderIn(order, text);
    if (match === null) return [];
    const { at, said } = match;
    // Where no list refuses it, what refuses an order in words that is told openly stands before it.
    const isOpen = order.confidence === undefined && WORD_ORDERS.includes(order);
    const isRefused = isOpen ? isRefusal(text.slice(0, at)) : refused && isRefusal(text.replace(said, ' '));
    return isRefused && order.evenRefused !== true ? [] : [{ order, at }];
  });
}

function isEncoded(text: string): boolean {
  const words = [...text.matchAll(LONG_WORD)].map(([word]) => word);
  return (
    words.some((word) => /\d/.test(word) && /[A-Za-z]/.test(word) && word.split(/[/_-]/).length - 1 <= MOST_SIGNS) ||
    BY_NUMBERS.some((one) => one.test(text))
  );
}

/** What no rule here can read: encoded texts, other languages, files that are taken in from outside of what is judged. */
function unreadOf({ kind, text }: InstructionPart): UnreadPart[] {
  const unread = (reason: string): UnreadPart => ({ reason, identity: text });
  if (isEncoded(text)) return [unread('has an encoded text, which nobody can read')];
  if (kind === 'front' || kind === 'program' || kind === 'code') return [];
  const plain = text.replaceAll(/`[^`\n]{0,1000}`|https?:\/\/\S{1,500}|<[^<>]{1,500}>/g, ' ');
  const words = plain.match(WORDS) ?? [];
  const letters = words.join('').length;
  const foreign = (plain.match(OTHER_LETTERS) ?? []).length * 3 > letters;
  const marked = words.length >= 6 && (plain.match(MARKED_LETTERS) ?? []).length * 30 > letters;
  if (foreign || marked || (words.length >= LEAST_WORDS && !ENGLISH.test(plain)))
    return [unread('speaks a language in which no rule knows orders')];
  for (const [, path = ''] of text.replaceAll(/`[^`\n]{0,1000}`/g, ' ').matchAll(IMPORT))
    if (/^[~/]|^\.\.\/\.\./.test(path) || !INSTRUCTIONS.test(path))
      return [unread(`takes in \`${path}\`, which is not judged as instructions`)];
  return [];
}
