package variant_test

import (
	"slices"
	"strings"

	"hearsay/internal/variant"
)

// retranslate puts other words for many, one for one.
func (m *maker) retranslate() {
	original := make([]string, len(m.items))
	for i, it := range m.items {
		original[i] = it.token
	}
	has := plainWords(strings.Join(original, " "))
	for i := range m.items {
		it := &m.items[i]
		word := strings.ToLower(strings.Trim(it.token, `.,;:!?“”"'’`))
		var other string
		switch function := functions[word]; {
		case function != "" && m.IntN(4) == 0:
			other = function
		case function == "" && len(word) > 3 && m.IntN(5) < 3:
			other = contents[m.IntN(len(contents))]
		}
		if other != "" && !slices.ContainsFunc(plainWords(other), func(w string) bool { return slices.Contains(has, w) }) {
			it.op, it.own = variant.Changed, other
		}
	}
}

// What another translator puts for words that every text has.
var functions = map[string]string{
	"of": "from", "in": "within", "and": "as well as", "but": "yet", "to": "towards", "on": "upon", "for": "in favour of", "because": "since",
	"with": "alongside", "that": "which", "very": "quite", "not": "never", "if": "provided", "when": "once", "the": "those", "a": "one",
	"about": "concerning", "from": "out of", "so": "thus", "also": "likewise", "than": "beside", "as": "like", "by": "through",
	"this": "the present", "have": "possess", "will": "shall", "they": "these", "their": "its",
}

var contents = strings.Fields(`harbour lantern quarry ferry mule barley granary ledger orchard anvil willow chimney cobbler thimble
	gravel meadow saddle kettle barrel pewter linen furnace sluice towpath mooring lighthouse granite mended drowned quarrelled
	whispered hoisted wandered bargained ploughed dusty crooked amber wooden distant solemn brittle hollow eager timid rusty
	copper marble candle parish miller shepherd warden glazier pilgrim ferryman`)

// report turns the text into indirect speech.
func (m *maker) report() {
	subject := ""
	for i := range m.items {
		it := &m.items[i]
		if it.op != "" {
			subject = ""
			continue
		}
		core := strings.ToLower(strings.ReplaceAll(strings.Trim(it.token, `.,;:!?“”"`), "’", "'"))
		var parts []part
		switch rule := reporting[core]; {
		case rule != "":
			options := strings.Split(rule, " or ")
			for pair := range strings.SplitSeq(options[m.IntN(len(options))], "; ") {
				base, own, _ := strings.Cut(pair, ">")
				parts = append(parts, part{base, own})
			}
		case subject != "" && presents[core] != "":
			parts = []part{{core, presents[core]}}
		case subject != "" && strings.HasSuffix(core, "ed") && len(core) > 4:
			parts = []part{{"", "had"}, {core, core}}
		}
		subject = ""
		switch core {
		case "i", "we", "you", "they":
			subject = core
		}
		if parts != nil {
			it.op, it.parts = variant.Indirect, parts
		}
	}
}

// What indirect speech has: part>what becomes of it.
var reporting = map[string]string{
	"i": "i>she or i>he", "me": "me>her or me>him", "my": "my>her or my>his", "we": "we>they", "us": "us>them", "our": "our>their",
	"you": "you>they or you>them", "your": "your>their", "will": "will>would", "can": "can>could", "may": "may>might",
	"is": "is>was", "are": "are>were", "am": "am>was", "have": "have>had", "has": "has>had", "do": "do>did", "does": "does>did",
	"was": "was>had been", "don't": "do>did; n't>not", "doesn't": "does>did; n't>not", "won't": "wo>would; n't>not",
	"can't": "ca>could; n't>not", "isn't": "is>was; n't>not", "aren't": "are>were; n't>not", "i'm": "i>she; 'm>was",
	"we're": "we>they; 're>were", "we've": "we>they; 've>had", "i've": "i>she; 've>had", "i'll": "i>she; 'll>would",
	"we'll": "we>they; 'll>would", "you're": "you>they; 're>were", "it's": "it>it; 's>was", "that's": "that>that; 's>was",
	"he's": "he>he; 's>was", "she's": "she>she; 's>was", "there's": "there>there; 's>was", "they're": "they>they; 're>were",
	"today": "today>that day", "tomorrow": "tomorrow>the next day", "yesterday": "yesterday>the day before", "here": "here>there",
	"this": "this>that", "these": "these>those", "now": "now>then", "myself": "myself>herself", "ourselves": "ourselves>themselves",
}

var presents = map[string]string{
	"want": "wanted", "need": "needed", "know": "knew", "think": "thought", "believe": "believed", "say": "said", "look": "looked",
	"see": "saw", "love": "loved", "hope": "hoped", "get": "got", "go": "went", "make": "made", "support": "supported", "agree": "agreed",
	"try": "tried", "plan": "planned", "take": "took", "feel": "felt", "understand": "understood", "come": "came", "tell": "told",
	"give": "gave", "expect": "expected", "work": "worked", "stand": "stood", "call": "called", "mean": "meant", "live": "lived",
}
