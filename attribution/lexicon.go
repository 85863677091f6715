package attribution

import (
	"strings"
	"sync"
)

// A frame is a set of the ways in which a verb takes what was said.
type frame uint8

const (
	speech    frame = 1 << iota // q: a quotation, or "…, he said" after it
	clause                      // s: "said the sea was calm"
	that                        // t: "noted that …"
	question                    // w: "asked whether …", "explained how …"
	object                      // n: "denied the charge"
	intent                      // i: "promised to pay"
	recipient                   // r: "told reporters that …"
)

// A verb is an entry of the lexicon.
type verb struct {
	base   string
	act    Act
	frames frame
	preps  []string // those that join it to its object and belong to the cue: "called for"
	deny   bool     // using it is not saying: "declined to …"
}

// A form is what a word of the text can be: a verb in some inflection.
type form struct {
	verb  *verb
	shape shape
}

// A shape is an inflection.
type shape uint8

const (
	baseForm   shape = iota
	present          // says
	past             // said, also where it is the participle
	participle       // known, seen: never alone a sentence's verb
	gerund           // saying
)

// verbTable lists an act and its verbs: the verb, its frames and the prepositions
// that join it to its object. Verbs and frames are those that mark attributions
// in the news again and again; a verb that mostly does something else is absent.
const verbTable = `
say:
say qstw of
tell qstwri of about
add qt
note qstw
state qt
report qstnw on
announce qstnw
suggest qstnw
argue qst for against
declare qtn
continue q
explain qstwn
acknowledge qstn
claim qsti
insist qst on
conclude qst
concede qst
admit qstn to
recall qstwn
respond qt to
reply qt to
warn qstr of about against
stress qtn
emphasize qtn
reiterate qtn
repeat qtn
remark qt on
observe qt
comment q on
quip q
joke qt about
boast qt of about
complain qt about of
lament qtn
shout qn
yell q
chant qn
exclaim q
declaim q
maintain qt
contend qst
assert qst
allege qst
affirm qtn
confirm qstnw
disclose tn
reveal qstnw
testify qt
confess qt to
indicate qstw
imply st
hint t at
signal tn
point t to
mention tnw
cite n
describe n
call n for on
label n
dub n
brand n
refer n to
accuse n
blame n
criticize n
praise n
defend n
blast n
slam n
attack n
denounce n
condemn n
mock n
ridicule n
applaud n
thank n
congratulate n
welcome n
hail n
tout n
decry n
bemoan n
deride n
lambaste n
assail n
rebuke n
chide n
endorse n
question nw
discuss nw
talk n about
speak n about of
portray n
characterize n
liken n
compare n
highlight n
echo n
voice n
express n
predict qstn
estimate st
project st
forecast tn
propose nti
recommend tn
assure tr
remind tr of
inform tr of
brief nr
convince tr
identify n
outline n
quote n
assess t
show stwn
underline qstn
underscore tn
counter qt
interject q
opine qt
muse q
recount qnw
caution qt against
summarize q
advise qtr
proclaim qtn
retort q
clarify qt
specify qtw
elaborate q on
concur qt
elucidate q
write:
write qst about of
tweet qstn
post q
email q
read q
retweet n
deny:
deny qtn
reject qn
dismiss qn
refute qtn
rebuff n
dispute tn
rebut n
disavow n
contradict n
repudiate n
decline in
refuse in
ask:
ask qwnri about for
wonder qw about
inquire qw about
query q
promise:
promise qstinr
vow qsti
pledge qtin
swear qti
threaten qtin
offer in
agree qtin with on
guarantee tn
demand:
demand qtni
urge qtn
order n
request tn
seek ni
advocate n for
encourage n
plead qn with
instruct n
think:
think qstwn of about
believe qstn in
expect tni
consider n
regard n
view n
see nw
deem n
doubt stnw
suspect stn
assume st
reckon qst
guess st
feel qst
imagine stn
speculate qt about
prefer ni
decide tiw
determine tw
find qstn
trust tn
support n
back n
oppose n
favor n
know:
know tw
learn stw of
realize stw
discover stw
recognize tn
remember stwn
understand stw
notice t
want:
want ni
hope qsti for
plan in on
wish sti
intend i
aim i
desire in
long i
feel:
fear stn
worry qt about
regret tn
love n
hate n
resent n
admire n
dislike n
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

// verbs is the lexicon: every form of every verb.
var verbs = sync.OnceValue(func() map[string]form {
	odd := map[string][]string{}
	for line := range strings.Lines(irregular) {
		if f := strings.Fields(line); len(f) == 3 {
			odd[f[0]] = f[1:]
		}
	}
	forms := map[string]form{}
	var act Act
	for line := range strings.Lines(verbTable) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		if heading, ok := strings.CutSuffix(f[0], ":"); ok {
			act = Act(heading)
			continue
		}
		inflect(forms, &verb{
			base: f[0], act: act, frames: framesOf(f[1]), preps: f[2:],
			deny: f[0] == "decline" || f[0] == "refuse",
		}, odd[f[0]])
	}
	return forms
})

func framesOf(letters string) (set frame) {
	for _, letter := range letters {
		if i := strings.IndexRune("qstwnir", letter); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

// inflect enters the forms of a verb.
func inflect(forms map[string]form, v *verb, odd []string) {
	base := v.base
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
		stem = base
		ed = base + "d"
	}
	forms[stem+"ing"] = form{v, gerund}
	forms[s] = form{v, present}
	if odd != nil {
		forms[odd[1]] = form{v, participle}
		forms[odd[0]] = form{v, past}
	} else {
		forms[ed] = form{v, past}
	}
	if _, taken := forms[base]; !taken {
		forms[base] = form{v, baseForm}
	}
}

// doubles reports whether a verb doubles its last letter: "planned".
func doubles(base string) bool {
	switch base {
	case "admit", "plan", "quip", "rebut", "chat", "slam", "concur":
		return true
	}
	return false
}
