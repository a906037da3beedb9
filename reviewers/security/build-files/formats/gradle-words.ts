/** One sign, name, number or text of a statement; what is none of these (blocks, annotations, escapes) is not read here. */
const TOKEN =
  /\s{0,10}(?:("[^"\\\n]{0,300}"|'[^'\\\n]{0,300}')|([A-Za-z_]\w{0,80})|(\d[\w.]{0,20})|(::|->|[-.,()<>:=+?!&|[\]]))/y;
/** What a text takes in by a name alone. */
const INSERTED = /\$\{\w{1,60}(?:\.\w{1,60}){0,6}(?:\.get\(\))?\}|\$[A-Za-z_]\w{0,60}/g;
const MOST_CHARACTERS = 1500;

/**
 * What starts a program, loads code, sends something away or takes a guard away has such a word in its name, or in a text. A statement with one
 * of them is never plain by its words.
 */
const TELLING =
  /exec|command|shell|script|process|runtime|eval|load|class|agent|(?<!t)arg|insecure|trust|verif|lenient|debug|protocol|password|secret|token|credential|unsafe|allow|ignore|skip|disable|enable|fail|sign|repositor|maven|jcenter|ivy|flatdir|includebuild|includeflat|lock|url|uri|proxy|download|dofirst|dolast|only|exclude|filter|run|start|main|deploy|publish|upload|release|write|delete|copy|sync|ant|compiler|plugin|processor|resolution|substitut|force|cache|uptodate|input|output|invoke|method|reflect|system|getenv|env|boot|launcher|fork|http|@|\.\./i;
/** Names that hold such a word and tell nothing: of tasks and settings that Gradle's own plugins have. */
const KNOWN: ReadonlySet<string> = new Set(
  `sourceSets commonMain jvmMain nativeMain main compilerOptions kotlinOptions withPlugin pluginManager javadocPlugin JavaPlugin JavaLibraryPlugin
  startsWith javaLauncher sourcesJar javadocJar MavenPublication publishing publications releaseNotes dependsOn archiveClassifier`.split(
    /\s+/,
  ),
);
/** What is called: it reads a value, chooses among tasks and sets, or puts a value into a setting. */
const CALLS: ReadonlySet<string> = new Set(
  `listOf setOf mutableListOf get set add addAll of toString toInt named withType withId project create creating register registering getting getByName
  getByType configure configureEach all matching isCompatibleWith current toVersion endsWith startsWith contains trim lowercase uppercase hasProperty
  has dependsOn mustRunAfter optIn nodejs browser toggleOffOn with apiVersion languageVersion links dir isNotEmpty isEmpty equals
  subprojects allprojects`.split(/\s+/),
);
/** Settings that name and describe what is built, and choose versions: of every other one nobody here knows what it takes away. */
const SETTINGS: ReadonlySet<string> = new Set(
  `title name description displayName overview version group archiveBaseName archiveClassifier archiveAppendix archiveVersion languageVersion
  apiVersion jvmTarget sourceCompatibility targetCompatibility coreLibrariesVersion organization inceptionYear windowTitle docTitle header footer
  encoding optIn languageSettings archivesName exceptionFormat showCauses showExceptions showStackTraces showStandardStreams`.split(
    /\s+/,
  ),
);
/** Flags of Kotlin's compiler that choose the language and the form of what is compiled; the others load code or say less. */
const FLAG =
  /^freeCompilerArgs(?:\.(?:add|addAll)\(| ?\+= ?(?:listOf\()?)\s?(?:"-(?:X?jvm-default=[\w-]{1,30}|Xjdk-release=\d[\w.]{0,6}|Xcontext-(?:receivers|parameters)|Xexpect-actual-classes|opt-in=[\w.]{1,120}|Xopt-in=[\w.]{1,120}|progressive|Xconsistent-data-class-copy-visibility)",? ?){1,8}\)?\)?$/;

/** Calls that put a value into what stands before them. */
const PUTS = /^(?:set|add|addAll)$/;

interface Token {
  readonly text: string;
  readonly kind: 'text' | 'name' | 'number' | 'sign';
}

/** Whether a statement, or the condition of a block, is made of harmless words alone: every name in it is looked at, and every call is one that is known. */
export function isPlainByWords(value: string): boolean {
  if (FLAG.test(value)) return true;
  const tokens = tokensOf(value);
  return tokens !== null && setsOnlyKnown(tokens) && tokens.every((token, at) => isPlainToken(token, tokens, at));
}

const CONDITION = /^(?:else )?if ?\((.{1,400})\)$/;
const CHAIN = /^(?:val \w{1,60}(?: ?: ?[\w<>]{1,60})? (?:by|=) )?(?:\w{1,60} -> )?([\w.<>():"', =[\]]{1,300})$/;

/** The same of the head of a block: `if (…)`, `else`, a task that is chosen or made, what waits for the rest of the project. */
export function isPlainHeadByWords(value: string): boolean {
  if (value === 'else' || value === 'afterEvaluate') return true;
  const condition = CONDITION.exec(value)?.[1];
  // What never holds takes away all that stands below it.
  if (condition !== undefined) return !/^!?(?:true|false|\d+)\b/.test(condition) && isPlainByWords(condition);
  const chain = CHAIN.exec(value)?.[1];
  return chain !== undefined && isPlainByWords(chain);
}

/** Whether all that is given a value is a setting that is known, or a name of the script's own. */
function setsOnlyKnown(tokens: readonly Token[]): boolean {
  if (/^(?:val|def)$/.test(tokens[0]?.text ?? '')) return !tokens.slice(1).some(({ text }) => PUTS.test(text));
  return tokens.every(({ text, kind }, at) => {
    // The sign stands alone: `==`, `!=`, `<=` and `>=` only compare.
    const isGiven = text === '=' && !/^[=!<>]$/.test(tokens[at - 1]?.text ?? '') && tokens[at + 1]?.text !== '=';
    if (!isGiven && !(kind === 'name' && PUTS.test(text))) return true;
    const joined = isGiven && /^[+-]$/.test(tokens[at - 1]?.text ?? '');
    const target = isGiven ? tokens[at - (joined ? 2 : 1)] : tokens[at - 1]?.text === '.' ? tokens[at - 2] : undefined;
    return target?.kind === 'name' && SETTINGS.has(target.text);
  });
}

function tokensOf(value: string): readonly Token[] | null {
  if (value.length > MOST_CHARACTERS) return null;
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < value.length) {
    const found = TOKEN.exec(value);
    if (found === null) return null;
    const [, text, name, number, sign = ''] = found;
    if (text !== undefined) tokens.push({ text, kind: 'text' });
    else if (name !== undefined) tokens.push({ text: name, kind: 'name' });
    else tokens.push({ text: number ?? sign, kind: number === undefined ? 'sign' : 'number' });
  }
  return tokens;
}

function isPlainToken({ kind, text }: Token, tokens: readonly Token[], at: number): boolean {
  if (kind === 'number' || kind === 'sign') return true;
  // Two texts that stand beside each other were one with something in it.
  if (kind === 'text' && tokens[at + 1]?.kind === 'text') return false;
  if (kind === 'text' && tokens[at - 1]?.text === '(' && tokens[at - 2]?.text === 'dependsOn')
    return /^["'][\w:.-]{1,100}["']$/.test(text) && !PUBLISHES.test(text);
  if (kind === 'text') return isCompared(tokens, at) || isPlainText(text);
  // Of a type the word "class" says nothing.
  if (text === 'class') return tokens[at - 1]?.text === '::';
  // A name that is made here tells where it is used; what is called a version is one.
  const isMade = at === 1 && /^(?:val|def)$/.test(tokens[0]?.text ?? '');
  if (TELLING.test(text) && !KNOWN.has(text) && !isMade && !/[a-z]Version$|_VERSION$/.test(text)) return false;
  return !isCalled(tokens, at) || CALLS.has(text);
}

/** Whether a name is called: brackets stand behind it, types and brackets, or, as Groovy calls, a text or a name. */
function isCalled(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (next === undefined || /^(?:val|var|def|by|is|as|in|if|else|return|to)$/.test(tokens[at]?.text ?? ''))
    return false;
  if (next.kind === 'text' || next.kind === 'number' || next.text === '(') return true;
  if (next.kind === 'name') return !/^(?:by|is|as|in|to|else)$/.test(next.text);
  if (next.text !== '<') return false;
  const end = tokens.findIndex(({ text }, index) => index > at && text === '>');
  return tokens[end + 1]?.text === '(';
}

/** Tasks that others must not bring about without a word. */
const PUBLISHES = /publish|deploy|upload|release|sign|push|exec|install|wipe|drop|delete|purge|destroy|reset|migrat/i;

/** Whether a text is only compared with what something is called. */
function isCompared(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.text === '=' && /^[=!]$/.test(tokens[at - 2]?.text ?? '')) return true;
  return tokens[at - 1]?.text === '(' && /^(?:startsWith|endsWith|contains|equals)$/.test(tokens[at - 2]?.text ?? '');
}

/** Words for people, names and versions: no path, no address, and what is inserted is a name between words. */
function isPlainText(text: string): boolean {
  const said = text.slice(1, -1);
  const bare = said.replaceAll(INSERTED, 'a');
  // With colons it would be a package that is taken from somewhere.
  return /^[\w.+ :*(){}|,!-]{0,300}$/.test(bare) && !/[{}]|[\w.-]:[\w.-]/.test(bare) && !TELLING.test(said);
}
