package variant

import (
	"strings"
	"sync"
)

// What indirect speech makes of a speaker's words: each line has the words as
// said, then what a report may have for them.
const shifted = `
i: he, she, they
me: him, her, them
my: his, her, their
mine: his, hers, theirs
myself: himself, herself, themselves
we: they, he, she, it
us: them, him, her, it
our: their, his, her, its
ours: theirs, his, hers
ourselves: themselves, himself, herself, itself
you: they, them, he, she, him, her, we, us
your: their, his, her, our
yours: theirs, his, hers, ours
yourself: himself, herself, themselves
yourselves: themselves
will: would
shall: would, should
can: could
may: might
must: had to
am: is, was
are: is, was, were
is: was
was: is, had been
were: had been
have: has, had
has: had
had: had had
do: does, did
does: did
did: had done
this: that
these: those
here: there
now: then
today: that day
tonight: that night
this morning: that morning
this week: that week
this month: that month
this year: that year
tomorrow: the next day, the following day, the day after
yesterday: the day before, the previous day
last: the previous
next: the following
ago: before, earlier
`

// Verbs that do not take -ed: first form, third person, past, participle.
const strong = `
become becomes became become
begin begins began begun
break breaks broke broken
bring brings brought brought
build builds built built
buy buys bought bought
catch catches caught caught
choose chooses chose chosen
come comes came come
deal deals dealt dealt
draw draws drew drawn
drive drives drove driven
fall falls fell fallen
feel feels felt felt
fight fights fought fought
find finds found found
fly flies flew flown
forget forgets forgot forgotten
get gets got gotten
give gives gave given
go goes went gone
grow grows grew grown
hear hears heard heard
hold holds held held
keep keeps kept kept
know knows knew known
lead leads led led
leave leaves left left
lend lends lent lent
lie lies lay lain
lose loses lost lost
make makes made made
mean means meant meant
meet meets met met
pay pays paid paid
rise rises rose risen
run runs ran run
say says said said
see sees saw seen
sell sells sold sold
send sends sent sent
show shows showed shown
sit sits sat sat
speak speaks spoke spoken
spend spends spent spent
stand stands stood stood
steal steals stole stolen
take takes took taken
teach teaches taught taught
tell tells told told
think thinks thought thought
understand understands understood understood
wear wears wore worn
win wins won won
write writes wrote written
`

// longestShift is how many words either side of a shift has at most.
const longestShift = 3

// shiftRules are the shifts by what was said: phrases with spaces between words.
var shiftRules = sync.OnceValue(func() map[string]map[string]bool {
	rules := make(map[string]map[string]bool)
	add := func(said, reported string) {
		if rules[said] == nil {
			rules[said] = make(map[string]bool)
		}
		rules[said][reported] = true
	}
	for line := range strings.Lines(shifted) {
		said, reports, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for report := range strings.SplitSeq(reports, ", ") {
			add(said, report)
		}
	}
	delete(rules, "")
	for line := range strings.Lines(strong) {
		if f := strings.Fields(line); len(f) == 4 {
			add(f[0], f[1])
			add(f[0], f[2])
			add(f[1], f[2])
			add(f[2], "had "+f[3])
		}
	}
	return rules
})

// reportedPhrases are all that a report may have.
var reportedPhrases = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	for _, reports := range shiftRules() {
		for report := range reports {
			all[report] = true
		}
	}
	return all
})

// phrases returns, for each word, the phrases that end with it and that known
// has; with reported, only those outside quotation marks.
func phrases(words []word, known func(string) bool, reported bool) [][]phrase {
	all := make([][]phrase, len(words))
	for i := range words {
		text := ""
		for n := 1; n <= longestShift && i-n+1 >= 0; n++ {
			w := words[i-n+1]
			if reported && w.quoted || len(w.form) > 20 {
				break
			}
			if n > 1 {
				text = " " + text
			}
			text = w.form + text
			if known(text) {
				all[i] = append(all[i], phrase{text, n})
			}
			if w.after {
				break
			}
		}
	}
	return all
}

// A phrase is a few words and how many they are.
type phrase struct {
	text  string
	words int
}

// shiftsVerb reports whether said, behind the words before it, and reported are
// forms of one regular verb, as direct and indirect speech have them.
func shiftsVerb(before []word, said, reported string) bool {
	if said == reported || len(said) < 3 {
		return false
	}
	base := strings.TrimSuffix(strings.TrimSuffix(said, "s"), "e")
	if len(base) >= 2 && base[len(base)-1] == 'i' { // tries
		base = base[:len(base)-1] + "y"
	}
	if stem, past := strings.CutSuffix(reported, "ed"); past {
		doubled := len(stem) > 2 && stem[:len(stem)-1] == base
		return stem == base || doubled || strings.HasSuffix(base, "y") && stem == base[:len(base)-1]+"i"
	}
	if stem, third := strings.CutSuffix(reported, "s"); third && !strings.HasSuffix(said, "s") {
		stem = strings.TrimSuffix(stem, "e")
		base := strings.TrimSuffix(said, "e")
		same := stem == base || strings.HasSuffix(base, "y") && stem == base[:len(base)-1]+"i"
		return same && followsSpeaker(before)
	}
	return false
}

// followsSpeaker reports whether "I", "we" or "you" is one of the last two words.
func followsSpeaker(before []word) bool {
	for _, w := range before[max(0, len(before)-2):] {
		switch w.form {
		case "i", "we", "you":
			return true
		}
	}
	return false
}

// isReporting reports whether a word that a report alone has only belongs to
// indirect speech: "(that) they (had) decided".
func isReporting(form string) bool { return form == "that" || form == "had" }

// isWhether reports whether a word introduces a question in a report.
func isWhether(form string) bool { return form == "whether" || form == "if" }

// asks reports whether word i only helps to ask: "(do) you know".
func asks(words []word, i int) bool {
	switch words[i].form {
	case "do", "does", "did":
		return i+1 < len(words) && words[i+1].border < clauseBorder && words[i+1].form != "not"
	}
	return false
}
