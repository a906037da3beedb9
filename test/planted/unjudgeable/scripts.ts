import type { TextRow } from './row.ts';

/** What a shell or an interpreter runs, and what nothing but its first line or its mode gives away. */
export const SCRIPTS: readonly TextRow[] = [
  [
    'nushell',
    'tools/deploy.nu',
    `
def main [target: string] {
  let place = $target
  print $"to ($place)"
«  ^rsync -a build/ $place
»  ^sh -c $"rsync -a build/ ($place)"
}`,
  ],
  [
    'batch',
    'tools/build.bat',
    `
@echo off
set TARGET=%1
echo building
«call build.cmd release
»call build.cmd %TARGET% & %2`,
  ],
  [
    'fish',
    'tools/sync.fish',
    `
function sync
  set --local name $argv[1]
  echo "sync"
«  rsync -a -- $name backup/
»  eval rsync -a $name backup/
end`,
  ],
  [
    'awk',
    'tools/sum.awk',
    `
BEGIN { total = 0 }
{ total += $2 }
«{ print $1 }
»{ system("notify " $1) }
END { print total }`,
  ],
  [
    'vim-script',
    'plugin/project.vim',
    `
if exists('g:project') | finish | endif
let g:project = 1
function! s:Load(name)
«  execute 'edit' fnameescape(a:name)
»  execute a:name
endfunction`,
  ],
  [
    'applescript',
    'tools/open.applescript',
    `
on run argv
  set theName to item 1 of argv
  log "open"
«  do shell script "open " & quoted form of theName
»  do shell script "open " & theName
end run`,
  ],
  [
    'unknown-extension',
    'rules/pricing.xqz',
    `
rule pricing
  when customer is new
«  then discount 5
»  then discount 100
end`,
  ],
  [
    'no-extension',
    'bin/rotate',
    `
rotate logs daily
keep 14
compress yes
«after: none
»after: run http://example.com/after.sh`,
  ],
  [
    'shebang-of-an-unknown-interpreter',
    'bin/migrate',
    `
#!/usr/bin/env frobnicate
connect main
step 1
«step 2 dry
»step 2 drop
done`,
  ],
  [
    'shebang-of-another-interpreter',
    'bin/collect',
    `
#!/usr/bin/env escript
main([Name]) ->
    io:format("collect~n"),
«    file:copy(Name, "out").
»    os:cmd("cp " ++ Name ++ " out").`,
  ],
];
