import type { CheckContext } from '../../reviewer.ts';
import { templateDialect } from './dialects.ts';
import { HELD } from './islands.ts';
import { readPage } from './page.ts';

/** What a check is shown a page as: the same lines with nothing but its scripts. */
const scriptPath = (path: string): string => `${path}${/\.mdx$/i.test(path) ? '.tsx' : '.ts'}`;

/** The scripts of a page on their own lines, all else blank; null where it has none. */
function pageScriptText(path: string, text: string): string | null {
  const dialect = templateDialect(path, text);
  if (dialect === null) return null;
  const { scripts, around } = readPage(text, dialect);
  if (scripts.length === 0) return null;
  let made = '';
  let at = 0;
  for (const { start, end } of scripts) {
    made += around.slice(at, start).replaceAll(/[^\n]/g, ' ') + around.slice(start, end).replaceAll(HELD, '_');
    at = end;
  }
  return made + around.slice(at).replaceAll(/[^\n]/g, ' ');
}

/** A check's context in which the scripts of pages are files of their own; what it says of them is said of the page. */
export function scriptContext(context: CheckContext): CheckContext {
  const pages = context.changeSet.files.filter(({ newPath }) => templateDialect(newPath, '') !== null);
  const originals = new Map(
    pages.flatMap(({ newPath, oldPath }) => [newPath, oldPath].map((path) => [scriptPath(path), path])),
  );
  const files = pages.map((file) => ({
    ...file,
    newPath: scriptPath(file.newPath),
    oldPath: scriptPath(file.oldPath),
  }));
  const byScript = new Map(files.map((file, index) => [file, pages[index]] as const));
  const real = (path: string): string => originals.get(path) ?? path;
  return {
    ...context,
    changeSet: { ...context.changeSet, files },
    read: async (path, side, want) => {
      const content = await context.read(real(path), side, originals.has(path) ? undefined : want);
      if (content.kind !== 'text' || !originals.has(path)) return content;
      return { ...content, text: pageScriptText(real(path), content.text) ?? '' };
    },
    changedLines: (file, side) => context.changedLines(byScript.get(file) ?? file, side),
    looked: (path) => context.looked(real(path)),
    unjudged: (path, reason) => context.unjudged(real(path), reason),
    unavailable: ({ path, reason }) => context.unavailable({ reason, ...(path !== undefined && { path: real(path) }) }),
    report: (report) =>
      context.report(
        report.location === null
          ? report
          : { ...report, location: { ...report.location, path: real(report.location.path) } },
      ),
  };
}
