package speaker

import (
	"strings"
	"sync"
)

// isTitle reports whether a word is a role that stands before a name.
func isTitle(word string) bool {
	low := strings.ToLower(strings.Trim(word, ".,'’"))
	return titles()[low] || strings.HasSuffix(low, "ologist")
}

// hasRole reports whether one of the words is a role.
func hasRole(words []string) bool {
	for _, w := range words {
		if isTitle(w) {
			return true
		}
	}
	return false
}

// organizational reports whether the words name an organization.
func organizational(words []string) bool {
	for _, w := range words {
		if organizations()[strings.Trim(w, ".,'’")] {
			return true
		}
	}
	return false
}

// isLink reports whether a word joins the parts of a name: "Ministry of Tides".
func isLink(word string) bool {
	switch word {
	case "of", "for", "in", "on", "to", "the":
		return true
	}
	return false
}

func plural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is") || plurals()[word] ||
		strings.HasSuffix(word, "men") && word != "men" && len(word) > 5
}

// plurals are words for several that do not end in s.
var plurals = sync.OnceValue(func() map[string]bool {
	return set("media people police men women children public crowd staff audience electorate clergy personnel youth folk")
})

// shares are words for a share of a group: "most of the skippers".
var shares = sync.OnceValue(func() map[string]bool {
	return set("percent majority quarter third half most many some all few several dozens hundreds thousands number handful plurality minority lot mix array range variety host group coalition two-thirds three-quarters two three four five")
})

func trimArticles(words []string) []string {
	for len(words) > 0 {
		switch strings.ToLower(words[0]) {
		case "the", "a", "an", "its", "his", "her", "their", "and", "but":
			words = words[1:]
		default:
			return words
		}
	}
	return words
}

