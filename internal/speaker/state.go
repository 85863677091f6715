package speaker

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed states.txt
var statesText string

// A stateTable tells states by their names, capitals and peoples.
type stateTable struct{ names, capitals, peoples map[string]string }

var states = sync.OnceValue(func() stateTable {
	t := stateTable{map[string]string{}, map[string]string{}, map[string]string{}}
	for line := range strings.Lines(statesText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, ";")
		name := fields[0]
		t.names[name] = name
		for i, in := range []map[string]string{t.names, t.capitals, t.peoples} {
			for alternative := range strings.SplitSeq(fields[i+1], ",") {
				if alternative != "" && in[alternative] == "" {
					in[alternative] = name
				}
			}
		}
	}
	return t
})

// stateNamed returns the state that a name is of, "" for none.
func stateNamed(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")
	return states().names[name]
}

// stateOfCapital returns the state whose capital stands for it, "" for none.
func stateOfCapital(name string) string { return states().capitals[name] }

// stateWord returns the state that a word of a role belongs to: "Russian",
// "Russia", "Moscow", "Kremlin"; "" for none.
func stateWord(word string) string {
	t := states()
	for _, in := range []map[string]string{t.peoples, t.names, t.capitals} {
		if s := in[word]; s != "" {
			return s
		}
	}
	return houses()[word]
}

// houses are buildings that stand for a state's government. What they are
// called stays their name; in a role they tell the state.
var houses = sync.OnceValue(func() map[string]string {
	return map[string]string{"Kremlin": "Russia", "Pentagon": "United States", "Elysee": "France", "Élysée": "France",
		"Bundestag": "Germany", "Knesset": "Israel", "Duma": "Russia", "Capitol": "United States"}
})
