/** Names of keys whose values are started, loaded or obeyed by whatever reads the file. */
const COMMAND_WORDS: ReadonlySet<string> = new Set(
  `run runs script scripts command commands cmd cmds exec execute executable executables entrypoint shell hook hooks program
  interpreter loader loaders plugin plugins preset presets uses eval preinstall install postinstall prepublish prepare
  prebuild postbuild pretest posttest`.split(/\s+/),
);
/** A word before a colon or an equals sign. It begins where no word is, so that each is looked at once. */
const KEY = /(?<![\w.$-])([A-Za-z_$][\w.$-]{0,80})["']?[ \t]{0,8}[:=]/g;
/** Writes a letter as an escape: nothing that writes data does so, but a key can be hidden with it. */
const ESCAPED_LETTER = /\\u00(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|\\x[4-7][0-9a-f]|\\U000000[4-7]/i;
/** A tag of YAML that makes an object of a program, or a value of a template. */
const OBJECT_TAG = /!{1,2}(?:python|ruby|js|java|perl|php|net)[/:]|^[ \t]*!ENV|\{%|\$\{\{|#!\//im;
/** Elements of XML that name what is started, and what a browser runs. */
const COMMAND_ELEMENT =
  /<(?:\w{1,30}:)?(?:exec|script|command|program|bean|listener|filter|servlet|target|task|plugin|import|include)\b|javascript:|<!ENTITY/i;

/** More is not looked through: data of that size is data, and what is not looked through counts as obeyed. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

/** Whether a text of keys and values has one by whose value a tool starts, loads or obeys something. Says yes where it cannot tell. */
export function hasCommandKeys(text: string): boolean {
  if (text.length > MOST_CHARACTERS || ESCAPED_LETTER.test(text) || OBJECT_TAG.test(text)) return true;
  for (const [, key = ''] of text.matchAll(KEY)) if (isCommandKey(key)) return true;
  return false;
}

/** The same question about XML. */
export function hasCommandElements(text: string): boolean {
  return text.length > MOST_CHARACTERS || COMMAND_ELEMENT.test(text);
}

/** `startCommand`, `before_script` and `post-install` are commands, `description` and `subscript` are not. */
function isCommandKey(key: string): boolean {
  const parts = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s._$-]+/);
  return COMMAND_WORDS.has(parts.at(-1) ?? '');
}