// trimArticle returns a phrase without articles and the like before it, its words
// one blank apart.
func trimArticle(phrase string) string {
	return strings.Join(trimArticles(strings.Fields(phrase)), " ")
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// crowds are words for people whom nobody names, capitalized or not.
var crowds = sync.OnceValue(func() map[string]bool {
	return set(`officials sources experts analysts critics observers people members leaders lawmakers supporters
		opponents residents witnesses scientists researchers economists investigators reporters journalists lawyers
		doctors teachers voters skippers workers aides advisers allies colleagues neighbours neighbors`)
})

var particles = sync.OnceValue(func() map[string]bool {
	return set("de del della di da dos du la le van von der den ter ten bin bint ibn al el")
})

var titles = sync.OnceValue(func() map[string]bool {
	return set(`president vice-president premier minister chancellor secretary envoy ambassador spokesman
		spokeswoman spokesperson spokesmen senator sen congressman congresswoman representative rep governor gov
		mayor councillor councilman councilwoman commissioner director deputy chief head chair chairman chairwoman
		chairperson leader general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm
		officer inspector superintendent constable sheriff judge justice attorney prosecutor lawyer counsel
		professor prof dr doctor economist analyst scientist researcher historian author editor correspondent
		reporter journalist columnist presenter anchor host producer writer poet actor actress singer director
		king queen prince princess duke duchess lord lady sir dame pope bishop archbishop cardinal father imam rabbi
		reverend rev mr mrs ms miss adviser advisor aide strategist manager candidate nominee treasurer
		ceo cfo coo founder co-founder owner executive boss coach captain president-elect lawmaker legislator mp
		farmer fisherman harbourmaster pilot engineer teacher nurse resident witness neighbour neighbor
		ex-minister ex-president ombudsman magistrate coroner curator librarian archivist surveyor
		speaker whip senators president-in-office chancellor statesman diplomat negotiator emissary representative
		operative consultant pollster donor fundraiser businessman businesswoman billionaire mogul tycoon developer magnate
		investor banker broker trader entrepreneur activist organizer campaigner advocate scholar academic fellow lecturer
		dean provost principal rector student physicist chemist biologist historian psychologist sociologist geologist
		astronomer psychiatrist surgeon physician veterinarian pastor priest bishop ayatollah sheikh sheik dalai
		comedian filmmaker musician rapper novelist playwright photographer blogger commentator pundit moderator editor-in-chief
		quarterback striker midfielder goalkeeper skipper pitcher golfer boxer sprinter champion defender
		detective investigator commander commandant marshal trooper agent spy marine veteran warden chairperson treasurer
		clerk administrator auditor comptroller controller registrar trustee superintendent supervisor foreman
		contender front-runner frontrunner hopeful opponent rival challenger incumbent heir widow
		coauthor co-author co-chair co-chairman co-host ex-president ex-wife ex-husband first-lady potus`)
})

var organizations = sync.OnceValue(func() map[string]bool {
	return set(`Ministry Department Agency Office Bureau Commission Committee Council Court Authority Administration
		Government Parliament Congress Senate House Assembly Party Union Association Federation Society Institute
		University College School Academy Bank Fund Company Corporation Corp Inc Ltd Group Holdings Airlines
		Times Post Journal Herald Tribune Gazette Daily News Today Wire Press Telegraph Guardian Mail Mirror
		Chronicle Observer Standard Star Sun Globe Courier Register Inquirer Dispatch Ledger Argus Bulletin Review
		Radio Television TV Broadcasting Channel Network Magazine Monitor Police Army Navy Guard Forces Hospital
		Workers Steelworkers Teamsters Healthcare Energy Resources Fuels Industries Technologies Partners Capital Media Systems Foods Motors Airways
		Pharmaceuticals Entertainment Studios Records Hotels Insurance Securities Investments Ventures Enterprises Labs Laboratories Software
		Caucus Conference Institution Consortium Syndicate Collective Taskforce
		Lines Church Foundation Trust Centre Center Board Service Services Organization Organisation League Alliance
		Coalition Movement Campaign Museum Library Club Board Exchange Nations`)
})

var times = sync.OnceValue(func() map[string]bool {
	return set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday today yesterday earlier later again also`)
})

// bodies are lower-case words for organizations: "Tessaly's trade ministry".
var bodies = sync.OnceValue(func() map[string]bool {
	return set(`ministry department government agency office bureau commission committee council court authority
		administration parliament congress senate assembly party union association federation institute embassy
		bank fund company campaign board police army navy media press team foundation hospital university service
		newspaper paper station network regulator mission embassy consulate delegation alliance bloc panel`)
})

// notGiven are capitalized words that may stand before a surname without being
// a given name.
var notGiven = sync.OnceValue(func() map[string]bool {
	return set(`The A An And But Or For Nor So Yet In On At By To Of From With When While As If That This These Those
		Then Now Later Meanwhile However Also Still Earlier Yesterday Today Although Though Because Since After
		Before During Like Unlike Only Even Both Neither Either Asked Did Does Has Had Was Is Will Would Could
		Should Can May Might Must Not No Yes Here There Where Why How What Who Whom Whose Which While Until
		Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
		August September October November December Mr Mrs Ms Dr Sir Lady Lord Former Anti Pro Team Says Said Told
		Stop Never Vote Elect Crooked According Speaking Instead Finally Perhaps Maybe Despite`)
})

// shortTitles are titles that end in a full stop.
var shortTitles = sync.OnceValue(func() map[string]bool {
	return set("Sen Rep Gov Gen Col Capt Maj Lt Sgt Adm Dr Mr Mrs Ms Prof Rev St Jr Sr Hon Sens Reps Govs Cpl Pvt Det Supt Insp Cmdr Atty Pres")
})

// honorifics tell the gender of whose name they stand before.
var honorifics = sync.OnceValue(func() map[string]gender {
	return map[string]gender{"mr": male, "sir": male, "lord": male, "king": male, "prince": male, "duke": male, "father": male, "pope": male,
		"mrs": female, "ms": female, "miss": female, "lady": female, "dame": female, "queen": female, "princess": female, "duchess": female, "madam": female}
})

func honorific(word string) bool {
	return honorifics()[strings.ToLower(strings.TrimRight(word, "."))] != 0
}

// roleGender returns the gender that a role tells, 0 for none.
func roleGender(low string) gender {
	switch {
	case strings.HasSuffix(low, "woman"), genderWords()[low] == 'f':
		return female
	case strings.HasSuffix(low, "man") && !noMan()[low], genderWords()[low] == 'm':
		return male
	}
	return 0
}

var genderWords = sync.OnceValue(func() map[string]byte {
	words := make(map[string]byte)
	for w := range set("wife mother daughter sister aunt niece grandmother girl actress waitress widow heroine mom mum girlfriend granddaughter bride ex-wife stepmother nun hostess countess empress abbess") {
		words[w] = 'f'
	}
	for w := range set("husband father son brother uncle nephew grandfather boy actor widower hero dad boyfriend grandson groom ex-husband stepfather monk priest emperor count imam rabbi ayatollah") {
		words[w] = 'm'
	}
	return words
})

// noMan are words that end like a man's role and are none.
var noMan = sync.OnceValue(func() map[string]bool { return set("human woman german roman norman ottoman oman") })

// royal are titles that belong to a name of one word.
var royal = sync.OnceValue(func() map[string]bool {
	return set("king queen prince princess pope sheikh sheik emperor empress")
})

var suffixes = sync.OnceValue(func() map[string]bool { return set("Jr Sr II III IV V MD PhD") })

// linking are titles and bodies whose names go on with "of".
var linking = sync.OnceValue(func() map[string]bool {
	return set(`Secretary Secretaries Minister Director Chairman Chairwoman Chair President Governor Mayor Speaker Chief Head Dean Professor
		Duke Duchess Prince Princess King Queen Archbishop Bishop Earl Attorney Commissioner Superintendent Ambassador Envoy
		Republic Kingdom Federation States House Bank Bureau Museum City State County Chamber Conference Board Joint Director-General
		Secretary-General Bill Declaration Bar Doctors Reporters Friends Sons Daughters Veterans Center Centers Division Workers League Association Society Council Committee`)
})

// belongs reports whether a word before a name tells what somebody belongs to:
// "Republican Ada Quill", "Russian Ada Quill".
func belongs(word string) bool {
	return parties()[word] || states().peoples[word] != "" || states().names[word] != "" || houses()[word] != ""
}

// compassed are words that places begin with.
var compassed = sync.OnceValue(func() map[string]bool {
	return set("New San Santa Saint St. Port Fort North South East West Los Las El Mount Upper Lower Great Old La Le Cape Lake")
})

var parties = sync.OnceValue(func() map[string]bool {
	return set(`Republican Democratic Democrat Libertarian Labour Tory Conservative Liberal Green Socialist Communist Independent GOP
		Christian Muslim Jewish Catholic Islamic Evangelical Northern Southern Eastern Western Central Federal State National
		Acting Former Interim Then-Candidate Vice Deputy Senior Junior House Senate Special Press Foreign Prime`)
})

// modifiers are words of a role that are no role themselves.
var modifiers = sync.OnceValue(func() map[string]bool {
	return set(`executive vice deputy senior junior acting interim assistant associate chief campaign press foreign prime national
		security communications communication policy political state county city district federal regional local presidential
		former ex vice-presidential republican democratic general managing public affairs relations news media special finance financial legal
		research communications longtime long-time retired veteran honorary emeritus top leading human rights intelligence military police
		defense defence interior finance economy trade energy health education labor labour agriculture environment transport
		environmental law university college high school harbour harbor board party company opposition team assistant medical
		then outgoing incoming newly elected two-time three-time longest-serving founding tech technology science
		election union government parliamentary real estate civil criminal constitutional reality television tv radio
		fire head football basketball baseball soccer hockey rugby cricket tennis night shift ground floor art film theatre theater`)
})

// fillers are words that tell nothing of whom a role or description means.
var fillers = sync.OnceValue(func() map[string]bool {
	return set(`the a an of for in on at to and his her its their our my this that these those former ex late then current new old
		from with by who is was as said also own longtime veteran top senior mr mrs ms one`)
})

// notNames are words with a capital that no name begins with or goes on with.
var notNames = sync.OnceValue(func() map[string]bool {
	return set(`i you he she it we they who which that this these those the a an and but or nor so yet if as when while where why how what whose whom
		in on at by to of from with for about after before during since until because although though despite however meanwhile also still
		earlier later yesterday tomorrow now then there here his her its their our my your me him them us
		is are was were be been has have had does did do can could should would might must may shall not no yes
		monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
		mr. said says told asked added according like unlike even only both neither either all any each every some many most more much such same other another
		i'm i've i'd i'll we're we've it's he's she's they're that's there's don't didn't can't won't isn't wasn't you're let's what's
		again ago instead indeed perhaps maybe once never always just than rather one two three four five six seven eight nine ten
		first second third last next several few via per versus vs photo image advertisement video read watch click share`)
})

// beginners are words that often begin a sentence and seldom a name.
var beginners = sync.OnceValue(func() map[string]bool {
	return set(`officials sources experts analysts critics observers people members leaders lawmakers supporters opponents residents witnesses
		scientists researchers economists investigators reporters journalists lawyers doctors teachers voters workers aides advisers
		advisors allies colleagues neighbours neighbors police authorities prosecutors republicans democrats conservatives liberals
		women men children students parents families fans police officers soldiers troops protesters activists
		asked speaking citing quoting referring responding noting calling saying writing using given based following including
		recent new old former current early late under over through across against between among within without inside outside
		thank thanks please look let go come get make take give keep think believe know see say ask tell well right good great
		everyone someone anyone nobody everything something nothing anything those others none half part
		polls figures data results reports documents records news media stories questions answers
		security safety health education business politics science sports opinion analysis comment editorial
		back down up off out away until unless whether nearly almost about around exactly simply clearly
		today sure ok okay oh yeah wow hey sorry hello hi dear
		american`)
})

// saying are verbs that end the role beside a name: "Ada Quill, a skipper, said".
var saying = sync.OnceValue(func() map[string]bool {
	return set(`said says told tells added adds wrote writes asked asks claimed claims stated states noted notes argued argues warned
		warns insisted insists announced announces tweeted tweets posted denied denies called calls confirmed explained suggested`)
})

// verbs are words that do not stand in a role.
var verbs = sync.OnceValue(func() map[string]bool {
	return set(`is are was were has have had will would can could should may might must do does did been being
		went came made took got gave met left won lost ran led held put told that`)
})

// classesOf returns the classes of roles that a word belongs to: descriptions
// use one word of a class for another ("the Kremlin leader" for a president).
func classesOf(low string) []string {
	if classes := roleClasses()[low]; classes != nil {
		return classes
	}
	return roleClasses()[strings.TrimSuffix(low, "s")]
}

var roleClasses = sync.OnceValue(func() map[string][]string {
	classes := make(map[string][]string)
	for name, words := range map[string]string{
		"+spokesman":  "spokesman spokeswoman spokesperson spokesmen spokeswomen press",
		"+president":  "president potus president-elect commander-in-chief",
		"+leader":     "president leader premier minister chancellor king queen chairman chief head captain whip speaker dictator potus",
		"+envoy":      "envoy ambassador emissary representative diplomat negotiator",
		"+candidate":  "candidate nominee frontrunner front-runner contender hopeful standard-bearer",
		"+lawmaker":   "senator sen representative rep congressman congresswoman lawmaker legislator mp councilman councilwoman councillor assemblyman assemblywoman delegate",
		"+senator":    "senator sen",
		"+congress":   "representative rep congressman congresswoman",
		"+governor":   "governor gov",
		"+lawyer":     "attorney lawyer counsel solicitor barrister prosecutor",
		"+head":       "chief head director boss chair chairman chairwoman chairperson ceo president founder manager owner",
		"+scholar":    "professor prof academic scholar researcher scientist economist historian analyst expert sociologist psychologist lecturer fellow physicist chemist biologist",
		"+business":   "businessman businesswoman mogul billionaire tycoon developer magnate entrepreneur investor executive ceo",
		"+journalist": "journalist reporter correspondent columnist writer author editor host anchor presenter moderator commentator blogger producer",
		"+coach":      "coach manager trainer",
		"+player":     "player striker midfielder goalkeeper captain skipper defender quarterback champion",
		"+aide":       "aide adviser advisor strategist consultant assistant operative surrogate",
		"+officer":    "officer sergeant sgt lieutenant lt captain capt detective constable sheriff chief trooper inspector",
		"+soldier":    "general gen colonel col major maj admiral adm commander captain lieutenant soldier veteran marine",
		"+doctor":     "doctor dr physician surgeon psychiatrist",
		"+clergy":     "pope bishop archbishop cardinal priest pastor reverend rev imam rabbi minister",
		"+activist":   "activist organizer campaigner advocate",
		"+official":   "official secretary minister director commissioner deputy administrator",
		"+judge":      "judge justice magistrate",
		"+mayor":      "mayor",
		"+woman":      "spokeswoman congresswoman businesswoman chairwoman councilwoman",
	} {
		for w := range set(words) {
			classes[w] = append(classes[w], name)
		}
	}
	return classes
})

// acronym reports whether the words are one in capitals: FBI.
func acronym(words []string) bool {
	if len(words) != 1 {
		return false
	}
	letters := strings.ReplaceAll(words[0], ".", "")
	return len(letters) >= 2 && len(letters) <= 6 && letters == strings.ToUpper(letters) && strings.ToLower(letters) != letters
}

// leads are words that may stand before a whole source.
var leads = sync.OnceValue(func() map[string]bool {
	return set("even both only also but and meanwhile yet then so neither nor by from in according to per with")
})

// before are words that stand before a time.
var before = sync.OnceValue(func() map[string]bool { return set("on late early last this earlier later") })

// ends are words that end the base of a noun phrase.
var ends = sync.OnceValue(func() map[string]bool {
	return set(`of for in from at who that which with on to near behind by including among whose when where after before about against
		as than between within under over like outside inside during because while whom speaking working running close familiar
		out credited based published released obtained posted written made sent issued given conducted taken filed seen called named led headed
		provided commissioned signed briefed involved assigned attending living charged appointed elected hired`)
})

// documents are words for what is written or counted, which nobody is.
var documents = sync.OnceValue(func() map[string]bool {
	return set(`statement report letter document memo memorandum study survey poll release email e-mail message post posting tweet article
		transcript filing lawsuit complaint affidavit indictment material paper book page website site press-release communique
		communiqué resolution ruling opinion analysis result figure data finding bulletin note text list order advisory note headline
		treaty charter constitution accord average index rating review research account story editorial column ad advertisement video recording tape caption sign banner`)
})

// indefinite are words before somebody whom the article leaves unnamed.
var indefinite = sync.OnceValue(func() map[string]bool {
	return set("a an one another some any no someone somebody anyone nobody everyone each every either neither")
})

// objects are words behind which a name is not who acts.
var objects = sync.OnceValue(func() map[string]bool {
	return set(`of for in from at with on to by about against told asked urged over between into like than via accused praised called
		and including versus after before under behind without toward towards`)
})

// shouted reports whether a word is in capitals: "US" is no pronoun.
func shouted(word string) bool {
	return len(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// noName reports whether a word with a capital is no part of a name.
func noName(word string) bool {
	return notNames()[strings.ReplaceAll(strings.ToLower(word), "’", "'")] && !shouted(word)
}

// prepositions are longer words that headings leave in lower case.
var prepositions = sync.OnceValue(func() map[string]bool {
	return set("from with over into upon onto than that after amid about during under between among against through without before until behind when while")
})

// sayings are words for what somebody says: "his opinion" is his.
var sayings = sync.OnceValue(func() map[string]bool {
	return set(`opinion view statement word remark comment letter tweet account book testimony speech message claim assessment answer reply
		response column post own estimate memoir argument position complaint letter report`)
})

// outlets are words that may follow the name of one: "the QUILL agency".
var outlets = sync.OnceValue(func() map[string]bool {
	return set("agency newspaper daily weekly magazine network channel station website site broadcaster paper tabloid wire outlet publication")
})

// people are words for whom a description may mean that are no role.
var people = sync.OnceValue(func() map[string]bool {
	return set(`man woman boy girl teen teenager father mother husband wife son daughter brother sister uncle aunt nephew niece cousin grandfather
		grandmother widow widower victim suspect defendant plaintiff accused shooter gunman driver customer parent child kid youth native
		celebrity star figure legend veteran newcomer outsider insider conservative republican democrat liberal libertarian socialist texan floridian
		new-yorker politician statesman official bureaucrat leader speaker critic supporter ally colleague friend foe whistleblower informant
		winner loser survivor immigrant refugee tourist protester demonstrator voter citizen patient guest expert specialist source`)
})

// isPerson reports whether the head of a description is a word for a person.
func isPerson(head string) bool {
	return isTitle(head) || people()[head] || classesOf(head) != nil || strings.HasSuffix(head, "man") || strings.HasSuffix(head, "woman")
}

// press are words in the names of papers and stations.
var press = sync.OnceValue(func() map[string]bool {
	return set(`Times Post Journal Herald Tribune Gazette Daily News Today Press Telegraph Guardian Mail Mirror Chronicle Observer Standard Star Sun
		Globe Courier Register Inquirer Dispatch Ledger Argus Bulletin Review Radio Television TV Broadcasting Channel Network Magazine Monitor
		CNN BBC NBC ABC CBS Fox MSNBC CNBC Reuters AP AFP TASS Interfax Bloomberg Politico Lantern Breitbart`)
})

// joints are prepositions that go on with what a group is called.
var joints = sync.OnceValue(func() map[string]bool { return set("at from with against by") })

var possessives = sync.OnceValue(func() map[string]bool { return set("his her their its my our your") })

// surveys are documents that speak under their own name.
var surveys = sync.OnceValue(func() map[string]bool { return set("poll survey study") })

// trimNews drops what tells only that something is new from its front.
func trimNews(words []string) []string {
	words = trimArticles(words)
	for len(words) > 1 && fresh()[strings.ToLower(words[0])] {
		words = words[1:]
	}
	return words
}

var fresh = sync.OnceValue(func() map[string]bool {
	return set("new latest recent newest most another separate first second this that one")
})

// bodyKinds are words in the names of bodies that tell what they are.
var bodyKinds = sync.OnceValue(func() map[string]map[string]bool {
	return map[string]map[string]bool{
		"union":        set("Workers Union Guild Teamsters Brotherhood Federation"),
		"company":      set("Corp Corporation Inc Co Company Lines Energy Group Airlines Motors Industries Holdings Bank"),
		"agency":       set("Agency Administration Bureau Department Service FBI CIA NSA EPA FDA"),
		"department":   set("Department Police"),
		"organization": set("Coalition Association Alliance Center Foundation Council Committee League Society Union Organization PAC"),
		"group":        set("Coalition Association Alliance Center Foundation Council Committee League Society Union Organization PAC Fund Group"),
		"alliance":     set("NATO Alliance"),
		"bloc":         set("EU E.U. Union"),
		"panel":        set("Commission Committee Court Tribunal Panel Board Council"),
		"school":       set("University College School Institute Academy"),
		"university":   set("University College"),
	}
})

// noPersons are words that end the names of places and things, never a person's.
var noPersons = sync.OnceValue(func() map[string]bool {
	return set(`Street Avenue Road Boulevard Island Islands River Lake Mountain Mountains Valley Beach Park Square Bridge Airport Station Stadium Arena
		Hotel Tower Building Hall County City Town States Province District Region Coast Bay Sea Ocean War Revolution Day Week Month Year Games Cup Show
		Act Law Bill Treaty Agreement Accord Prize Award Medal Plan Program Project Initiative Rule Amendment Constitution Clause Strait Canal Gulf
		Headquarters Plaza Harbor Harbour Hills Heights Springs Falls Creek Forest Desert Peninsula Facebook Twitter Amendment Olympics Awards Debate
		Election Elections Administration Republicans Democrats`)
})

// places are parts of states and of the world, which are no persons'.
var places = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for name := range strings.SplitSeq(`Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,`+
		`Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,`+
		`North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,`+
		`Wisconsin,Wyoming,Ontario,Quebec,Alberta,British Columbia,Scotland,Wales,England,Northern Ireland,Crimea,Catalonia,Kashmir,Gaza,West Bank,Europe,Asia,Africa,`+
		`North America,South America,Latin America,Middle East,Wall Street,Capitol Hill,New York City,Los Angeles,San Francisco,San Diego,San Jose,Las Vegas,St. Louis,`+
		`New Orleans,Hong Kong,Silicon Valley,Hollywood,Puerto Rico,Guam,Des Moines,Salt Lake City,San Antonio,Santa Fe,Fort Worth,El Paso,Baton Rouge,Ann Arbor`, ",") {
		m[name] = true
	}
	return m
})

// settlements are words for places that speak for themselves.
var settlements = sync.OnceValue(func() map[string]bool { return set("city town village county state island municipality") })

// nations are words for states.
var nations = sync.OnceValue(func() map[string]bool { return set("country nation kingdom republic") })

// owned are bodies that are called by their owner's name: "the Quill campaign".
var owned = sync.OnceValue(func() map[string]bool { return set("campaign team office administration camp foundation") })

// auxiliaries are verbs that stand before the subject of a question.
var auxiliaries = sync.OnceValue(func() map[string]bool {
	return set("do does did should would could can will may might must has have had is was are were")
})
