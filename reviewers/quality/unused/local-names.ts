/** How far a name reaches: whoever uses it stands in its file, its folder, or anywhere. */
type Reach = 'file' | 'folder' | 'tree';

/** Something that only code near by can use, where it is declared. */
export interface LocalName {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/** What a language keeps to a file, and how one sees it. */
export interface LocalLanguage {
  readonly files: RegExp;
  readonly reach: Reach;
  /** One pattern a form; each has the name as its first group. */
  readonly declares: readonly RegExp[];
  /** Texts in which a name may be reached in a way that no text shows. */
  readonly unless?: RegExp;
  /** Where this is missing, others see all of it. */
  readonly onlyIf?: RegExp;
  /** Declarations of which others decide whether they are needed. */
  readonly except?: (name: string, lines: readonly string[], index: number) => boolean;
}

const JAVA_TYPE = String.raw`[^=;(){}"]{1,200}\s`;

const LANGUAGES: readonly LocalLanguage[] = [
  {
    files: /(?<!\.d)\.[cm]?[jt]sx?$/i,
    reach: 'file',
    declares: [
      /^(?:async\s+)?function(?:\s+|\s{0,9}\*\s{0,9})([\w$]+)/,
      /^(?:const|let)\s+([\w$]+)\s*[=:;]/,
      /^(?:interface|type|enum|const\s+enum|class|abstract\s+class)\s+([\w$]+)/,
      /^\s+private\s+(?:(?:static|readonly|async|get)\s+)*([\w$]+)\s*[(<=:;?!]/,
      /[(,]\s*private\s+(?:readonly\s+)?([\w$]+)\s*[:?]/,
      /^\s+(?:(?:static|async|get)\s+)*(#[\w$]+)\s*(?:[(=:;]|$)/,
    ],
    // A script without a module gives its names to every other one.
    onlyIf: /^(?:import|export)\b|\brequire\(|\bmodule\.exports\b|^\}?[ \t]*from\s/m,
  },
  {
    files: /\.py$/i,
    reach: 'tree',
    declares: [
      /^(?:async\s+)?def\s+(_\w+)\(/,
      /^class\s+(_\w+)/,
      /^(_[A-Za-z]\w*)\s*(?::[^=]{1,100})?=(?!=)/,
      /^\s+(?:async\s+)?def\s+(_[A-Za-z]\w*)\(/,
      /^\s+self\.(_[A-Za-z]\w*)\s*(?::[^=]{1,100})?=(?!=)/,
    ],
    except: (name) => name.endsWith('__'),
  },
  {
    files: /\.go$/i,
    reach: 'folder',
    declares: [/^func\s+(?:\([^)]{0,100}\)\s*)?([a-z_]\w*)\s*[([]/, /^(?:var|const|type)\s+([a-z]\w*)\b/],
    except: (name) => name === 'main' || name === 'init' || name === '_',
  },
  {
    files: /\.java$/i,
    reach: 'file',
    declares: [new RegExp(String.raw`^\s+private\s${JAVA_TYPE}(\w+)\s*(?:[=;(]|$)`)],
    unless: /\b(?:lombok|javax?\.persistence|jakarta\.persistence|com\.google\.gson)\b/,
  },
  {
    files: /\.cs$/i,
    reach: 'file',
    declares: [
      new RegExp(String.raw`^\s+private\s(?!\s{0,8}protected\b)${JAVA_TYPE}(\w+)\s*(?:<[\w, ]{1,60}>\s*)?(?:[=;({]|$)`),
    ],
    unless: /\bpartial\s+(?:class|struct|record|interface)\b/,
  },
  {
    files: /\.kts?$/i,
    reach: 'file',
    declares: [
      /^\s*private\s+(?:(?:suspend|inline|const|lateinit|infix|tailrec|data|enum|sealed)\s+)*(?:fun|val|var|class|object|interface)\s+(?:<[^>]{1,80}>\s+)?(?:[\w<>?]{1,80}\.)?(\w+)/,
      /[(,]\s*private\s+va[lr]\s+(\w+)\s*:/,
    ],
    unless: /\bdata\s+class\b|@Serializable/,
  },
  {
    files: /\.php$/i,
    reach: 'file',
    declares: [
      /^\s+(?:(?:static|final)\s+)*private\s+(?:(?:static|final)\s+)*function\s+&?(\w+)/,
      /^\s+private\s+const\s+(?:\w+\s+)?(\w+)\s*=/,
      /^\s+private\s+(?:(?:static|readonly)\s+)*(?:[\w\\|?]{1,120}\s+)?\$(\w+)\s*[=;,)]/,
    ],
    unless: /^(?:trait)\s/m,
    except: (name) => name.startsWith('__'),
  },
  {
    files: /\.(?:rb|rake)$/i,
    reach: 'tree',
    declares: [/^\s+(?:private\s+)?def\s+(\w+[?!]?)(?![\w=.])/],
    except: (_, lines, index) => !isPrivateInRuby(lines, index),
  },
  {
    files: /\.rs$/i,
    reach: 'tree',
    declares: [
      /^\s{0,12}(?:(?:const|async|unsafe)\s+)*fn\s+(\w+)/,
      /^(?:const|static)\s+([A-Z]\w*)\s*:/,
      /^(?:struct|enum|type)\s+(\w+)/,
    ],
    except: (name, lines, index) => name === 'main' || isOfTrait(lines, index),
  },
];

/** The language of a file that keeps names to itself. */
export function localLanguage(path: string): LocalLanguage | null {
  return LANGUAGES.find(({ files }) => files.test(path)) ?? null;
}

/** A mark on a declaration by which something else may use it, or that says that nothing does. */
const MARKED = /^\s*(?:@|\[|#\[|\)|\]\s*$)/;
const COMMENT = /^\s*(?:\/\/|\/?\*|#(?!\[))/;
const MEANT = /\bunused\b|nolint|noqa|go:linkname|\/\/export |allow\(dead_code|istanbul|eslint-disable|noinspection/i;
const MOST_ABOVE = 40;

/** What a file keeps to itself, in the order of its lines. */
export function localNames(path: string, text: string): LocalName[] {
  const language = localLanguage(path);
  if (language === null || language.unless?.test(text) === true || language.onlyIf?.test(text) === false) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) =>
    language.declares.flatMap((pattern): LocalName[] => {
      const name = pattern.exec(line.slice(0, 400))?.[1];
      if (name === undefined || language.except?.(name, lines, index) === true) return [];
      return isMarked(lines, index) ? [] : [{ name, line: index + 1 }];
    }),
  );
}

function isMarked(lines: readonly string[], index: number): boolean {
  if (MEANT.test(lines[index] ?? '')) return true;
  for (let above = index - 1; above >= Math.max(0, index - MOST_ABOVE); above -= 1) {
    const line = lines[above] ?? '';
    if (MARKED.test(line) || (COMMENT.test(line) && MEANT.test(line))) return true;
    if (!COMMENT.test(line)) return false;
  }
  return false;
}

/** Behind a bare `private` of the same class. */
function isPrivateInRuby(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (/^\s+private\s+def\b/.test(line)) return true;
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  for (let above = index - 1; above >= 0; above -= 1) {
    const [, space = '', word = ''] =
      /^(\s*)(private|public|protected|module_function|class|module|end)\s*(?:#.*)?$/.exec(lines[above] ?? '') ??
      /^(\s*)(class|module)\s/.exec(lines[above] ?? '') ??
      [];
    if (word === '') continue;
    if (word === 'private' && space.length <= indent) return indent - space.length <= 2;
    if (word !== 'end' && space.length <= indent) return false;
    if (word === 'end' && space.length < indent) return false;
  }
  return false;
}

/** Of a trait, or of a type as one: the trait asks for it. */
function isOfTrait(lines: readonly string[], index: number): boolean {
  if (/^\S/.test(lines[index] ?? '')) return false;
  for (let above = index - 1; above >= 0; above -= 1) {
    const line = lines[above] ?? '';
    if (!/^[a-z]/.test(line)) continue;
    return !/^(?:unsafe\s+)?impl\b/.test(line) || /\sfor\s/.test(line);
  }
  return true;
}
