function with-env --description 'Run a command with the variables of .env'
    argparse 'f/file=' h/help -- $argv
    or return

    if set -q _flag_help
        echo 'with-env [-f FILE] COMMAND...'
        return 0
    end

    set -l file .env
    set -q _flag_file
    and set file $_flag_file

    if not test -r $file
        echo "with-env: cannot read $file" >&2
        return 1
    end

    while read -l line
        string match -qr '^\s*(#|$)' -- $line
        and continue
        set -l pair (string split -m 1 = -- $line)
        eval "set -fx $pair[1] $pair[2]"
    end <$file

    command $argv
end
