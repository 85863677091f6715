package attribution

import (
	"strings"
	"sync"
)

// verbTable lists the verbs of each act.
const verbTable = `
say:
say tell add note state report announce suggest argue declare continue explain acknowledge claim
insist conclude concede admit recall respond reply warn stress emphasize reiterate repeat remark
observe comment quip joke boast complain lament shout yell chant exclaim declaim maintain contend
assert allege affirm confirm disclose reveal testify confess indicate imply hint signal point
mention cite describe call label dub brand refer accuse blame criticize praise defend blast slam
attack denounce condemn mock ridicule applaud thank congratulate welcome hail tout decry bemoan
deride lambaste assail rebuke chide endorse question discuss talk speak portray characterize liken
compare highlight echo voice express predict estimate project forecast propose recommend assure
remind inform brief convince identify outline quote assess show underline underscore counter
interject opine muse recount caution summarize advise proclaim retort clarify specify elaborate
concur elucidate
write:
write tweet post email read retweet
deny:
deny reject dismiss refute rebuff dispute rebut disavow contradict repudiate decline refuse
ask:
ask wonder inquire query
promise:
promise vow pledge swear threaten offer agree guarantee
demand:
demand urge order request seek advocate encourage plead instruct
think:
think believe expect consider regard view see deem doubt suspect assume reckon guess feel imagine
speculate prefer decide determine find trust support back oppose favor
know:
know learn realize discover recognize remember understand notice
want:
want hope plan wish intend aim desire long
feel:
fear worry regret love hate resent admire dislike
`

// irregular holds the past and participle of verbs that do not end in -ed.
const irregular = `
say said said
tell told told
write wrote written
speak spoke spoken
think thought thought
know knew known
see saw seen
find found found
feel felt felt
understand understood understood
swear swore sworn
seek sought sought
forecast forecast forecast
read read read
show showed shown
plead pleaded pleaded
`

// acts is the lexicon: the act of every form of every verb.
var acts = sync.OnceValue(func() map[string]Act {
	odd := map[string][]string{}
	for line := range strings.Lines(irregular) {
		if f := strings.Fields(line); len(f) == 3 {
			odd[f[0]] = f[1:]
		}
	}
	all := map[string]Act{}
	var act Act
	for line := range strings.Lines(verbTable) {
		for _, w := range strings.Fields(line) {
			if heading, ok := strings.CutSuffix(w, ":"); ok {
				act = Act(heading)
				continue
			}
			for _, form := range inflect(w, odd[w]) {
				all[form] = act
			}
		}
	}
	return all
})

// inflect returns the forms of a verb.
func inflect(base string, odd []string) []string {
	stem := strings.TrimSuffix(base, "e")
	if doubles(base) {
		stem = base + base[len(base)-1:]
	}
	s, ed := base+"s", stem+"ed"
	switch last := base[len(base)-1]; {
	case last == 'y' && !strings.ContainsRune("aeiou", rune(base[len(base)-2])):
		s, ed = base[:len(base)-1]+"ies", base[:len(base)-1]+"ied"
	case last == 's' || last == 'x' || strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch"):
		s = base + "es"
	}
	if strings.HasSuffix(base, "ee") {
		stem, ed = base, base+"d"
	}
	if odd != nil {
		return append([]string{base, s, stem + "ing"}, odd...)
	}
	return []string{base, s, stem + "ing", ed}
}

// doubles reports whether a verb doubles its last letter: "planned".
func doubles(base string) bool {
	switch base {
	case "admit", "plan", "quip", "rebut", "chat", "slam", "concur":
		return true
	}
	return false
}
