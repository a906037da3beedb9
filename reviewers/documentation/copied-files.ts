import type { CheckContext } from '../reviewer.ts';

/** So many lines of a file are its head, in which it is said where it comes from. */
const HEAD_LINES = 40;
/** So many statements of holders show who holds most files here. */
const MOST_STATED = 200;
const LEAST_STATED = 4;

/** Who holds a text since which year; licences speak of copyright without one. */
const STATED =
  /(?:\bcopyright\b|\(c\)|©)[^\n\r\u2028\u2029\d]{0,20}\d{4}[\s\d,;–-]{0,40}(?:present\b,?\s{0,4})?(?:by\s{1,4})?([^\n\r\u2028\u2029]{0,200})/i;
/** Words that stand beside anybody's name. */
const NOT_A_NAME =
  /^(?:the|all|rights|reserved|author|authors|inc|ltd|llc|gmbh|and|its|contributors?|committers?|project|team|copyright|notice|present|see|file|for|details|licen[cs]e[ds]?|name|owner|year|yyyy|holders?|https?|www|com|org)$/i;
const COMMENT = /^(?:\/\/|#|\*|\/\*|;|--|"""|'''|<!--|%|rem\b)/i;
const TAKEN =
  /\b(?:vendored|copied|imported|borrowed|taken|lifted|ported|backported|forked|extracted|adapted)\s(?:\S{1,60}\s){0,3}from\b/i;
const LICENCE = /(?:^|\/)(?:licen[cs]e|copying|notice|authors)[\w.-]{0,20}$/i;

/**
 * Says of a path whether its file is somebody else's work that is kept here: by what its head says, by whom it names as holder where most files and
 * the repository's licence name others, or by another licence in a folder around it. Its words are mended where it comes from.
 */
export async function copiedFiles(context: CheckContext): Promise<(path: string) => Promise<boolean>> {
  const paths = (await context.list('new')) ?? [];
  const ours = await textOf(
    context,
    paths.filter((path) => LICENCE.test(path) && !path.includes('/')),
  );
  const stated = await context.search({ text: 'Copyright', side: 'old', limit: MOST_STATED });
  const others = stated.kind === 'unavailable' ? [] : stated.value.flatMap(({ text }) => [namesIn(text)]);
  const holders = others.filter((names) => names.length > 0);
  const isOurs = (names: readonly string[]): boolean => {
    if (names.length === 0 || names.some((name) => ours.includes(name))) return true;
    const shared = holders.filter((one) => one.some((name) => names.includes(name))).length;
    return holders.length < LEAST_STATED ? namesIn(ours).length === 0 : shared * 2 >= holders.length;
  };
  return async (path) => {
    const content = await context.read(path, 'new');
    const head = content.kind === 'text' ? content.text.split('\n').slice(0, HEAD_LINES) : [];
    if (saysFromWhere(head)) return true;
    if (head.some((line) => STATED.test(line))) return !isOurs(namesIn(head.join('\n')));
    const licences = paths.filter((one) => LICENCE.test(one) && one.includes('/') && isBeside(one, path));
    const theirs = namesIn(await textOf(context, licences));
    return theirs.length > 0 && namesIn(ours).length > 0 && !theirs.some((name) => ours.includes(name));
  };
}

/** Whether a comment says that the text comes from somewhere, and from where. */
function saysFromWhere(head: readonly string[]): boolean {
  return head.some(
    (line, index) =>
      COMMENT.test(line.trim()) &&
      TAKEN.test(line.slice(0, 400)) &&
      /https?:|\bgit(?:hub|lab)\b|\bupstream\b|\bvendored\b/i.test(`${line} ${head[index + 1] ?? ''}`),
  );
}

const isBeside = (licence: string, path: string): boolean =>
  path.startsWith(licence.slice(0, licence.lastIndexOf('/') + 1));

async function textOf(context: CheckContext, paths: readonly string[]): Promise<string> {
  const texts: string[] = [];
  for (const path of paths.slice(0, 6)) {
    const content = await context.read(path, 'new');
    if (content.kind === 'text') texts.push(content.text.slice(0, 20_000));
  }
  return texts.join('\n').toLowerCase();
}

/** The names in the first statement of who holds a text. */
function namesIn(text: string): string[] {
  const holder = text
    .split('\n')
    .flatMap((line) => STATED.exec(line)?.[1] ?? [])
    .find((one) => /[a-z]{3}/i.test(one));
  return (holder ?? '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2 && !NOT_A_NAME.test(word));
}
