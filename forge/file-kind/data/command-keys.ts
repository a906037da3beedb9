const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Last words of keys whose values are started, loaded or obeyed by whatever reads the file. */
const COMMAND_WORDS = words(`
  run runs script scripts command commands cmd cmds cmdline commandline exec execute executable executables execpath entrypoint
  entrypoints shell hook hooks program interpreter loader loaders plugin plugins preset presets uses eval preinstall install
  postinstall prepublish prepare prebuild postbuild pretest posttest prestart poststart prestop poststop argv runcmd bootcmd
  onload onerror onclick oncreatecommand systemprompt
`);
/** Words that mean the same with one of the next table behind them: `execPath`, `shell_args`, `commandLine`, `hook-url`. */
const STARTS = words(
  'run script command cmd exec execute executable shell hook program interpreter loader plugin binary bin',
);
const PARTS_OF_STARTS = words(`
  line lines path paths arg args argv argument arguments file files string template url urls uri src source sources text body dir
  directory folder prefix wrapper options opts flags env
`);
/** Keys of formats that keep whole objects, or functions, of a program. */
const OBJECT_KEYS = words(`
  py/object py/reduce py/function py/type py/new py/newobj __reduce__ __class__ __type __proto__ constructor () @class $function
  _$$nd_func$$_ __js_function ^o ^c json_class $code $where $expr
`);
/** A word before a colon or an equals sign, as it is seen where nothing is parsed. It begins where no word is, so that each is looked at once. */
const KEY = /(?<![\w.$-])([A-Za-z_$][\w.$-]{0,80})["']?\s{0,40}[:=]/g;
/** Headers of tables and sections. */
const HEADER = /^[ \t]*\[{1,2}([^\]\n]{1,200})\]/gm;

/** `startCommand`, `before_script` and `post-install` are commands, `description` and `subscript` are not. */
export function isCommandKey(key: string): boolean {
  if (key.length > 200) return false;
  if (OBJECT_KEYS.has(key.toLowerCase())) return true;
  const parts = wordsOfKey(key);
  const last = parts.at(-1) ?? '';
  // Gateways and frameworks obey their own keys in the description of an interface.
  if (/^x-(?:amazon|google|openapi-router|swagger-router|kong|envoy|traefik|ms-|wso2|apigee)/i.test(key)) return true;
  return COMMAND_WORDS.has(last) || (PARTS_OF_STARTS.has(last) && STARTS.has(parts.at(-2) ?? ''));
}

/** The words of a key in lower case, whichever way they are joined. */
export function wordsOfKey(key: string): readonly string[] {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s._$:/-]+/)
    .filter((part) => part !== '');
}

/** The same question of a text that cannot be parsed, because only pieces of it are known or its format has no parser here. */
export function mentionsCommandKey(text: string): boolean {
  for (const [, key = ''] of text.matchAll(KEY)) if (isCommandKey(key)) return true;
  for (const [, header = ''] of text.matchAll(HEADER))
    if (header.split(/[.:\s"']+/).some((part) => isCommandKey(part))) return true;
  return false;
}
