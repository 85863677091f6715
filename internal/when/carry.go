package when

import (
	"cmp"
	"slices"

	"hearsay/attribution"
)

// carry hands days on to statements that have none of their own: what is said
// "at the interview" whose day the article told, what the same speaker says
// directly after, and what somebody is quoted as saying.
func (a *article) carry(said []telling) {
	events := a.events()
	dated, before := -1, -1 // the statement that the speaker's words may go on from; the last one
	for _, i := range a.order {
		s := a.statements[i]
		if s.Headline {
			continue
		}
		if s.Inside >= 0 {
			if !said[i].known() && s.Inside < len(said) && a.isQuotedAs(s.Inside, i) {
				said[i] = said[s.Inside]
			}
			continue
		}
		if !said[i].known() {
			said[i] = a.atEvent(i, events)
		}
		switch {
		case said[i].known():
			dated = i
		case dated >= 0 && a.sameOccasion(dated, before, i):
			if a.samePast(i) && (said[dated].occasion || said[dated].to-said[dated].from <= longestOccasion) {
				said[i] = said[dated]
			}
		default:
			dated = -1
		}
		before = i
	}
}

// longestOccasion is within how many days more what somebody says next is taken
// for the same occasion.
const longestOccasion = 2

// isQuotedAs reports whether the outer statement only quotes the inner one: "the
// agency quoted her as saying".
func (a *article) isQuotedAs(outer, inner int) bool {
	cue := a.statements[outer].Cue
	if a.statements[outer].Inside >= 0 || cue.Empty() || cue.End > len(a.Text) {
		return false
	}
	words := wordsOf(nil, a.Text, cue.Start, cue.End)
	return len(words) > 0 && (words[0].low == "quoted" || words[0].low == "quotes") && a.statements[inner].Cue.Start > cue.End
}

// An event is an occasion of which the text tells the day.
type event struct {
	telling
	mixed bool // one of its kind before it is on another day
}

// events returns the occasions with a day by their kinds, in the order of the text.
func (a *article) events() map[string][]event {
	found := map[string][]event{}
	for _, e := range a.expressions {
		if e.occasion == "" || e.quoted || e.vague && e.lead != "since" && e.lead != "after" && e.lead != "following" || a.inDateline(e) {
			continue
		}
		d := a.days(e, false)
		if !d.known() {
			continue
		}
		next, same := event{telling: e.telling(d)}, found[e.occasion]
		if n := len(same); n > 0 {
			next.mixed = same[n-1].mixed || same[n-1].days != d
		}
		found[e.occasion] = append(same, next)
	}
	return found
}

// atEvent returns the day of the occasion that the sentence of a statement's cue
// refers back to: "at the interview". Where there was more than one of its kind
// it is not known which.
func (a *article) atEvent(i int, events map[string][]event) telling {
	s := a.statements[i]
	if s.Cue.Empty() || s.Cue.End > len(a.Text) || len(events) == 0 {
		return telling{}
	}
	if slices.ContainsFunc(wordsOf(nil, a.Text, s.Cue.Start, s.Cue.End), func(w word) bool { return verbs[w.low] || isPresent(w.low) }) {
		return telling{}
	}
	from, to := a.sentence(i)
	same := events[referred(a.frame(i, from, to))]
	n, _ := slices.BinarySearchFunc(same, s.Cue.Start, func(e event, at int) int { return cmp.Compare(e.start, at) })
	if n == 0 || same[n-1].mixed {
		return telling{}
	}
	return same[n-1].telling
}

// referred returns the kind of the occasion that words refer back to, "" where
// they do not or to several.
func referred(words []word) string {
	kind := ""
	for k, w := range words {
		o := occasionOf(w.low)
		if o == "" {
			continue
		}
		definite := false
		for back := k - 1; back >= 0 && back >= k-3; back-- {
			switch low := words[back].low; {
			case low == "the" || low == "that" || low == "same":
				definite = back > 0 && isPlacing(words[back-1].low)
			case isOrdinal(low): // the last debate: another one
			case bounds[low] || barriers[low] || low == "a" || low == "an" || low == ",":
			default:
				continue
			}
			break
		}
		if !definite || kind != "" && kind != o {
			return ""
		}
		kind = o
	}
	return kind
}

func isOrdinal(low string) bool {
	switch low {
	case "last", "first", "second", "third", "next", "previous", "earlier", "final", "other", "recent", "upcoming", "annual", "latest":
		return true
	}
	return false
}

func isPlacing(low string) bool { return low == "at" || low == "in" || low == "during" }

// sameOccasion reports whether statement i may belong to the occasion of the
// dated one: by the same speaker, near the statement before it, with no other
// time or occasion told.
func (a *article) sameOccasion(dated, before, i int) bool {
	who := a.speaker(i)
	if who == "" || who != a.speaker(dated) {
		return false
	}
	s := a.statements[i]
	if act := a.statements[dated].Act; !act.Said() && act != attribution.Want || a.statements[dated].Headline {
		return false
	}
	end, start := a.place(before).End, a.place(i).Start
	if end < start && paragraphsBetween(a.Text, end, start) > 1 {
		return false
	}
	if s.Cue.Empty() {
		return true // a quotation that goes on
	}
	if s.Cue.End > len(a.Text) {
		return false
	}
	from, to := a.sentence(i)
	for _, e := range a.within(from, to) {
		if !a.elsewhere(i, attribution.Span{Start: e.core, End: e.end}) {
			return false
		}
	}
	return !slices.ContainsFunc(a.frame(i, from, to), func(w word) bool { return isOther(w.low) || occasionOf(w.low) != "" || documents[w.low] })
}

// samePast reports whether a statement is told as said once: "she said", not "she
// has said", "she says".
func (a *article) samePast(i int) bool {
	s := a.statements[i]
	return s.Act.Said() && !slices.ContainsFunc(wordsOf(nil, a.Text, s.Cue.Start, s.Cue.End), func(w word) bool {
		return verbs[w.low] || isPresent(w.low) || w.low == "'s" || w.low == "ve" // he’s said, they’ve said
	})
}

func isPresent(low string) bool {
	switch low {
	case "says", "say", "claims", "insists", "argues", "wants", "calls", "denies", "tells", "notes", "believes", "thinks":
		return true
	}
	return false
}

// isOther reports whether a word tells of another time, another place or another
// way of saying.
func isOther(low string) bool {
	switch low {
	case "earlier", "previously", "later", "recently", "once", "ago", "repeatedly", "often", "always", "long", "before", "past", "former",
		"twitter", "tweeted", "facebook", "wrote", "written", "posted", "since", "when", "after", "during", "at", "on", "outside", "front", "crowd", "audience", "elsewhere", "separately", "whenever", "subsequently":
		return true
	}
	return false
}
