/**
 * What only a shell, a program or a template means something by. Each looks at a bounded piece behind a fixed word, so that the time grows with
 * the text alone.
 */
const ORDERS: readonly RegExp[] = [
  // A pipe into an interpreter, a download, another shell.
  /\|[ \t]{0,8}(?:sudo[ \t]{1,4})?(?:[\w/.-]{0,40}\/)?(?:ba|z|k|da|fi|a)?sh(?=$|[\s;&|"')])/im,
  /\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)[ \t][^\n]{0,200}?(?:https?:|[|>;&]|\$)/i,
  /(?:^|[\s;&|"'(/])(?:ba|z|k|da|a)?sh[ \t]{1,8}-[a-z]{0,6}c\b|\/bin\/(?:env|(?:ba|z|k|da|a)?sh)\b/i,
  /\b(?:powershell|pwsh)(?:\.exe)?[ \t]{1,8}-|\bcmd(?:\.exe)?[ \t]{1,4}\/[ck]\b|\b(?:iex|invoke-expression)\b/i,
  /\b(?:python[\d.]{0,4}|node|perl|ruby|php)[ \t]{1,4}-(?:c|e|r|m|-eval|-require)\b/i,
  /\brm[ \t]{1,8}-[rRf]{1,3}\b|\bchmod[ \t]{1,8}(?:\+x|[0-7]{3})|\bbase64[ \t]{1,8}(?:-d|--decode)|\bnc[ \t]{1,4}-[a-z]{0,4}e\b|\/dev\/tcp\//i,
  /\$\([a-z./]|[ \t]&&[ \t]{0,4}[a-z./]{2}|\bsudo[ \t]{1,4}[a-z]/,
  // Pieces of programs and templates.
  /\b(?:eval|exec|execsync|system|popen|spawn|require|import|__import__|fetch|atob)[ \t]{0,2}\([ \t]{0,8}["'`]/i,
  /\bos\.(?:system|popen|exec)|\bsubprocess\.|child_process|Runtime\.getRuntime|ProcessBuilder|process\.(?:env|exit|mainModule)\b/,
  /document\.(?:cookie|write)|\bnew Function\b|\(function[ \t]{0,4}\(|=>[ \t]{0,4}[{(]|\bfunction[ \t]{0,4}\w{0,40}\([\w, ]{0,100}\)[ \t]{0,4}\{/,
  /<script\b|javascript:|vbscript:|data:text\/html|<%|<\?php|<[a-z][^<]{0,200}[\s"'/]on[a-z]{3,20}[ \t]{0,4}=/i,
  /\$\{\{|\$\{(?:jndi|env|sys|script|T\(|[^}\n]{0,100}\()|#\{[^}\n]{0,200}\(|\{\{[^}\n]{0,200}(?:\(|__)|\{%/i,
];
/** Names of programs with a word behind them at the beginning of a text: a command line where the key allows one. */
const PROGRAM_FIRST =
  /^(?:sudo |env |exec |@)?(?:npx|npm|yarn|pnpm|node|deno|bun|python[\d.]{0,4}|pip\d?|ruby|bundle|rake|perl|php|composer|bash|sh|zsh|pwsh|docker|podman|kubectl|helm|terraform|ansible|cargo|go|make|cmake|mvn|gradle|dotnet|tox|pytest|git|rsync|scp|ssh|rm|mv|cp|cat|echo|source|curl|wget|\.{1,2}\/\S{1,200})(?: |$)/;
/** Keys that are data as well, and commands where a command stands behind them. */
const MAYBE_COMMANDS: ReadonlySet<string> = new Set(
  `step steps build builds test tests task tasks job jobs start stop deploy lint format release publish serve watch dev action
  actions before after pre post init setup teardown healthcheck check then do args process target targets on handler`.split(
    /\s+/,
  ),
);

/** Whether a value is, or holds, an order: a command line of a shell, a piece of a program, an expression of a template. */
export function isOrder(value: string): boolean {
  return value.length > 2 && ORDERS.some((order) => order.test(value));
}

/** Whether the value of such a key begins with the name of a program. The last word of the key decides. */
export function isCommandLine(lastWord: string, value: string): boolean {
  return MAYBE_COMMANDS.has(lastWord) && PROGRAM_FIRST.test(value.trimStart().slice(0, 300));
}
