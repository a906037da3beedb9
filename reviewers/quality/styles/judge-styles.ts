import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { readStyles, type StyleStatement } from '../../changed-code/styles/read-styles.ts';
import { withoutTexts } from '../../changed-code/styles/style-texts.ts';
import { idleDeclarations } from './blocks.ts';
import { declarationsOf, type Dialect } from './declaration.ts';
import { ignoredHeads } from './heads.ts';
import { lessSlips } from './less.ts';
import { preprocessedSlips } from './preprocessed.ts';
import { sassSlips } from './sass.ts';
import { styleSlip } from './style-slip.ts';
import { undefinedNames } from './undefined-names.ts';
import { ignoredValues } from './values.ts';

const DECLARATION = /^([\w-]{1,80})\s?:\s?(.*)$/s;
/** Values that are made elsewhere, or written for a preprocessor. */
const MADE = /[#@$]\{|\$|@|~|%\(|\bvar\(/;
const MOST_WRITTEN = 300;
const UNITS =
  /^(?:px|em|rem|ex|ch|cap|ic|lh|rlh|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|cm|mm|q|in|pt|pc|deg|grad|rad|turn|m?s|k?hz|dpi|dpcm|dppx|x|fr|n|e\d{0,4})$/i;

/** Judges whether a style sheet does what it plainly means to. */
export function judgeStyleSlips(text: string, path: string): SideJudgement {
  const sheet = readStyles(text);
  if (typeof sheet === 'string') return { hazards: [], unread: [{ reason: sheet, identity: text }] };
  const dialect = dialectOf(path);
  const declarations = declarationsOf(sheet);
  const comments =
    dialect === 'css'
      ? sheet.lineComments.map((line) =>
          styleSlip('ignored-declaration', {
            line,
            what: `// ${line}`,
            say: 'CSS knows no comment that begins with `//`.',
          }),
        )
      : [];
  const lines = text.split('\n');
  const told = new Set<string>();
  const hazards = [
    ...sheet.statements.flatMap(ignored),
    ...repeated(sheet.statements),
    ...comments,
    ...ignoredValues(declarations),
    ...ignoredHeads(sheet, dialect),
    ...idleDeclarations(declarations),
    ...undefinedNames(sheet, declarations),
    ...(dialect === 'scss' ? sassSlips(sheet, path) : []),
    ...(dialect === 'less' ? lessSlips(sheet) : []),
    ...preprocessedSlips(sheet, { dialect, path, text }),
  ].filter(({ rule, lines: [line = 1] }) => {
    const isNew = !told.has(`${rule} ${line}`);
    told.add(`${rule} ${line}`);
    // What a program wrote stands on a few long lines, and nobody mends it there.
    return isNew && (lines[line - 1] ?? '').length < MOST_WRITTEN;
  });
  return { hazards, unread: [] };
}

function dialectOf(path: string): Dialect {
  const ending = /\.(scss|less)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === 'scss' || ending === 'less' ? ending : 'css';
}

function ignored({ text, line }: StyleStatement): SideHazard[] {
  const [, name = '', value = ''] = DECLARATION.exec(text) ?? [];
  if (name === '' || name.startsWith('--') || MADE.test(value)) return [];
  const bare = withoutTexts(value);
  const mark = /!\s?([a-z]{1,20})/i.exec(bare)?.[1];
  const wrong =
    (mark !== undefined && !/^(?:important|default|global|optional|ie)$/i.test(mark)) ||
    /#[\da-f]*[g-z][\da-z]*\b/i.test(/colou?r$|^background$|^border/i.test(name) ? bare : '') ||
    /#(?:[\da-f]{1,2}|[\da-f]{5}|[\da-f]{7}|[\da-f]{9,20})(?![\w-])/i.test(bare) ||
    /(?:^|[\s,(])-?\d{1,9}(?:\.\d{1,9})? (?:px|r?em|vh|vw|deg)\b/.test(bare) ||
    unknownUnit(name, bare);
  return wrong ? [styleSlip('ignored-declaration', { line, what: text })] : [];
}

/** `10xp`: letters behind a number that are no unit. Names of grids, fonts and animations may be anything. */
function unknownUnit(name: string, value: string): boolean {
  if (
    !/^(?:width|height|(?:min|max)-(?:width|height)|margin|padding|top|right|bottom|left|gap|font-size|line-height)(?:-\w{1,20})?$/i.test(
      name,
    )
  )
    return false;
  return Array.from(value.matchAll(/(?<![\w#.-])-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})([a-z]{1,10})(?![\w(-])/gi)).some(
    ([, unit = '']) => !UNITS.test(unit),
  );
}

function repeated(statements: readonly StyleStatement[]): SideHazard[] {
  const seen = new Set<string>();
  return statements.flatMap((one) => {
    const [, name = ''] = DECLARATION.exec(one.text) ?? [];
    const key = `${one.block}\n${one.text}`;
    const twice = name !== '' && !one.text.startsWith('@') && one.around.length > 0 && seen.has(key);
    seen.add(key);
    return twice ? [styleSlip('repeated-declaration', { line: one.line, what: one.text })] : [];
  });
}
