/** A regular expression that may take longer than linear time, because its text is short wherever it comes from. */
export interface AllowedRegex {
  readonly path: string;
  /** How it begins: `/pattern` for a literal or one that can be read, the code where it cannot. */
  readonly begins: string;
  /** The most steps that one match can take. */
  readonly steps: number;
  /** What in the code bounds its text. */
  readonly bound: string;
}

/** About a tenth of a second on a slow machine. */
export const MOST_STEPS = 20_000_000;

const shown = (language: string, begins: string): AllowedRegex => ({
  path: `reviewers/security/rules/${language}/${language}-sinks.ts`,
  begins,
  steps: 2000 ** 2,
  bound: 'code longer than LONGEST_SHOWN (2,000 characters, security/value-hits.ts) is not asked',
});

const command = (begins: string): AllowedRegex => ({
  path: 'reviewers/security/manifest/remote-code.ts',
  begins,
  steps: 4000 ** 2,
  bound:
    'commands are cut to LONGEST (4,000) characters, blanks in a row to one; between the parts of it stand repeats of at most 400',
});

const powershell = (path: string, begins: string): AllowedRegex => ({
  path,
  begins,
  steps: 2000 ** 2,
  bound: 'of a statement LONGEST_STATEMENT, LONGEST_TEXT or LONGEST_VALUE (2,000) characters are matched',
});
const rust = (file: string, begins: string, longest: number): AllowedRegex => ({
  path: `reviewers/quality/plain/rust/${file}.ts`,
  begins,
  steps: longest ** 2,
  bound: `its text is cut to at most ${longest} characters, or is no longer`,
});
const fish = (begins: string, steps: number): AllowedRegex => ({
  path: 'reviewers/security/fish/judge-fish.ts',
  begins,
  steps,
  bound:
    'of a command LONGEST_COMMAND (2,000) characters are matched: its words stand there at most 400 times, and each text in quotes is read once from each',
});
const CODE_HAZARDS = 'reviewers/security/powershell/code-hazards.ts';
const DOOR_HAZARDS = 'reviewers/security/powershell/door-hazards.ts';

