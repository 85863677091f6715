package generate

import "strings"

// people is how many there are in the world. The lower a person's number, the
// more often they are quoted.
const people = 4000

// A person can be quoted.
type person struct {
	given, surname string
	role           string // "mayor of Orvesund": stands before the name or behind it
	office         string // "the mayor": stands for the name
	she            bool
}

func (p person) name() string { return p.given + " " + p.surname }

func (p person) pronoun() string {
	if p.she {
		return "she"
	}
	return "he"
}

// newPerson makes person k, the same for every page.
func newPerson(seed uint64, k int) person {
	d := newDice(seed, peopling, k)
	p := person{she: d.percent(50), surname: pick(d, surnameHeads) + pick(d, surnameTails)}
	if p.she {
		p.given = pick(d, givenShe)
	} else {
		p.given = pick(d, givenHe)
	}
	post := pick(d, posts)
	p.office = "the " + post.office
	p.role = strings.Replace(post.role, "{place}", place(d), 1)
	return p
}

// somebody picks a person: the cube makes a few speak often and most rarely.
func somebody(d *dice, seed uint64) person {
	const unit = 1 << 20
	u := float64(d.below(unit)) / unit
	return newPerson(seed, int(u*u*u*people))
}

func place(d *dice) string { return pick(d, placeHeads) + pick(d, placeTails) }

// An outlet publishes pages.
type outlet struct{ name, domain string }

func newOutlet(d *dice) outlet {
	place, paper := pick(d, placeHeads)+pick(d, placeTails[:3]), pick(d, papers)
	return outlet{
		name:   place + " " + paper,
		domain: strings.ToLower(place) + "-" + strings.ToLower(paper) + ".example",
	}
}

var (
	surnameHeads = []string{
		"Abr", "Bask", "Cald", "Drav", "Eld", "Fors", "Grend", "Hask", "Ilv", "Jarn", "Kest", "Lorv", "Mard",
		"Nesk", "Ostr", "Pelv", "Quor", "Rusv", "Skel", "Torv", "Ulm", "Varn", "Wesk", "Yarv", "Zeld",
	}
	surnameTails = []string{
		"anney", "ardow", "averin", "ebrook", "edane", "elloy", "embry", "ennick", "essan", "ivale", "ingmoor",
		"ommer", "orrick", "oskell", "othane", "umley", "undry", "yssen",
	}
	givenShe = []string{
		"Aldith", "Brisa", "Celdra", "Dorith", "Elvane", "Fenna", "Gwenda", "Hesper", "Ilsabet", "Jorunn", "Kelda",
		"Lisbet", "Maudry", "Nerys", "Odile", "Petra", "Rowena", "Sunnifa", "Tamsel", "Ursa", "Velda", "Wynna",
	}
	givenHe = []string{
		"Alvo", "Bram", "Corvin", "Dorric", "Eskil", "Ferrand", "Garrick", "Hollin", "Ivo", "Jorrit", "Kasper",
		"Lorcan", "Merrick", "Nils", "Osmund", "Perrin", "Rafe", "Soren", "Tobin", "Ulric", "Vesper", "Wendel",
	}
	placeHeads = []string{
		"Arn", "Brack", "Corv", "Dunm", "Esk", "Fald", "Gorm", "Hesk", "Ister", "Karv", "Lund", "Morv", "Nord",
		"Orv", "Penn", "Rav", "Sedd", "Thurl", "Ulv", "Vend",
	}
	placeTails = []string{"esund", "ahaven", "avold", "amere", "ostead", "ingate", "aquay", "ebridge"}
	papers     = []string{
		"Lantern", "Courier", "Beacon", "Gazetteer", "Cormorant", "Almanac", "Signal", "Clarion", "Observer",
		"Weathervane", "Ledger", "Foghorn",
	}
	agencies = []string{"QUILL", "HALVINFORM", "VORNA", "PELORN", "OSTREA", "KVARN"}
	stations = []string{"Radio Kittiwake", "Channel Skerry", "Radio Windlass", "Channel Nine Bells"}
	networks = []string{"Chirrup", "Pigeon", "Smoke Signal"}
)

// posts are what people are: as a role beside the name, and as an office that
// stands for it.
var posts = []struct{ role, office string }{
	{"mayor of {place}", "mayor"},
	{"harbour master at {place}", "harbour master"},
	{"minister for bridges", "minister"},
	{"deputy minister of orchards", "deputy minister"},
	{"spokesperson for the {place} council", "spokesperson"},
	{"head of the Millers' Union", "union leader"},
	{"chief engineer of the {place} waterworks", "engineer"},
	{"president of the Chamber of Guilds", "president"},
	{"governor of {place} province", "governor"},
	{"professor of tides at the University of {place}", "professor"},
	{"chair of the Weights Commission", "chair"},
	{"opposition deputy for {place}", "deputy"},
	{"fire chief in {place}", "fire chief"},
	{"owner of a bakery in {place}", "baker"},
	{"envoy to {place}", "envoy"},
	{"director of the Lantern Museum", "director"},
	{"foreign minister", "foreign minister"},
	{"ferry captain", "captain"},
}
