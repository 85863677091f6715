package generate

// The words that reports are made of. In braces stand slots that writer.fill
// knows. A single straight ' is an apostrophe; “ ” are the outer marks and ‘ ’
// the inner ones, which a frame turns into those of its house.

var things = []string{
	"the ferry pier", "the new lock", "the grain store", "the tram line", "the upper dam", "the fish market",
	"the toll bridge", "the night school", "the bell tower", "the seed bank", "the salt works", "the customs house",
	"the orchard tax", "the water rate", "the lamp fund", "the harvest law", "the ferry contract", "the pilot fee",
	"the peat ban", "the map reform",
}

// predicates follow a thing; with it they make a claim.
var predicates = []string{
	"would have to close before the winter",
	"had cost {n} crowns more than the council was told",
	"had not been inspected since {year}",
	"would be rebuilt by the spring of {later}",
	"could not carry another {n} people a day",
	"had been paid for twice",
	"was the safest in the province",
	"would be handed back to {place} within {few} weeks",
	"had saved {n} households from ruin",
	"was never meant to last beyond {year}",
	"would bring {n} jobs to {place}",
	"had been sold without a vote",
	"was being used as an excuse",
	"would not be discussed again before {weekday}",
	"had no connection with the flood in {place}",
	"belonged to the people who use it",
	"would stay open whatever the weather",
	"had been promised to three towns at once",
	"needed {n} crowns and a coat of paint",
	"was already {few} days late",
}

var wouldTails = []string{
	"", "", "", " unless {place} paid its share", " if the rain did not stop", ", whatever the guilds decided",
	" because nobody else had offered", " once the plans were ready", " although the figures were not final",
}

// remarks are sentences that somebody may have spoken.
var remarks = []string{
	"We have counted every plank of {thing}, and there are {few} too few",
	"I do not know who signed for {thing}, but it was not me",
	"Nobody in {place} was asked",
	"You can't run a town on promises and {n} crowns",
	"I have waited since {year} and I can wait until {weekday}",
	"If {thing} goes, half of {place} goes with it",
	"It's our money, and we would like to see it again",
	"They will say that it was the weather",
	"We're talking about {thing}, not about the moon",
	"There is no plan, there never was a plan, and there is no need for one",
	"I told them in {year}, and I am telling them now",
	"Ask me again when {thing} is finished",
	"We shall pay what we owe and not a crown more",
	"The figures speak for themselves, all {n} of them",
	"My grandmother could see {thing} from her kitchen",
	"One storm more and you can put {thing} on a cart",
	"This isn't about {thing}; it's about trust",
	"The work begins on {weekday}, rain or no rain",
	"We never stopped talking to {place}",
	"It would be wrong to blame the captain",
	"There were {n} of us, and one lamp",
	"I am not worried about {thing}. I am worried about who pays",
	"That was {few} years ago, and people forget",
	"Let the engineers decide, that is what they are for",
}

// runOns finish a sentence that a cue has cut in two.
var runOns = []string{
	"and that is all there is to it",
	"but we will find the money somewhere",
	"and nobody can tell me otherwise",
	"although I would not swear to it",
	"because {place} cannot wait another year",
	"and the people of {place} know it",
}

var epithets = []string{
	"a bridge to nowhere", "an insult with a stamp on it", "the best news in years", "a very expensive puddle",
	"pure invention", "a gift to {place}", "yesterday's answer", "a mistake we can afford", "a comedy",
}

// facts are background: nobody says them.
var facts = []string{
	"{Thing} was built in {year} and has been repaired {few} times since.",
	"Some {n} people live in {place}, most of them from fishing and flour.",
	"The council of {place} meets on every second {weekday}.",
	"Prices for timber have risen by {few} per cent since the spring.",
	"In {year} a storm took the roof off the assembly hall in {place}.",
	"{Thing} lies {few} miles from the heart of {place}.",
	"The two provinces have shared {thing} since the treaty of {year}.",
	"A report on {thing} is expected in {later}.",
	"Last year {n} visitors came, fewer than in {year}.",
	"The road to {place} remained closed on {weekday}.",
	"Known to all as the “Old Lady”, {thing} appears on the coins of {place}.",
	"A song about it, “The Miller and the Seven Locks”, is still taught at school.",
	"So far the so-called “quiet majority” has kept quiet.",
}

var (
	sayCues    = []string{"said", "said", "said", "said", "told reporters", "added", "explained", "stressed", "noted", "insisted", "recalled", "warned"}
	thatCues   = []string{"said", "said", "told reporters", "announced", "claimed", "argued", "stated", "admitted", "confirmed", "pointed out", "suggested", "insisted", "complained"}
	denyCues   = []string{"denied", "rejected claims", "has repeatedly denied", "dismissed reports", "disputed"}
	thinkCues  = []string{"believes", "fears", "hopes", "expects", "doubts"}
	demands    = []string{"demanded a new vote on {thing}", "called for {thing} to be closed at once", "urged {place} to keep its word", "promised to pay {n} crowns by {weekday}"}
	weekdays   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	headVerbs  = []string{"to reopen", "divides council", "will cost {n} crowns", "under water again", "sold for one crown", "closed until {later}", "back on the table"}
	sections   = []string{"News", "Islands", "Province", "Politics", "Harbour", "Mills and markets", "Weather", "Sport", "Culture", "Letters", "Recipes", "Obituaries", "Science", "Travel", "Puzzles", "Jobs", "Homes", "Motoring"}
	pictureOf  = []string{"{Thing} on {weekday} morning", "A view of {place} from the ferry", "Residents of {place} wait for news", "{Thing}, photographed in {year}"}
	commenters = []string{"gull_44", "millwheel", "Old Nan", "tideline", "two_lamps", "M. from the hill", "eelcatcher"}
	comments   = []string{"About time.", "Nobody asked us.", "My uncle built that.", "And who pays? We do.", "First!", "“A very expensive puddle” is putting it kindly.", "Bring back the old ferry."}
)
