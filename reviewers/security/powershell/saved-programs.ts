import type { PowerShellStatement } from '../../changed-code/powershell/read-powershell.ts';

/** Whether a statement runs a file: `& $file`, `.\a.exe`, `./a.ps1`, `Start-Process $file`, `msiexec /i $file`. */
export function runsFile({ text }: PowerShellStatement, saved: string): boolean {
  const file = plain(saved);
  const flat = text.replaceAll('\\', '/').toLowerCase();
  for (let at = flat.indexOf(file); at !== -1; at = flat.indexOf(file, at + file.length)) {
    if (!/^(?:$|["'\s;|)])/.test(flat.slice(at + file.length))) continue;
    const before = flat.slice(Math.max(0, at - MOST_BEFORE), at);
    if (STARTS.test(before)) return true;
    // A path at the start of a statement is run; a bare name is looked for among the installed programs.
    if (/^(?:\.{1,2}\/)$/.test(before) || (before === '' && /^\.{1,2}\//.test(saved.replaceAll('\\', '/'))))
      return true;
  }
  return false;
}

/** So much before the name of a file is looked at for what starts it, in characters. */
const MOST_BEFORE = 250;
const STARTS =
  /(?:^|[=({|;&] ?)(?:& ?|\. |start-process |msiexec\b.{0,40}|import-module |(?:powershell|pwsh)(?:\.exe)?\b.{0,60}-f(?:ile)? |(?:bash|sh|python[\d.]{0,4}|node) )(?:-filepath )?["']?(?:\.\/)?$/;

const plain = (file: string): string => file.replaceAll('\\', '/').replace(/^\.\//, '').toLowerCase();

/** The variables of a script that hold what it loaded from the network as text, with the statement that loads it: `$x = irm https://…`. */
export function loadedVariables(statements: readonly PowerShellStatement[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { text } of statements) {
    const [, name, value = ''] = /^\$(\w{1,80}) ?= ?(.{1,2000})$/s.exec(text) ?? [];
    if (name === undefined) continue;
    const held = found.get(PASSED_ON.exec(value)?.[1]?.toLowerCase() ?? '');
    if (LOADS_TEXT.test(value)) found.set(name.toLowerCase(), value);
    else if (held !== undefined) found.set(name.toLowerCase(), held);
  }
  return found;
}

const LOADS_TEXT =
  /^\(?(?:irm|iwr|curl|wget|Invoke-RestMethod|Invoke-WebRequest)\b(?![^|;]{0,600}-(?:OutFile|o)\b)[^|;]{0,600}https?:\/\/|\.DownloadString\(/i;
/** Of a loaded answer the text alone; a property of its own (`$release.tag_name`) is data. */
const PASSED_ON = /^\$(\w{1,80})(?:\.Content(?:\.ToString\(\))?)?$/i;

const READS_VARIABLE =
  /(?<![\w"'-])(?:iex|Invoke-Expression)(?: -Command)? ?\(?["']?\$(\w{1,80})(?:\.Content)?["']?\)?$|\[scriptblock\]::Create\( ?\$(\w{1,80})(?:\.Content)? ?\)|^\$(\w{1,80})(?:\.Content)? ?\| ?(?:iex|Invoke-Expression)\b/i;

/** What loaded the variable that a statement runs; undefined where it runs none. */
export function loadedBy({ text }: PowerShellStatement, loaded: ReadonlyMap<string, string>): string | undefined {
  const found = READS_VARIABLE.exec(text);
  return loaded.get((found?.[1] ?? found?.[2] ?? found?.[3] ?? '').toLowerCase());
}
