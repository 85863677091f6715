package attribution

import (
	"strings"
	"sync"
)

// A class is a set of the ways in which the rules look at a word.
type class uint32

const (
	auxiliaries class = 1 << iota
	negations
	adverbs       // those that do not end in -ly
	subordinators // they open a clause whose subject comes after them
	conjunctions
	pronouns  // they stand as subjects
	objective // pronouns that cannot
	determiners
	possessives
	prepositions
	times
	wh            // they open a question
	commonVerbs   // finite forms that end a noun phrase, besides the cues
	nounCues      // "that" follows them when they tell what somebody says or thinks
	spokenNouns   // those that tell what was said
	adjectiveCues // "is confident that …"
	titles        // abbreviations that a name follows
	abbreviations // others
)

// classWords lists the words of each class.
var classWords = [...]struct {
	class class
	words string
}{
	{auxiliaries, `is was are were be been being am has have had having do does did will would can could may might must should
shall 's 've 'd 'll isn't wasn't aren't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
can't cannot couldn't shouldn't mustn't ain't`},
	{negations, `not never n't isn't wasn't aren't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
cannot couldn't shouldn't ain't no neither nor`},
	{adverbs, `also often again then now never not even still just later once soon first long always ever further too instead
already yet since thus rather ago twice both all anew reportedly repeatedly`},
	{subordinators, `that which but so because if when while where though although as than until unless since whether how why what
then however meanwhile instead before after once yet nor whereas whose whom`},
	{conjunctions, `and but or so yet nor`},
	{pronouns, `he she they it we i you who`},
	{objective, `him her them us me himself herself themselves itself`},
	{determiners, `the a an this that these those his her its their our my your some any no every each another`},
	{possessives, `his her its their our my your whose`},
	{prepositions, `in on at by for from with during after before under over of to since about against between among through into
without within despite amid following inside outside near toward towards upon`},
	{times, `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december today yesterday tomorrow tonight week weekend month year morning afternoon
evening night day earlier later recently ago monday's sunday's weeks months years days`},
	{wh, `what how why whether who when where if`},
	{commonVerbs, `came went took made got gave became began won lost ran left met held kept brought put sent led spoke broke
chose drew drove fell flew grew hit paid rose sat sold stood spent threw wore built bought caught fought hurt
laid lay rode sang shot stole struck taught comes goes takes makes gets gives becomes wins loses runs leaves
meets holds keeps brings puts sends leads remains seems appears needs looks turns uses works includes plays
lives moves happens means helps tries wants continues faces carries represents appeared seemed remained looked
turned used worked included played lived moved happened meant helped tried continued faced carried represented
followed started received served joined passed returned visited attended hosted died arrived campaigned
increased declined dropped ended emerged entered failed finished`},
	{nounCues, `claim claims allegation allegations assertion assertions suggestion suggestions accusation accusations
statement argument announcement complaint complaints contention admission warning warnings declaration
insistence prediction revelation rumor rumors speculation belief idea notion view opinion conclusion
assumption consensus expectation concern concerns fear fears worry worries hope hopes doubt doubts conviction
confidence impression perception promise pledge vow acknowledgment assessment finding`},
	{spokenNouns, `claim claims allegation allegations assertion assertions suggestion suggestions accusation accusations
statement argument announcement complaint complaints contention admission warning warnings declaration
insistence prediction revelation rumor rumors speculation promise pledge vow`},
	{adjectiveCues, `confident convinced sure certain hopeful optimistic worried concerned afraid aware adamant skeptical surprised
disappointed glad proud grateful mindful`},
	{titles, `mr mrs ms dr sen rep gov gen lt col sgt capt prof rev hon pres sens reps govs st maj adm cmdr atty`},
	{abbreviations, `jr sr vs inc corp co ltd no jan feb mar apr jun jul aug sept oct nov dec etc dept assn bros est fla calif mass
mich minn wis ariz conn colo tenn ky va ga ala ark okla ore pa md del ill ind kan mo neb nev tex wash wyo vt`},
}

// classes gives the classes of every word that has any.
var classes = sync.OnceValue(func() map[string]class {
	all := map[string]class{}
	for _, c := range classWords {
		for _, w := range strings.Fields(c.words) {
			all[w] |= c.class
		}
	}
	return all
})

// classOf returns the classes of a word in lower case. A year is a time.
func classOf(low string) class {
	if len(low) == 4 && (strings.HasPrefix(low, "19") || strings.HasPrefix(low, "20")) && isDigit(low[2]) && isDigit(low[3]) {
		return times
	}
	return classes()[low]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// has reports whether the token is a word of any of the classes.
func (t token) has(c class) bool { return t.class&c != 0 }

// isClosedClass reports whether a word can stand at the start of a sentence but
// hardly after an abbreviation within one.
func isClosedClass(t token) bool {
	return t.has(determiners|pronouns|conjunctions|subordinators|prepositions) || t.is("there")
}
