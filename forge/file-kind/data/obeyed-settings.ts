const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words of keys that switch a protection of a running program. */
const PROTECTIONS = words(`
  auth authentication authenticated authorization authorize tls ssl mtls https hsts csp cors csrf xsrf insecure secure httponly
  sandbox sandboxed isolation sanitize sanitise escape autoescape mfa 2fa captcha ratelimit encryption encrypted encrypt
  unsafe debug strictssl rejectunauthorized samesite firewall impersonation anonymous trusted privileged superuser
`);
const SWITCH = /^(?:true|false|on|off|yes|no|none|\*|0\.0\.0\.0|(?:en|dis)abled|allow|deny|always|never)$/i;
/** Keys that say whom a program lets in or listens to, wherever they stand. */
const ACCESS = words(`
  alloworigin alloworigins allowedorigin allowedorigins allowhosts allowedhosts trustedhosts trustedproxies allowedips
  accesscontrolalloworigin accesscontrolallowcredentials contentsecuritypolicy stricttransportsecurity xframeoptions
  allowcredentials supportscredentials rolearn assumerolepolicydocument allowedmethods allowprivilegeescalation
`);
/** Keys behind which the name of a module, of a class or of a file with a program is loaded. */
const LOADERS = words(`
  require requires transform transformer transforms main module modules middleware middlewares extends resolver register preload
  setupfiles setupfilesafterenv helpers helper reporter reporters handler handlers engine bootstrap extension extensions addon
  addons processor preprocessor executor runner factory class classname provider driver import imports imported importmap
`);
/** Tables and lists that say which module a name means, or which settings come before these. */
const MAPS_OF_MODULES = words('imports importmap require requires extends');
const PROGRAM_FILE = /\.(?:[cm]?[jt]sx?|py|rb|php|pl|lua|sh|bash|ps1|bat|so|dll|dylib|exe|jar|wasm|node)$/i;
const MODULE = /^(?:\.{1,2}\/|@[\w-]{1,100}\/|https?:|file:|npm:)/;
const QUALIFIED = /^[A-Za-z_]\w{0,80}(?:\.[A-Za-z_]\w{0,80}){1,10}(?::\w{1,80})?$/;
const CLASSES = words('class classname factory handler driver formatter');

/** Whether a running program lets more in, or protects less, by this setting. */
export function isProtection(keyWords: readonly string[], value: unknown): boolean {
  const isSwitch = typeof value === 'boolean' || (typeof value === 'string' && SWITCH.test(value));
  if (isSwitch && keyWords.some((word) => PROTECTIONS.has(word))) return true;
  // A sentence under such a key is a translation or an explanation of it.
  return ACCESS.has(keyWords.join('')) && !(typeof value === 'string' && /\S\s+\S+\s+\S/.test(value));
}

/** Whether the value (absent: a table or a list) names something that is loaded as a program: a module, a file, a class. */
export function isLoaded(keyWords: readonly string[], value: unknown): boolean {
  const last = keyWords.at(-1) ?? '';
  if (value === undefined) return MAPS_OF_MODULES.has(keyWords.join(''));
  if (typeof value !== 'string') return false;
  // Servers call the function that an operation of an interface names.
  if (keyWords.join('') === 'operationid') return QUALIFIED.test(value.slice(0, 500));
  const text = value.slice(0, 500);
  if (!LOADERS.has(last) && !LOADERS.has(keyWords.join(''))) return false;
  return PROGRAM_FILE.test(text) || MODULE.test(text) || (CLASSES.has(last) && QUALIFIED.test(text));
}
