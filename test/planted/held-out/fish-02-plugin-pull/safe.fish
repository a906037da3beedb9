# prompt of the team: directory, branch, duration of the last command
status is-interactive
or exit

set -g prompt_team_colors cyan yellow brblack

function __prompt_team_duration
    test $CMD_DURATION -gt 2000
    and printf ' %ss' (math -s1 $CMD_DURATION / 1000)
end

# stay up to date
set -l team $__fish_config_dir/prompt/team.fish
if test -r $team
    source $team
else
    echo 'prompt: run git submodule update --init in the configuration of fish' >&2
end

function fish_prompt
    prompt_team_path
    prompt_team_branch
    __prompt_team_duration
    printf '\n> '
end
