import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { audienceOf } from '../audience.ts';
import { type FollowedFile, isFollowed, parseFiles, followedText } from '../handed-on/followed-file.ts';
import { callsWithRequests, type Handing } from '../handed-on/calls-with-requests.ts';
import { findFunction, functionsOf } from '../handed-on/find-function.ts';
import { treeOf } from '../handed-on/reached.ts';
import { type ParameterSink, sinksIn, sinksOfParameter } from '../handed-on/sinks-of-parameter.ts';
import { isSettled } from '../values/purposes.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

/** Files of a change whose calls are followed, files that call what the change alters, files that calls lead to. */
const MOST_FILES = 40;
const MOST_CALLERS = 12;
const MOST_TARGETS = 40;
/** Names of changed functions whose callers are looked for, and lines that hold them. */
const MOST_NAMES = 12;
const USES = 40;
const PATHSPECS = ['js', 'ts', 'jsx', 'tsx', 'mjs', 'cjs', 'py', 'java'].map((one) => `*.${one}`);
/** Nobody reads more of them at once. */
const MOST_REPORTS = 20;

/**
 * A request's value that one file takes and hands to a function of another, which puts it into something dangerous: by imports, one step, the
 * value unguarded on both ends. Told where the change touches either end.
 */
export const handedOnValues: Check = {
  id: 'handed-on-values',
  async run(context) {
    const changed = new Map(
      context.changeSet.files
        .filter(({ status, newPath }) => status !== 'D' && isFollowed(newPath))
        .slice(0, MOST_FILES)
        .map((file) => [file.newPath, file]),
    );
    const paths = changed.size === 0 ? null : await context.list('new');
    if (paths === null) return;
    const tree = treeOf(paths);
    const known = new Map<string, FollowedFile | null>();
    await load(
      context,
      [...changed.keys()].filter((path) => changedIn(context, changed.get(path)).size > 0),
      known,
    );
    const own = [...known.values()].filter((file) => file !== null);
    const touches = (file: FollowedFile, node: Syntax): boolean => {
      const lines = changedIn(context, changed.get(file.path));
      return lines.size > 0 && linesOf(file, node).some((line) => lines.has(line));
    };
    const callers = await callersOf(context, own, touches);
    await load(
      context,
      callers.filter((path) => !known.has(path) && isFollowed(path)),
      known,
    );
    const handed = [...known.values()].flatMap((file) =>
      file !== null && audienceOf(file.path, file.text) === 'strangers'
        ? callsWithRequests(file, tree).map((handing) => ({ file, handing }))
        : [],
    );
    const targets = [...new Set(handed.flatMap(({ handing }) => handing.reached.paths))];
    await load(context, targets.filter((path) => !known.has(path)).slice(0, MOST_TARGETS), known);
    const told = new Set<string>();
    for (const { file, handing } of handed) {
      for (const path of handing.reached.paths) {
        const target = known.get(path) ?? null;
        if (target === null || path === file.path) continue;
        for (const taken of sinksBehind(target, handing)) {
          const report = reportOf({ from: file, handing, to: target, taken, touches });
          const key = `${report?.rule ?? ''} ${report?.location?.path ?? ''}:${report?.location?.startLine ?? ''}`;
          if (report === null || told.has(key) || told.size >= MOST_REPORTS) continue;
          told.add(key);
          context.report(report);
        }
      }
    }
  },
};

function changedIn(context: CheckContext, file: ChangedFile | undefined): ReadonlySet<number> {
  return file === undefined ? new Set() : context.changedLines(file, 'new');
}

async function load(
  context: CheckContext,
  paths: readonly string[],
  known: Map<string, FollowedFile | null>,
): Promise<void> {
  const texts = [];
  for (const path of paths) {
    const text = await followedText(context, path);
    known.set(path, null);
    if (text !== null && mayMatter(path, text)) texts.push({ path, text });
  }
  for (const file of await parseFiles(context, texts)) known.set(file.path, file);
}

/** Whether requests come in here, or something dangerous is done. */
function mayMatter(path: string, text: string): boolean {
  return audienceOf(path, text) === 'strangers' || sinksIn(path, text, text).length > 0;
}

