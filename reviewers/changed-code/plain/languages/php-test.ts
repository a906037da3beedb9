/** The heading of a section of a `.phpt` test. */
const HEADING = /^--([A-Z_]{2,40})--[ \t\r]*$/;
/** Sections that the test runner hands to PHP. */
const PROGRAMS: ReadonlySet<string> = new Set(['FILE', 'FILEEOF', 'SKIPIF', 'CLEAN']);
/** Sections that are compared, said or sent. What takes in other files or changes how PHP starts (`INI`, `ENV`, `ARGS`, `REDIRECTTEST`), or lets a test fail (`XFAIL`), is none. */
const TEXTS: ReadonlySet<string> = new Set(
  'TEST DESCRIPTION CREDITS EXPECT EXPECTF EXPECTREGEX EXPECT_EXTERNAL EXPECTF_EXTERNAL EXPECTHEADERS EXTENSIONS STDIN GET POST COOKIE'.split(
    ' ',
  ),
);
/** Settings of PHP that show errors, bound work or choose a language. Others name what is called or loaded. */
export const HARMLESS_PHP_SETTING =
  /^(?:error_reporting|display_errors|display_startup_errors|html_errors|log_errors|memory_limit|max_execution_time|date\.timezone|precision|serialize_precision|assert\.(?:active|exception|warning|bail)|zend\.(?:assertions|enable_gc|exception_ignore_args)|xdebug\.(?:mode|max_nesting_level)|pcov\.enabled|short_open_tag|default_charset|pcre\.jit)$/;
const SETTING = /^(?:;.*|([\w.]{1,60}) ?= ?"?[\w~&|-]{0,60}"?)?\r?$/;
const LEAVES_PHP = /\?>\s*$/;

/**
 * A `.phpt` test as the PHP that runs in it, each sign where it was: what is only compared is blank, and each heading ends what stands above it. A section
 * that nobody knows becomes what no grammar can read, and PHP among what is compared stays.
 */
export function phpOfTest(text: string): string {
  if (!/^--TEST--[ \t\r]*\n/.test(text)) return text;
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (HEADING.test(line) ? [index] : []));
  let inPhp = false;
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? lines.length;
    const name = HEADING.exec(lines[start] ?? '')?.[1] ?? '';
    const said = lines.slice(start + 1, end).join('\n');
    if (takesAll(name, said)) {
      lines[start] = unreadable(lines[start] ?? '', inPhp ? '((' : '<?=');
      inPhp = true;
      continue;
    }
    const isText = TEXTS.has(name) || (name === 'INI' && lines.slice(start + 1, end).every(isHarmlessSetting));
    if (!isText && !PROGRAMS.has(name)) {
      lines[start] = unreadable(lines[start] ?? '', inPhp ? '((' : '<?=');
      for (let each = start + 1; each < end; each += 1) lines[each] = unreadable(lines[each] ?? '', '');
      inPhp = true;
      continue;
    }
    lines[start] = (inPhp ? '?>' : '  ') + ' '.repeat((lines[start] ?? '').length - 2);
    const hasPhp = said.includes('<?');
    inPhp = hasPhp && !LEAVES_PHP.test(said);
    if (isText && !hasPhp)
      for (let each = start + 1; each < end; each += 1) lines[each] = ' '.repeat((lines[each] ?? '').length);
  }
  return lines.join('\n');
}

/** Whether a section lets every result pass: what skips without a condition, a pattern that everything fits. */
function takesAll(name: string, said: string): boolean {
  if (name === 'SKIPIF') return !/\b(?:if|include|require|or|and)|\|\||&&|\?[^>]/i.test(said.replace(/<\?/g, ''));
  return /^EXPECT(?:F|REGEX)$/.test(name) && /^(?:%[aAsS]|\.\*|\s)*$/.test(said);
}

/** A line of the same length that is no PHP, so that nobody takes it for judged. */
function unreadable(line: string, opening: string): string {
  return (opening + '('.repeat(line.length)).slice(0, line.length);
}

function isHarmlessSetting(line: string): boolean {
  const found = SETTING.exec(line);
  return found !== null && (found[1] === undefined || HARMLESS_PHP_SETTING.test(found[1]));
}
