package speaker

import "sync"

// A Domain is the walk of life that a role tells: what keeps two people of one
// name apart. Empty means that no role tells any.
type Domain string

// The domains.
const (
	InState    Domain = "state" // governs, represents a state or a party, or speaks for those who do
	InService  Domain = "service"
	InLaw      Domain = "law"
	InBusiness Domain = "business"
	InScience  Domain = "science"
	InMedia    Domain = "media"
	InArts     Domain = "arts"
	InSports   Domain = "sports"
	InClergy   Domain = "clergy"
	InLife     Domain = "life" // residents, witnesses, trades
)

// DomainOf returns the domain of a role. Of several words that tell one the
// last before "of", "for", "at", "in" decides, being the head: "company lawyer",
// "minister of sports". A head that all domains have (spokesman, director)
// leaves it to the words around it.
func DomainOf(role string) Domain {
	words := foldWords(role)
	head := len(words)
	for i, w := range words {
		switch w.folded {
		case "of", "for", "at", "in", "to", "on", "with", "from":
			if i > 0 && head == len(words) {
				head = i
			}
		}
	}
	for i := head - 1; i >= 0; i-- {
		if i > 0 {
			if d, found := headNouns()[words[i-1].folded+words[i].folded]; found {
				return d
			}
		}
		if d, found := headNouns()[words[i].folded]; found {
			return d
		}
	}
	for _, w := range words { // what it is of
		if d, found := domainWords()[w.folded]; found {
			return d
		}
	}
	for _, w := range words {
		if d, found := lesserHeads()[w.folded]; found {
			return d
		}
	}
	for _, w := range words[head:] {
		if d, found := headNouns()[w.folded]; found {
			return d
		}
	}
	return ""
}

// Agree reports whether one person may well be of both domains. What is not
// known agrees with all.
func (d Domain) Agree(with Domain) bool {
	return d == "" || with == "" || d == with || agreeing()[[2]Domain{d, with}] || agreeing()[[2]Domain{with, d}]
}

// agreeing are walks of life that one career often joins. It is no transitive
// relation: a group of aliases must agree each with each.
var agreeing = sync.OnceValue(func() map[[2]Domain]bool {
	m := make(map[[2]Domain]bool)
	for _, pair := range [][2]Domain{
		{InState, InService}, {InState, InLaw}, {InState, InBusiness}, {InState, InScience}, {InLaw, InService},
		{InLaw, InBusiness}, {InLaw, InScience}, {InScience, InBusiness}, {InScience, InMedia}, {InMedia, InArts},
		{InSports, InBusiness},
	} {
		m[pair] = true
	}
	return m
})

// headNouns are nouns that are of one domain whatever stands beside them.
var headNouns = sync.OnceValue(func() map[string]Domain {
	return domains(map[Domain]string{
		InState: `presidentelect premier primeminister minister exminister chancellor
			secretary envoy ambassador diplomat consul senator sen congressman congresswoman representative rep governor gov mayor
			councillor councilman councilwoman councilor lawmaker legislator mp mep king queen prince princess emperor
			sultan emir candidate nominee chiefofstaff attorneygeneral politician republican democrat commissioner
			undersecretary whip ombudsman presssecretary statesman dictator`,
		InService: `general gen colonel col major lieutenant lt sergeant sgt admiral constable sheriff inspector superintendent
			detective policeman policewoman soldier officer agent spy firefighter marshal commander trooper`,
		InLaw: `judge justice attorney prosecutor lawyer counsel solicitor barrister magistrate coroner notary jurist`,
		InBusiness: `ceo cfo coo executive chiefexecutive executiveofficer founder cofounder owner boss entrepreneur businessman businesswoman banker
			investor trader developer industrialist tycoon billionaire broker shareholder restaurateur shopkeeper`,
		InScience: `professor scientist researcher economist historian physicist chemist biologist astronomer epidemiologist
			psychologist psychiatrist sociologist analyst physician surgeon doctor scholar academic lecturer geologist
			engineer mathematician virologist expert archaeologist archivist curator librarian surveyor meteorologist`,
		InMedia: `editor correspondent reporter journalist columnist presenter anchor broadcaster blogger commentator publisher
			newscaster photographer`,
		InArts: `actor actress singer poet novelist writer author painter sculptor musician composer conductor comedian artist
			filmmaker rapper dancer playwright guitarist drummer violinist pianist screenwriter`,
		InSports: `coach striker midfielder goalkeeper quarterback pitcher batsman bowler cyclist swimmer sprinter boxer golfer
			player champion athlete jockey forward defender wrestler gymnast winger footballer cricketer`,
		InClergy: `pope bishop archbishop cardinal imam rabbi priest pastor vicar ayatollah patriarch monk nun mullah preacher dean`,
		InLife: `resident witness neighbour neighbor farmer fisherman fishmonger teacher nurse student pupil mother father parent
			son daughter wife husband widow sister brother voter passenger tourist plumber electrician waiter waitress cook
			baker butcher gardener pensioner retiree villager survivor shopper skipper driver`,
	})
})

// lesserHeads are of a domain where no other word tells one: a bank has a
// president too.
var lesserHeads = sync.OnceValue(func() map[string]Domain {
	return domains(map[Domain]string{InState: "president vicepresident expresident"})
})

// domainWords tell the domain of a head that may be of any: a Kremlin spokesman.
var domainWords = sync.OnceValue(func() map[string]Domain {
	return domains(map[Domain]string{
		InState: `kremlin duma government ministry state department presidential parliament parliamentary congress senate party
			embassy council cabinet republican democratic labour conservative foreign interior defence defense treasury
			campaign administration municipal national federal opposition`,
		InService:  `police army navy military fbi cia nsa fsb guard fire coast security intelligence`,
		InLaw:      `court legal bar judicial`,
		InBusiness: `company corporation bank firm airline airlines business industry market sales marketing chamber holding group corp inc`,
		InScience:  `university institute research college science academy hospital medical laboratory observatory`,
		InMedia:    `newspaper magazine radio television tv broadcasting gazette news`,
		InArts:     `film theatre theater opera orchestra art band creative museum gallery`,
		InSports:   `team club league football soccer baseball basketball hockey tennis cricket rugby olympic championship`,
		InClergy:   `church diocese parish mosque synagogue vatican`,
	})
})

func domains(of map[Domain]string) map[string]Domain {
	m := make(map[string]Domain)
	for d, words := range of {
		for w := range set(words) {
			m[w] = d
		}
	}
	return m
}