/** A part of a request that all places take for one. */
const ANY_REQUEST = 'req.body.value';

/** Files that the change leaves alone and that name a function which it touches and that does something dangerous with what it is given. */
async function callersOf(
  context: CheckContext,
  files: readonly FollowedFile[],
  touches: (file: FollowedFile, node: Syntax) => boolean,
): Promise<string[]> {
  const names = new Set<string>();
  for (const file of files)
    for (const { name, fn } of functionsOf(file.root, file.knowledge.grammar)) {
      if (name === null || names.size >= MOST_NAMES || !touches(file, fn)) continue;
      const given = file.knowledge.grammar.parameters(fn);
      if (given.some(({ position }) => sinksOfParameter(file, fn, position, ANY_REQUEST).length > 0)) names.add(name);
    }
  if (names.size === 0) return [];
  const found = await context.mentions({
    names: [...names],
    side: 'new',
    near: files.map(({ path }) => path),
    pathspecs: PATHSPECS,
    definitions: 1,
    uses: USES,
  });
  const hits = found.kind === 'ok' ? found.value : [];
  return [...new Set(hits.map(({ path }) => path))].slice(0, MOST_CALLERS);
}

/** What the function behind a call does with the value, as far as nothing on the way makes it safe for that. */
function sinksBehind(target: FollowedFile, { reached, at, leaves }: Handing): readonly ParameterSink[] {
  const fn = findFunction(target, reached);
  if (fn === null) return [];
  return leaves.flatMap((leaf) =>
    sinksOfParameter(target, fn, at, leaf.path).filter(({ sink }) => !isSettled(leaf, sink.takes.need.purpose)),
  );
}

interface Way {
  readonly from: FollowedFile;
  readonly handing: Handing;
  readonly to: FollowedFile;
  readonly taken: ParameterSink;
  readonly touches: (file: FollowedFile, node: Syntax) => boolean;
}

/** Told at the end that the change touches: what does the harm, or else what hands the value on. */
function reportOf({ from, handing, to, taken: { sink, use }, touches }: Way): Report | null {
  const quoted = use.told.find((node) => touches(to, node));
  const isAtEnd = quoted !== undefined;
  if (!isAtEnd && !touches(from, handing.node)) return null;
  const [file, node] = isAtEnd ? [to, quoted] : [from, handing.node];
  const rule = SECURITY_RULES[sink.rule];
  const lines = linesOf(file, node);
  const startLine = lines[0] ?? 1;
  const endLine = Math.min(lines.at(-1) ?? 1, startLine + MOST_LINES - 1);
  const usual = sink.ofRequest?.confidence ?? sink.confidence ?? rule.confidence;
  const other = isAtEnd
    ? `A request brings the value: ${placeOf(from, handing.node)} hands it on.`
    : `The function that is called puts it into ${placeOf(to, use.node)}.`;
  return {
    rule: sink.rule,
    location: { path: file.path, side: 'new', startLine, endLine },
    evidence:
      lines.length === 1
        ? node.text
        : file.text
            .split('\n')
            .slice(startLine - 1, endLine)
            .join('\n'),
    title: sink.title,
    explanation: `${sink.explanation} ${other}`,
    failureScenario: sink.scenario(use.node.text),
    severity: sink.ofRequest?.severity ?? sink.severity ?? rule.severity,
    confidence: Math.max(LEAST, usual - ONE_STEP_MORE),
  };
}

/** Proven on both ends, with one step between them that was resolved by imports. */
const ONE_STEP_MORE = 100;
const LEAST = 500;
/** Lines of a quotation; more make a comment nobody reads. */
const MOST_LINES = 12;
/** So much of a place is enough to find it. */
const LONGEST = 80;

function placeOf(file: FollowedFile, node: Syntax): string {
  const text = node.text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").slice(0, LONGEST);
  return `line ${linesOf(file, node)[0] ?? 1} of ${file.path} (\`${text}\`)`;
}

function linesOf({ text }: FollowedFile, { start, end }: Syntax): number[] {
  const first = text.slice(0, start).split('\n').length;
  return Array.from({ length: text.slice(start, end).split('\n').length }, (_, index) => first + index);
}
