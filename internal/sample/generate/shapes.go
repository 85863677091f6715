package generate

import "strings"

// headline returns a title: plain, with a colon, or with a quotation.
func (w *writer) headline() string {
	thing := strings.TrimPrefix(w.thing, "the ")
	plain := capital(w.place + " " + thing + " " + w.fill(pick(w.d, headVerbs)))
	p := w.cast[0]
	switch w.d.below(6) {
	case 0:
		return "“" + w.remark() + "”: " + p.surname + " on " + thing
	case 1:
		return p.surname + ": " + capital(thing) + " “" + w.fill(pick(w.d, epithets)) + "”"
	case 2:
		return plain + ", says " + strings.TrimPrefix(p.office, "the ")
	case 3:
		return p.surname + " denies " + thing + " was sold"
	}
	return plain
}

// opening writes the first paragraph: the news, and who says so.
func (w *writer) opening() {
	k := 0
	claim := w.claim()
	cue := pick(w.d, []string{"said", "announced", "confirmed", "told reporters"})
	w.add(capital(claim) + ", " + w.source(k) + " " + cue + " on " + pick(w.d, weekdays) + ".")
}

// paragraph writes the next one, in one of the shapes that statements take.
func (w *writer) paragraph() {
	total := 0
	for _, s := range shapes {
		total += s.weight
	}
	roll := w.d.below(total)
	for _, s := range shapes {
		if roll < s.weight {
			s.write(w)
			return
		}
		roll -= s.weight
	}
}

// shapes are what a paragraph can be, and how often beside the others.
var shapes = []struct {
	weight int
	write  func(*writer)
}{
	{16, (*writer).quoted},
	{8, (*writer).runOn},
	{8, (*writer).announced},
	{14, (*writer).reported},
	{8, (*writer).accordingTo},
	{6, (*writer).called},
	{5, (*writer).partlyQuoted},
	{5, (*writer).denied},
	{3, (*writer).deniedDenying},
	{4, (*writer).passedOn},
	{3, (*writer).posted},
	{4, (*writer).wentOn},
	{3, (*writer).atLength},
	{3, (*writer).quotedInside},
	{3, (*writer).silent},
	{3, (*writer).thought},
	{14, (*writer).background},
}

// quoted: “…,” she said. “….”
func (w *writer) quoted() {
	text := "“" + w.remark() + ",” " + w.inverted(w.speaker()) + "."
	if w.d.percent(40) {
		text += " “" + w.remark() + ".”"
	}
	w.add(text)
}

// inverted returns source and cue in the order that follows a quotation; only
// names and offices may stand behind the cue.
func (w *writer) inverted(k int) string {
	source, cue := w.source(k), pick(w.d, sayCues)
	pronoun := source == "he" || source == "she"
	if !pronoun && !strings.Contains(cue, " ") && w.d.percent(40) {
		return cue + " " + strings.TrimSuffix(source, ",")
	}
	return source + " " + cue
}

// runOn: “…,” she said, “and ….”
func (w *writer) runOn() {
	w.add("“" + w.remark() + ",” " + w.inverted(w.speaker()) + ", “" + w.fill(pick(w.d, runOns)) + ".”")
}

// announced: she said: “….”
func (w *writer) announced() {
	text := capital(w.source(w.speaker())) + " " + pick(w.d, sayCues)
	if w.d.percent(60) {
		text += ": “"
	} else {
		text += ", “"
	}
	text += w.remark() + ".”"
	if w.d.percent(30) {
		text += " “" + w.remark() + ".”"
	}
	w.add(text)
}

// reported: she said that ….
func (w *writer) reported() {
	text := capital(w.source(w.speaker())) + " " + pick(w.d, thatCues)
	if w.d.percent(75) {
		text += " that"
	}
	text += " " + w.claim() + "."
	if w.d.percent(35) {
		text += " " + w.fill(pick(w.d, facts))
	}
	if w.d.percent(25) {
		text += " " + capital(w.source(w.last)) + " " + w.fill(pick(w.d, demands)) + "."
	}
	w.add(text)
}

