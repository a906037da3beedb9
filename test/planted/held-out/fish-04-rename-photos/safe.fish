function photos-import --description 'Copy pictures of a card into folders by date'
    set -l card $argv[1]
    set -l library ~/Pictures/library

    if not test -d "$card"
        echo 'photos-import: no such card' >&2
        return 1
    end

    for photo in $card/DCIM/**.{jpg,JPG}
        set -l day (exiftool -s3 -d %Y-%m-%d -DateTimeOriginal $photo)
        string match -qr '^\d{4}-\d\d-\d\d$' -- "$day"
        or set day unknown
        mkdir -p $library/$day
        set -l title (exiftool -s3 -Title $photo)
        set title (string replace -ar '[^\w -]' '' -- "$title")
        test -n "$title"
        or set title (path basename -E $photo)
        cp -n -- $photo "$library/$day/$title.jpg"
    end

    echo "$library has now "(count $library/**.jpg)" pictures"
end
