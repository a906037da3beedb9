module acme.example/relay

go 1.25

require (
	github.com/spf13/cobra v1.9.0
)

replace github.com/spf13/cobra => /home/jsmith/cobra