// accordingTo: …, according to her; according to her, ….
func (w *writer) accordingTo() {
	source := object(strings.TrimSuffix(w.source(w.speaker()), ","))
	if w.d.percent(50) {
		w.add("According to " + source + ", " + w.claim() + ".")
		return
	}
	w.add(capital(w.claim()) + ", according to " + source + ".")
}

// called: she called it “…”.
func (w *writer) called() {
	cue := pick(w.d, []string{"called", "described", "dismissed", "branded"})
	text := capital(w.source(w.speaker())) + " " + cue + " " + w.aThing()
	if cue == "described" || cue == "dismissed" {
		text += " as"
	}
	w.add(text + " “" + w.fill(pick(w.d, epithets)) + "”. " + w.fill(pick(w.d, facts)))
}

// partlyQuoted: she said it would “…”.
func (w *writer) partlyQuoted() {
	w.add(capital(w.source(w.speaker())) + " " + pick(w.d, thatCues) + " that " + w.aThing() + " “" +
		w.fill(pick(w.d, predicates)) + "”, " + pick(w.d, []string{"adding that ", "noting that ", "and conceded that "}) + w.claim() + ".")
}

func (w *writer) denied() {
	w.add(capital(w.source(w.speaker())) + " " + pick(w.d, denyCues) + " that " + w.claim() + ".")
}

func (w *writer) deniedDenying() {
	w.add(capital(w.source(w.speaker())) + " denied " + pick(w.d, []string{
		"having denied", "on " + pick(w.d, weekdays) + " that anyone had ever denied", "a report that the council denied",
	}) + " that " + w.claim() + ".")
}

// passedOn: she told a station, an agency reported.
func (w *writer) passedOn() {
	station, agency := pick(w.d, stations), pick(w.d, agencies)
	source := w.source(w.speaker())
	if w.d.percent(50) {
		w.add("“" + w.remark() + ",” " + source + " told " + station + " in an interview quoted by " + agency + ".")
		return
	}
	w.add(capital(agency) + ", citing " + station + ", quoted " + object(strings.TrimSuffix(source, ",")) +
		" as saying that " + w.claim() + ".")
}

// object puts a pronoun into the case that an object has.
func object(source string) string {
	switch source {
	case "she":
		return "her"
	case "he":
		return "him"
	}
	return source
}

func (w *writer) posted() {
	w.add(capital(w.source(w.speaker())) + " wrote on " + pick(w.d, networks) + ": “" + w.remark() + ".”")
}

// wentOn: a quotation of its own, by whoever spoke last.
func (w *writer) wentOn() {
	if w.last < 0 {
		w.quoted()
		return
	}
	w.add("“" + w.remark() + ". " + w.remark() + ".”")
}

// atLength: a quotation over three paragraphs, closed only at the end.
func (w *writer) atLength() {
	w.add(capital(w.source(w.speaker())) + " said: “" + w.remark() + ". " + w.remark() + ".")
	w.add("“" + w.remark() + ".")
	w.add("“" + w.remark() + ". " + w.remark() + ".”")
}

// quotedInside: “He said, ‘…’,” she recalled.
func (w *writer) quotedInside() {
	k := w.speaker()
	other := w.cast[(k+1)%len(w.cast)]
	w.add("“" + capital(other.office) + " told me, ‘" + w.remark() + ",’ and I believed it,” " + w.inverted(k) + ".")
}

func (w *writer) silent() {
	w.add(capital(w.source(w.speaker())) + " " + pick(w.d, []string{
		"declined to comment", "has not said whether " + w.aThing() + " will reopen", "did not answer questions", "would not say who paid",
	}) + ". " + w.fill(pick(w.d, facts)))
}

func (w *writer) thought() {
	w.add(capital(w.source(w.speaker())) + " " + pick(w.d, thinkCues) + " that " + w.claim() + ".")
}

func (w *writer) background() {
	first := w.d.below(len(facts))
	second := (first + w.d.between(1, len(facts)-1)) % len(facts)
	w.add(w.fill(facts[first]) + " " + w.fill(facts[second]))
}
