/** The shells that can be taught. */
export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof SHELLS)[number];

/** Stands in an answer where the name of a file may stand. */
export const FILES_MARK = ':files';

/*
 * Each script asks the program itself (`docket complete -- WORDS`), a line a candidate, its meaning behind a tab: what can be typed is written
 * down once, and a script that was made long ago knows the commands of today.
 */
const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# docket completion bash: source it from ~/.bashrc
_docket() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      ${FILES_MARK}) compopt -o default ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(docket complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _docket docket
`,
  zsh: `#compdef docket
# docket completion zsh: keep it as _docket in a folder of $fpath, or source it behind compinit
_docket() {
  local line name
  local -a rows
  while IFS= read -r line; do
    if [[ $line == ${FILES_MARK} ]]; then
      _files
    else
      name=\${line%%$'\\t'*}
      rows+=("\${name//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <(docket complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#rows )) && _describe docket rows
}
if [[ $funcstack[1] == _docket ]]; then _docket "$@"; else compdef _docket docket; fi
`,
  fish: `# docket completion fish: keep it as ~/.config/fish/completions/docket.fish
function __docket_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (docket complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = '${FILES_MARK}'
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c docket -f -a '(__docket_complete)'
`,
  pwsh: `# docket completion pwsh: call it from $PROFILE with | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName docket -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  docket complete '--' @words 2>$null | Where-Object { $_ -ne '${FILES_MARK}' } | ForEach-Object {
    $word, $text = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $text)
  }
}
`,
};

/** The script that teaches a shell to complete the words of `docket`. */
export function shellScript(shell: Shell): string {
  return SCRIPTS[shell];
}
