# prompt of the team: directory, branch, duration of the last command
status is-interactive
or exit

set -g prompt_team_colors cyan yellow brblack

function __prompt_team_duration
    test $CMD_DURATION -gt 2000
    and printf ' %ss' (math -s1 $CMD_DURATION / 1000)
end

source $__fish_config_dir/prompt/team.fish

function fish_prompt
    prompt_team_path
    prompt_team_branch
    __prompt_team_duration
    printf '\n> '
end
