package attribution

// A rule is the way in which a statement was found.
type rule uint8

const (
	afterQuotation  rule = iota // “…,” she said
	afterPlain                  // …, she said
	afterInverted               // …, said Smith
	beforeQuotation             // she said, “…”
	beforeThat                  // she said that …
	beforeClause                // she said …
	objectRule                  // she denied …
	intentRule                  // she vowed to …
	sharedQuotation             // …, adding: “…”
	sharedThat                  // …, noting that …
	sharedClause                // … and said …
	sharedObject                // … and denied …
	accordingRule               // according to her
	colonRule                   // Smith: …
	anyVerb                     // “…,” Smith barked
	nounRule                    // her claim that …, is confident that …
	orphan                      // “…” by itself
	leftover                    // “…” with words around it that no rule understands
	rules
)

// ruleNames names the rules, for people.
var ruleNames = [rules]string{
	afterQuotation:  "after quotation",
	afterPlain:      "after plain",
	afterInverted:   "after inverted",
	beforeQuotation: "before quotation",
	beforeThat:      "before that",
	beforeClause:    "before clause",
	objectRule:      "object",
	intentRule:      "intent",
	sharedQuotation: "shared quotation",
	sharedThat:      "shared that",
	sharedClause:    "shared clause",
	sharedObject:    "shared object",
	accordingRule:   "according",
	colonRule:       "colon",
	anyVerb:         "any verb",
	nounRule:        "noun",
	orphan:          "orphan",
	leftover:        "leftover",
}

// String names the rule.
func (r rule) String() string { return ruleNames[r] }

// precisions holds, for each rule, the share of what it finds in marked articles
// that the people who marked them found too: first where something is said or
// written, then where somebody has it in mind. TestConfidence measures it.
var precisions = [rules][2]float64{
	afterQuotation:  {0.97, 0.97},
	afterPlain:      {0.76, 0.41},
	afterInverted:   {0.66, 0.66},
	beforeQuotation: {0.84, 0.55},
	beforeThat:      {0.86, 0.73},
	beforeClause:    {0.80, 0.52},
	objectRule:      {0.60, 0.46},
	intentRule:      {0.57, 0.43},
	sharedQuotation: {0.75, 0.53},
	sharedThat:      {0.75, 0.53},
	sharedClause:    {0.64, 0.23},
	sharedObject:    {0.52, 0.43},
	accordingRule:   {0.84, 0.84},
	colonRule:       {0.60, 0.60},
	anyVerb:         {0.86, 0.86},
	nounRule:        {0.31, 0.74},
	orphan:          {0.82, 0.82},
	leftover:        {0.83, 0.83},
}

// precision returns how far a statement of an act that the rule found can be
// trusted.
func (r rule) precision(act Act) float64 {
	if act.Said() {
		return precisions[r][0]
	}
	return precisions[r][1]
}

// sharing returns the rule for a statement that takes its source over from
// another clause.
func (r rule) sharing() rule {
	switch r {
	case beforeQuotation:
		return sharedQuotation
	case beforeThat:
		return sharedThat
	case beforeClause:
		return sharedClause
	case objectRule, intentRule:
		return sharedObject
	}
	return r
}
