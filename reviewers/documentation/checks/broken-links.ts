import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { copiedFiles } from '../copied-files.ts';
import { looseAnchor, type ReadMarkdown, readMarkdown } from '../markdown.ts';
import { isMarkdown, resolveLink } from '../paths.ts';

/** Links that a site's generator, a build or a forge answers, and not the tree. */
const ELSEWHERE =
  /^(?:[a-z][a-z0-9+.-]*:|\/|\{|<|\$|%7b)|[{}<>*]|^(?:\.\.?\/)*(?:dist|build|out|target|coverage|node_modules|_site)(?:\/|$)/i;

/**
 * What a generator of sites or of reference pages answers: an address without an ending (a slug), a page of HTML, a path in code
 * (`crate::module::Type`).
 */
const SLUG = /(?:^|\/)[^./]*\/?$|(?:^|\/)\.{1,2}\/?$|\.html?$|::/;

/** Other links of a document that are tried where one leads nowhere. */
const MOST_COMPARED = 20;

/** In so many other documents the same link is how they are written here. */
const HABIT = 3;

/** Relative links and anchors on lines that the change adds, which lead nowhere at head. */
export const brokenLinks: Check = {
  id: 'broken-links',
  async run(context) {
    const documents = withoutNoise(context.changeSet.files).filter(
      (file) => isMarkdown(file.newPath) && context.changedLines(file, 'new').size > 0,
    );
    if (documents.length === 0) return;
    const paths = await context.list('new');
    if (paths === null) return context.unavailable({ reason: 'whether links lead somewhere needs the whole tree' });
    const tree = new Set(paths.flatMap((path) => [path, ...foldersOf(path)]));
    for (const file of documents) await checkDocument(context, file, tree);
  },
};

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, depth) => parts.slice(0, depth).join('/'));
}

async function checkDocument(context: CheckContext, file: ChangedFile, tree: ReadonlySet<string>): Promise<void> {
  const content = await context.read(file.newPath, 'new');
  if (content.kind === 'absent') return context.unavailable({ path: file.newPath, reason: content.reason });
  const added = context.changedLines(file, 'new');
  const own = await readMarkdown(context, file.newPath, content.text);
  // What kept it from being read is told already.
  if (own === null) return;
  const told = new Set<string>();
  for (const { target, startLine, endLine } of own.links) {
    const stretch = Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index);
    const touched = stretch.filter((line) => added.has(line));
    const line = touched.find((one) => own.lines[one - 1]?.includes(target) === true) ?? touched[0];
    if (line === undefined || told.has(`${line} ${target}`)) continue;
    told.add(`${line} ${target}`);
    const problem = await problemOf(context, { document: file.newPath, own, target, tree });
    const text = own.lines[line - 1] ?? '';
    if (problem === null) continue;
    if (problem.rule === 'broken-link' && (await isReadElsewhere(context, { file, own, target, tree, added })))
      continue;
    if (problem.rule === 'broken-link' && (await isHabit(context, file.newPath, target))) continue;
    // What others wrote is mended where it comes from.
    if (await (await copiedFiles(context))(file.newPath)) return;
    context.report(reportOf({ path: file.newPath, line, text, target, problem }));
  }
}

/** The like in other documents: a template has it, or something else than the tree answers it. */
async function isHabit(context: CheckContext, path: string, target: string): Promise<boolean> {
  const found = await context.search({ text: `](${target})`, side: 'old', limit: HABIT * 4 });
  if (found.kind === 'unavailable') return false;
  return new Set(found.value.map((hit) => hit.path).filter((other) => other !== path)).size >= HABIT;
}

/** Links of one step that are not this change's and lead nowhere either: something puts the document in another place. */
async function isReadElsewhere(
  context: CheckContext,
  {
    file,
    own,
    target,
    tree,
    added,
  }: Omit<Link, 'document'> & { readonly file: ChangedFile; readonly added: ReadonlySet<number> },
): Promise<boolean> {
  const [step] = target.split('/', 1);
  const others = own.links.filter((one) => one.target.startsWith(`${step}/`) && !added.has(one.startLine));
  for (const other of others.slice(0, MOST_COMPARED)) {
    const problem = await problemOf(context, { document: file.newPath, own, target: other.target, tree });
    if (problem?.rule === 'broken-link') return true;
  }
  return false;
}

interface Link {
  readonly document: string;
  readonly own: ReadMarkdown;
  readonly target: string;
  readonly tree: ReadonlySet<string>;
}

type Problem = { readonly rule: 'broken-link' | 'broken-anchor'; readonly what: string };

async function problemOf(context: CheckContext, { document, own, target, tree }: Link): Promise<Problem | null> {
  if (ELSEWHERE.test(target)) return null;
  const [address = '', anchor] = target.split('#', 2);
  const decoded = decode(address.split('?', 1)[0] ?? '');
  const path = decoded === '' ? document : resolveLink(document, decoded);
  if (path === null) return null;
  const stem = path.replace(/\.html?$/, '');
  const ordered = (one: string): boolean =>
    one.endsWith('.md') && [...tree].some((other) => withoutOrder(other) === one);
  // Generators of sites leave the ending out, or write another.
  const found = [path, ...['.md', '.mdx', '.markdown', '/index.md', '/README.md'].map((ending) => stem + ending)].find(
    (one) => tree.has(one),
  );
  if (found === undefined)
    return SLUG.test(decoded) || ordered(path) ? null : { rule: 'broken-link', what: `there is no \`${path}\`` };
  if (anchor === undefined || anchor === '' || !/\.(?:md|markdown)$/i.test(found)) return null;
  // Line numbers and text fragments are the forge's and the browser's; generated headings the generator's.
  if (/^(?:L\d|:~:|user-content-)/i.test(anchor)) return null;
  const there = found === document ? own : await readOther(context, found);
  if (there === null || there.lines.some((line) => GENERATED.test(line))) return null;
  if (there.anchors.has(looseAnchor(decode(anchor)))) return null;
  return { rule: 'broken-anchor', what: `\`${found}\` has no heading or anchor \`#${anchor}\`` };
}

/** Headings that a generator puts in are not there to be seen. */
const GENERATED = /\{%|\{\{|^:::|<!--\s{0,10}#?include/;

async function readOther(context: CheckContext, path: string): Promise<ReadMarkdown | null> {
  const content = await context.read(path, 'new');
  return content.kind === 'text' ? readMarkdown(context, path, content.text) : null;
}

/** Numbers in front of names give an order and are left out of addresses: `01-intro.md` is `intro.md`. */
function withoutOrder(path: string): string {
  return path.replace(/(?<=^|\/)\d+[-_.]\s?(?=[^/])/g, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of the name.
    return text;
  }
}

function reportOf(link: { path: string; line: number; text: string; target: string; problem: Problem }): Report {
  return {
    rule: link.problem.rule,
    location: { path: link.path, side: 'new', startLine: link.line, endLine: link.line },
    evidence: link.text.trim(),
    title: `The link to \`${link.target}\` leads nowhere`,
    explanation: `After this change, ${link.problem.what}.`,
    failureScenario: {
      description: `A reader of \`${link.path}\` follows the link \`${link.target}\`.`,
      expected: 'the place that the text promises',
      actual:
        link.problem.rule === 'broken-link' ? 'a page that says the file was not found' : 'the top of the document',
    },
  };
}
