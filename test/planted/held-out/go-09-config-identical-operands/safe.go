package config

import "slices"

type Listener struct {
	Name     string
	Address  string
	Port     int
	TLS      bool
	Backends []string
}

type Change struct {
	Name string
	Kind string
}

func same(a, b Listener) bool {
	if a.Address != b.Address || a.Port != b.Port {
		return false
	}
	return a.TLS == b.TLS && slices.Equal(a.Backends, b.Backends)
}

// Diff lists listeners that were added, changed or removed.
func Diff(before, after map[string]Listener) []Change {
	var changes []Change
	for name, next := range after {
		prev, ok := before[name]
		switch {
		case !ok:
			changes = append(changes, Change{name, "added"})
		case !same(prev, next):
			changes = append(changes, Change{name, "changed"})
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			changes = append(changes, Change{name, "removed"})
		}
	}
	return changes
}
