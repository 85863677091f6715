package attribution

import "strings"

// quotedSubject returns who is quoted where the source is who quotes: in "he was
// quoted by the Argus as saying" he speaks, and the Argus passes it on. It returns
// the source where that is not so, or where the subject is no single word.
func quotedSubject(text string, source, cue Span) Span {
	if source.Start < cue.Start || !strings.HasSuffix(strings.TrimRight(text[:source.Start], " \n\u00a0"), "by") {
		return source
	}
	verbs := wordsOf(cue.In(text))
	if len(verbs) < 2 || verbs[0] != "was" && verbs[0] != "were" && verbs[0] != "is" && verbs[0] != "are" ||
		verbs[1] != "quoted" && verbs[1] != "cited" {
		return source
	}
	end := len(strings.TrimRight(text[:cue.Start], " \u00a0"))
	start := strings.LastIndexAny(text[:end], " \n\u00a0,“”\"") + 1
	for start < end && text[start]&0xc0 == 0x80 { // the rest of a mark of several bytes
		start++
	}
	if start == end || strings.ContainsFunc(text[start:end], func(r rune) bool { return !isLetter(r) }) {
		return source
	}
	return Span{Start: start, End: end}
}
