/** Directives of docutils and Sphinx that run a program, or let HTML through. Docutils takes any case, any space, and one before the colons. */
const DIRECTIVE =
  /\.\.[ \t]{1,40}(?:\|[^|\n]{1,80}\|[ \t]{1,20})?(?:[\w-]{1,40}:)?(?:raw|plot|[\w-]{1,40}-plot|exec|exec[-_]code|execute_code|jupyter-execute|jupyter-kernel|ipython|program-output|command-output|testsetup|testcode|testcleanup|doctest|pyexec|runblock|runcmd|autorun|eval|eval-rst|python|meta|code-cell|click:(?:example|run)|notebook|nbinclude|cog|shell)[ \t]{0,4}::|\.\.[ \t]{1,40}role[ \t]{0,4}::[^\n]{0,80}\([ \t]*raw|\.\.[ \t]{1,40}(?:literal)?include[ \t]{0,4}::[ \t]{0,20}(?:\/(?:etc|proc|home|root|dev)|~|https?:)|:parser:[ \t]|:(?:url|file):[ \t]{0,20}(?:\/|~|https?:|(?:\.\.\/){2})/i;
/** A target of a link that runs: between angle brackets, or behind a name. */
const RST_LINK = /(?:<|_[^\n:]{1,200}:[ \t]{1,20}|:target:[ \t]{1,20})(?:javascript|vbscript|data):\S/i;

/** Whether Docutils or Sphinx run a program, read what lies elsewhere or let HTML through where they make a document of this text. */
export function restructuredTextRuns(text: string): boolean {
  return DIRECTIVE.test(text) || RST_LINK.test(text);
}
