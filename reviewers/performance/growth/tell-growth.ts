import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { syntaxRoot } from '../../changed-code/syntax-root.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { CheckContext, Report } from '../../reviewer.ts';
import { BY_HAND } from '../plain/serving-files.ts';
import { ONE_OFF } from '../syntax.ts';

/** A file of any language that is looked at, as one side of the change has it. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly root: Syntax;
  /** `script` for JavaScript and TypeScript, `python`, else the kind of its language. */
  readonly kind: string;
  /** Says that the file holds more than is looked at. */
  readonly tooMuch: () => void;
}

/** Something that grows, where it stands. */
export interface Growth {
  /** The code that is told. */
  readonly node: Syntax;
  /** What around it makes it grow, when it is added: the loop. */
  readonly around?: Syntax;
  readonly words: Pick<Report, 'rule' | 'confidence' | 'title' | 'explanation' | 'failureScenario'>;
}

/** What looks for it; `hint` is in every text that has it. */
export interface GrowthSearch {
  readonly hint: RegExp;
  readonly find: (source: Source) => readonly Growth[] | Promise<readonly Growth[]>;
}

const SCRIPT = /\.[cm]?[jt]sx?$/i;
const PYTHON = /\.py$/i;

/** Reports what the change adds of it; what stood in the file at the base, in whatever layout, is not told. */
export async function tellGrowth(context: CheckContext, { hint, find }: GrowthSearch): Promise<void> {
  for (const file of withoutNoise(context.changeSet.files)) {
    const changed = context.changedLines(file, 'new');
    if (changed.size === 0 || !isServing(file.newPath)) continue;
    const source = await sourceOf(context, { file, side: 'new', hint });
    if (source === null) continue;
    const lines = source.text.split('\n');
    const lineAt = (offset: number): number => source.text.slice(0, offset).split('\n').length;
    const found = (await find(source)).filter(({ node, around }) => {
      const [first, last] = [lineAt(node.start), lineAt(node.end)];
      const head = around === undefined ? first : lineAt(around.start);
      return [...changed].some((line) => line === head || (line >= first && line <= last));
    });
    const old = found.length === 0 || file.status === 'A' ? null : await sourceOf(context, { file, side: 'old', hint });
    const before = new Set(old === null ? [] : (await find(old)).map(nameOf));
    for (const growth of found) {
      if (before.has(nameOf(growth))) continue;
      const line = lineAt(growth.node.start);
      context.report({
        ...growth.words,
        location: { path: file.newPath, side: 'new', startLine: line, endLine: line },
        evidence: (lines[line - 1] ?? '').replace(/\r$/, ''),
      });
    }
  }
}

const nameOf = ({ node, words }: Growth): string => `${words.rule} ${node.text.replace(/\s+/g, '')}`;

function isServing(path: string): boolean {
  if (kindOf(path) === null || isSampleCode(path) || isTestPath(path)) return false;
  return !ONE_OFF.test(path) && !BY_HAND.test(path);
}

function kindOf(path: string): string | null {
  if (PYTHON.test(path)) return 'python';
  return SCRIPT.test(path) ? 'script' : (languageOf(path)?.kind ?? null);
}

async function sourceOf(
  context: CheckContext,
  { file, side, hint }: { readonly file: ChangedFile; readonly side: 'old' | 'new'; readonly hint: RegExp },
): Promise<Source | null> {
  const path = side === 'new' ? file.newPath : file.oldPath;
  const kind = kindOf(path);
  if (kind === null) return null;
  const content = await context.read(path, side);
  if (content.kind === 'absent') {
    if (side === 'new') context.unavailable({ path, reason: `the syntax needs the whole file: ${content.reason}` });
    return null;
  }
  if (!hint.test(content.text)) return null;
  const root = await syntaxRoot(context, path, content.text);
  return root === null
    ? null
    : {
        path,
        text: content.text,
        root,
        kind,
        tooMuch: () => context.unjudged(path, 'more lists are searched in loops than are looked at'),
      };
}
