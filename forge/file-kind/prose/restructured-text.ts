/** Directives of docutils and Sphinx that run a program, or let HTML through. Docutils takes any case, any space, and one before the colons. */
const DIRECTIVE =
  /\.\.[ \t]{1,40}(?:\|[^|\n]{1,80}\|[ \t]{1,20})?((?:[\w-]{1,40}:){0,2}[\w-]{1,40})[ \t]{0,4}::(?=([^\n]{0,100}))/g;
const RUNS =
  /^(?:[\w-]{1,40}:)?(?:raw|plot|[\w-]{1,40}-plot|exec|exec[-_]code|execute_code|jupyter-execute|jupyter-kernel|ipython|program-output|command-output|testsetup|testcode|testcleanup|doctest|pyexec|runblock|runcmd|autorun|eval|eval-rst|python|meta|code-cell|click:(?:example|run)|notebook|nbinclude|cog|shell)$/i;
const ROLE_OF_RAW = /\([ \t]*raw/i;
const ELSEWHERE = /^[ \t]{0,20}(?:\/(?:etc|proc|home|root|dev)|~|https?:)/i;
const OPTION = /:parser:[ \t]|:(?:url|file):[ \t]{0,20}(?:\/|~|https?:|(?:\.\.\/){2})/i;
const INCLUDE = /^(?:literal)?include$/i;
/** A target of a link that runs: between angle brackets, or behind a name. */
const RST_LINK = /(?:<|_[^\n:]{1,200}:[ \t]{1,20}|:target:[ \t]{1,20})(?:javascript|vbscript|data):\S/i;

/** Whether Docutils or Sphinx run a program, read what lies elsewhere or let HTML through where they make a document of this text. */
export function restructuredTextRuns(text: string): boolean {
  if (OPTION.test(text) || RST_LINK.test(text)) return true;
  return Array.from(text.matchAll(DIRECTIVE)).some(([, name = '', behind = '']) => directiveRuns(name, behind));
}

function directiveRuns(name: string, behind: string): boolean {
  if (RUNS.test(name)) return true;
  return (/^role$/i.test(name) && ROLE_OF_RAW.test(behind)) || (INCLUDE.test(name) && ELSEWHERE.test(behind));
}
