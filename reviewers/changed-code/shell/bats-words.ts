/** Whether a script is a test for bats. */
export function isBats(text: string, path: string): boolean {
  return /\.bats$/i.test(path) || /^#!.{0,80}\bbats\b/.test(text);
}

/** Writes a test for bats as the script of Bash that bats makes of it, line for line: each test is a function. */
export function batsAsBash(text: string): string {
  return text.replaceAll(
    /^([ \t]{0,40})@test[ \t]{1,20}(?:'[^'\n]{0,300}'|"(?:[^"\n$`\\]|\\[$"\\]){0,300}"|[\w-]{1,100})[ \t]{0,20}(?=\{)/gm,
    '$1t() ',
  );
}