/** Each with the bound that its file enforces. A new entry needs one, too; a pattern that can be written linear belongs not here. */
export const ALLOWED: readonly AllowedRegex[] = [
  {
    path: 'reviewers/agents-md/command-kinds.ts',
    begins: 'new RegExp(BEGIN + text',
    steps: 1000 ** 2,
    bound: 'of a line of guidance LONGEST_LINE (1,000) characters are read (agents-md/commands.ts)',
  },
  fish(String.raw`/\b(?:mysql|psql`, 400 * 15_000),
  fish(String.raw`/\bcurl (?:`, 400 * 200 * 50),
  powershell(CODE_HAZARDS, '/"(?:`.|'),
  powershell('reviewers/changed-code/powershell/powershell-values.ts', '/"(?:`.|'),
  powershell(CODE_HAZARDS, String.raw`/\b(?:powershell|pwsh)(?:\.exe)? [^|;]`),
  powershell(CODE_HAZARDS, String.raw`/\bStart-Process (?:-FilePath )`),
  powershell(CODE_HAZARDS, String.raw`/(?<![\w-])(?:ssh|plink)`),
  powershell(CODE_HAZARDS, String.raw`/\bInvoke-(?:Sqlcmd|`),
  powershell(CODE_HAZARDS, String.raw`/(?<![\w"'-])(?:iex|`),
  powershell(DOOR_HAZARDS, String.raw`/\bSet-MpPreference`),
  powershell(DOOR_HAZARDS, String.raw`/\bSet-NetFirewallProfile`),
  powershell('reviewers/security/build-files/formats/gradle-script.ts', String.raw`/"((?:[^"\\]|`),
  ...[String.raw`/\bcurl\b.{0,200}`, '/(?:--?api-?key|', String.raw`/\b(?:powershell|pwsh)(?:\.exe)?\b.{0,200}`].map(
    (begins) => ({
      path: 'reviewers/security/build-files/formats/dotnet/commands.ts',
      begins,
      steps: 4000 * 4 * 300,
      bound: 'a command is cut to LONGEST (4,000) characters, and between its parts stand repeats of at most 300',
    }),
  ),
  ...['/(?:Disable|Skip', '/(?:Validate|Check', '/UseInsecureHashAlgorithms'].map((begins) => ({
    path: 'reviewers/security/build-files/formats/dotnet/properties.ts',
    begins,
    steps: 200 ** 2,
    bound: 'of a name the last LONGEST_NAME (200) characters are matched',
  })),
  ...['/^impl(?:', '/^unsafe'].map((begins) => rust('traits', begins, 2000)),
  ...[String.raw`/:#?\??`, String.raw`/^\s*\(\s*&?(?:'`, String.raw`/^[^{]*\bfor`].map((begins) =>
    rust('traits', begins, 200),
  ),
  ...[String.raw`/\s*:[\s\S]*$`, String.raw`/\bname\s*:[^,{]*`].map((begins) => rust('traits', begins, 300)),
  rust('traits', String.raw`/\bname\b[^;{]{0,60}`, 4000),
  rust('loops', String.raw`/^Err\(_\)`, 200),
  rust('results', String.raw`/^\S+\|`, 2000),
  rust('rust-nodes', String.raw`/(?:\b(?:pub`, 400),
  {
    path: 'reviewers/changed-code/plain/languages/rust-tests.ts',
    begins: String.raw`/#\[cfg\(`,
    steps: 300 ** 2,
    bound: 'the 300 characters before a module are matched',
  },
  ...[String.raw`/(?:^|\])fnverify`, String.raw`/^(?:\w+::)*CorsLayer`].map((begins) => ({
    ...shown('rust', begins),
    path: 'reviewers/security/rules/rust/rust-shown-sinks.ts',
  })),
  powershell(DOOR_HAZARDS, String.raw`/\b(?:Invoke-RestMethod|`),
  ...[
    String.raw`/\b(?:iex|Invoke-Expression)\b[^;]{0,300}FromBase`,
    String.raw`/\b(?:iex|Invoke-Expression)\b[^;]{0,300}(?<!`,
    String.raw`/(?<![\w-])(?:irm|`,
    String.raw`/\[scriptblock`,
    String.raw`/(?:(?<![\w-])(?:irm|`,
  ].map((begins) => powershell('reviewers/security/powershell/download-hazards.ts', begins)),
  {
    path: 'reviewers/security/rules/ruby/ruby-records.ts',
    begins: String.raw`/^(?:params[^\n]{0,200}`,
    steps: 2000 ** 2,
    bound: 'what is shown of code is at most LONGEST_SHOWN (2,000) characters, without white space',
  },
  ...['new RegExp(pattern.replace(', 'new RegExp(named(ADDS)'].map((begins) => ({
    path: 'reviewers/performance/growth/growing-lists.ts',
    begins,
    steps: 2000 * 80,
    bound:
      'a fixed pattern with a name in it, on at most LONGEST_CODE (2,000) characters; nothing of it is repeated twice',
  })),
  {
    path: 'reviewers/quality/plain/rust/loops.ts',
    begins: 'new RegExp(pattern',
    steps: 100 * 200,
    bound: 'patterns of the same function: a name with words beside it, and one repeat of at most 100',
  },
  shown('csharp', String.raw`/^(?:this\.)?\w*(?:[tT]oken`),
  shown('go', String.raw`/^[\w.]*(?:[tT]oken`),
  shown('java', String.raw`/^(?:DigestUtils`),
  shown('java', String.raw`/^(?:this\.)?\w*(?:[tT]oken`),
  shown('php', String.raw`/^(?:\$this->)?['"$]?\w*(?:token`),
  shown('ruby', String.raw`/^(?:self\.|@)?\w*(?:token`),
  {
    path: 'reviewers/security/rules/kotlin/kotlin-sinks.ts',
    begins: 'new RegExp(pattern.source',
    steps: 2000 ** 2,
    bound:
      "Java's patterns, each judged by itself, with a word in them that may be left out: nothing is repeated that was not; what they show is cut to LONGEST_SHOWN (2,000)",
  },
  {
    path: 'analysers/secrets/placeholders.ts',
    begins: String.raw`/:\/\/[^:/\s]*:([^@\s]*)@`,
    steps: 2000 ** 2,
    bound: 'an address is cut to LONGEST_ADDRESS (2,000) characters',
  },
  {
    path: 'analysers/secrets/settings/secret-name.ts',
    begins: '/(?:public|pub|primary|',
    steps: 160 ** 2,
    bound: 'of a name the last 80 characters are read, between each two of which a `_` may be put',
  },
  {
    path: 'app/webhook/scrub.ts',
    begins: '/(?:(?<![A-Za-z_])|(?<=%[0-9A-Fa-f]{2}))eyJ',
    steps: 4000 ** 2,
    bound:
      'the parts of a token have at most 4,000 characters, so a place takes at most so many steps and the line is our own',
  },
  {
    path: 'coordinator/dedupe/terms.ts',
    begins: String.raw`/(?:(?<!\w)in\s+)?`,
    steps: 4000 ** 2,
    bound: 'a remark is read to MOST_CHARACTERS (4,000)',
  },
  {
    path: 'forge/file-kind/data/json-value.ts',
    begins: String.raw`/"(?:[^"\\]|`,
    steps: 1,
    bound: 'the text was parsed as JSON just before, so that each string ends and each sign is looked at 1 time',
  },
  {
    path: 'forge/file-kind/prose/kind-of-markdown.ts',
    begins: String.raw`/^[^\x60]{0,200}?(?:[ \t,]|`,
    steps: 400 * 200 * 100,
    bound: 'what stands behind a fence is cut to 400 characters, and its two repeats have at most 200 and 100',
  },
  {
    path: 'forge/noise/base-noise.ts',
    begins: String.raw`/(?:^|[^\w@])@generated\b`,
    steps: 300 ** 2,
    bound: 'a line is cut to HEADER_COLUMNS (300), and HEADER_LINES (10) are looked at',
  },
  {
    path: 'reviewers/performance/plain/plain-queries.ts',
    begins: String.raw`/[.:]+(?:[a-z_]`,
    steps: 500 ** 2,
    bound: 'a name from what is called, of at most LONGEST_CALLEE (500) characters',
  },
  {
    path: 'reviewers/performance/plain/rounds.ts',
    begins: '/(?:Optional|',
    steps: 200 ** 2,
    bound: 'the last 200 characters of what is gone through are matched',
  },
  {
    path: 'reviewers/performance/patterns/written-pattern.ts',
    begins: String.raw`/^(?:new\s+)?RegExp`,
    steps: 700 ** 2,
    bound: 'code longer than LONGEST_CODE (700) is not read',
  },
  ...[
    String.raw`/(?:^|\.)\w{0,40}(?:[cC]ontext|`,
    String.raw`/(?:^|\.)\w{0,60}[rR]epo`,
    String.raw`/(?:^|\.)\w{0,40}(?:[dD][bB]|[gG]orm)`,
    String.raw`/\.forEach$|`,
  ].map((begins) => ({
    path: 'reviewers/performance/plain/lookups.ts',
    begins,
    steps: 500 * 40 * 400,
    bound: 'of what is called at most LONGEST_CALLEE (500) characters are matched, by repeats of at most 60 and 400',
  })),
  {
    path: 'reviewers/performance/checks/query-in-loop.ts',
    begins: String.raw`/\.(?:query|execute|raw|`,
    steps: 500 ** 2,
    bound: 'of what is called the last LONGEST_CALLEE (500) characters are matched',
  },
  {
    path: 'reviewers/quality/script-lints-libraries.ts',
    begins: String.raw`/^\s*[\w.$]+(?:`,
    steps: 500 ** 2,
    bound: 'lines longer than LONGEST_LINE (500) are passed over',
  },
  {
    path: 'reviewers/release/flags/declared-flags.ts',
    begins: `/['"]name['"](?<=`,
    steps: 20 * 300,
    bound: 'looks back over at most 320 characters, and only from where the name stands',
  },
  {
    path: 'reviewers/security/rules/javascript-sql.ts',
    begins: String.raw`/(?:^|\.)(?:[A-Z]\w*|\w*[cC]ollection`,
    steps: 1000 ** 2,
    bound: 'find-uses.ts matches no name longer than LONGEST_NAME (1,000)',
  },
  {
    path: 'reviewers/security/rules/python-commands.ts',
    begins: '/(?:open|read|read_text|',
    steps: 1000 ** 2,
    bound: 'paths longer than LONGEST_PATH (1,000) are passed over',
  },
  {
    path: 'reviewers/security/rules/python-data.ts',
    begins: String.raw`/(?:^|\.)(?:db|mongo|`,
    steps: 1000 ** 2,
    bound: 'find-uses.ts matches no name longer than LONGEST_NAME (1,000)',
  },
  ...[String.raw`/(?:['"\x60]\s*|\n[ \t]{0,40})(?:select\s+`, String.raw`/^\s*\(?\s*(?:select\s+`].map((begins) => ({
    path: 'reviewers/security/rules/sql-text.ts',
    begins,
    steps: 200 * 100,
    bound: 'the two repeats that may share characters have at most 200 and 100',
  })),
  {
    path: 'reviewers/security/rules/sql-text.ts',
    begins: 'new RegExp([STRUCTURE, ESCAPED].map(',
    steps: 1,
    bound: 'one or the other of two patterns that are judged by themselves in the same file',
  },
  {
    path: 'reviewers/security/pages/value-origin.ts',
    begins: String.raw`/(?:\b|_|\$)(?:[\w$.]*[Ss]anitiz`,
    steps: 8 * 1000 ** 2,
    bound: 'of an expression MOST_WRITTEN (1,000) characters are matched',
  },
  {
    path: 'schemas/text/definition-line.ts',
    begins: String.raw`/(?:^|[^\p{L}\p{N}_.])(?:function|class|`,
    steps: 500 ** 2,
    bound: 'lines longer than LONGEST (500) are passed over',
  },
  ...[String.raw`/\[((?:\\.|[^\]\\])*)\]/g`, String.raw`/\[(?:\\.|[^\]\\])*\]/g`].map((begins) => ({
    path: 'reviewers/security/values/pattern.ts',
    begins,
    steps: 1000 ** 2,
    bound: 'patterns longer than LONGEST (1,000) are not thought through',
  })),
  command(String.raw`/\b(?:iex|Invoke-Expression)\b`),
  command(String.raw`/\b(?:npx|bunx|pnpx|`),
  command(String.raw`/\b(?:deno run|deno|`),
  command(String.raw`/\b(?:node|bun|deno|python[\d.]*|perl|ruby)(?: -`),
  command(String.raw`/(?:~|\$\{?HOME\}?|`),
  command('/(?: -[a-zA-Z]*[oO]| --output'),
  command(String.raw`/\b(?:curl|wget|aria2c|`),
  {
    path: 'reviewers/quality/unused/uses.ts',
    begins: String.raw`/(?:^|[(,])\s*(?:(?:@`,
    steps: 200 ** 3,
    bound: 'only the last MOST_BEFORE (200) characters before a name are asked',
  },
  {
    path: 'reviewers/security/powershell/saved-programs.ts',
    begins: '/(?:^|[=({|;&] ?)(?:& ?|',
    steps: 250 ** 3,
    bound: 'only the last MOST_BEFORE (250) characters before a name are asked',
  },
];
