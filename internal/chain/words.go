package chain

import (
	"strings"
	"sync"
)

// set makes a set of the words of a list, separated by blanks; an underscore
// stands for a blank within one.
func set(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		all := map[string]bool{}
		for w := range strings.FieldsSeq(list) {
			all[strings.ReplaceAll(w, "_", " ")] = true
		}
		return all
	})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// abbreviations do not end a sentence with their full stop.
var abbreviations = set(`mr mrs ms dr sen sens rep reps gov lt col gen capt sgt cpl maj adm rev hon prof st jr sr jan feb mar apr jun jul aug sep sept oct
	nov dec vs inc ltd corp co no ph.d d.c fla calif ariz mass conn pa va minn wis mich tenn ark ala ga ky la md mo miss neb nev okla ore wash tex ind ill`)

// Verbs that take whom something is said to as their object: "told reporters".
var telling = set(`tell tells told telling ask asks asked asking urge urges urged urging warn warns warned warning remind reminds reminded reminding
	inform informs informed informing assure assures assured assuring notify notifies notified notifying advise advises advised advising
	instruct instructs instructed instructing brief briefs briefed briefing implore implores implored imploring beg begs begged begging
	address addresses addressed addressing order orders ordered ordering exhort exhorts exhorted exhorting encourage encourages encouraged encouraging`)

// Verbs of telling whose object may be a thing: "ordered an inquiry". Their
// object is a person only where "to" and a verb, or "that", follows.
var doubtful = set(`ask asks asked asking urge urges urged urging order orders ordered ordering advise advises advised advising
	address addresses addressed addressing brief briefs briefed briefing warn warns warned warning encourage encourages encouraged encouraging`)

// Verbs after which "to" leads to whom something is said.
var sayingTo = set(`say says said saying write writes wrote written writing reply replies replied replying respond responds responded responding
	complain complains complained complaining explain explains explained explaining confirm confirms confirmed confirming suggest suggested suggests
	admit admits admitted admitting announce announced announces testify testifies testified testifying speak speaks spoke spoken speaking
	talk talks talked talking confide confides confided apologize apologizes apologized apologise apologises apologised tweet tweeted tweeting
	declare declared declares repeat repeated repeats comment commented commenting describe described pitch pitched appeal appeals appealed appealing
	deny denied denies promise promised promises express expressed expresses outline outlined lie lied lies swear swore present presented boast boasted
	shout shouts shouted yell yells yelled whisper whispers whispered joke jokes joked insist insisted insists`)

// Things said or written, after which "to" leads to whom.
var missives = set(`letter letters email emails e-mail e-mails mail memo memos message messages statement statements note notes text texts remarks comments
	speech address testimony response reply answer report tweet tweets telegram petition appeal plea warning complaint interview interviews presentation
	pitch dispatch briefing apology`)

// Places of speech and writing: the heads of "in a letter", "at a rally".
var media = set(`interview interviews statement statements letter letters tweet tweets post posts posting speech speeches email emails e-mail e-mails memo memos
	op-ed op-eds column columns article essay message messages video videos release report reports book memoir address remarks testimony filing filings
	comments note editorial briefing announcement monologue soliloquy conversation conversations telegram petition
	ruling opinion affidavit indictment complaint lawsuit podcast broadcast advertisement ad commentary transcript paper poll survey appearance
	texts text blog memoirs autobiography newsletter response reply call chat documentary essay documents document recording tape segment episode
	exchange question-and-answer q&a webcast voicemail dispatch`)
var events = set(`rally rallies conference conferences briefing briefings meeting meetings hearing hearings event events forum debate debates summit fundraiser
	fundraisers hall gathering dinner stop ceremony convention interview interviews session luncheon lunch breakfast reception caucus service vigil
	funeral march protest demonstration trial appearance presentation panel workshop seminar symposium speech address inauguration parade
	roundtable press-conference screening premiere town-hall festival assembly congress ball gala`)

// Lines on which one speaks or writes: "on a conference call", "on the Chirrup network".
var lines = set(`call calls network show program programme podcast page account website site blog floor trail air radio television tv broadcast feed
	channel app platform stage stump twitter facebook instagram telegram snapchat youtube reddit tumblr linkedin vkontakte weibo medium periscope skype whatsapp
	tour phone telephone`)
var services = set(`twitter facebook instagram telegram snapchat youtube reddit tumblr linkedin vkontakte weibo periscope whatsapp`)

// Words that end a name or a description of people.
var stops = set(`that whether if to how why what when where who whom whose which on in at after before during by for with about as is are was were be been has had
	have will would could should may might can not from via through aboard outside inside over under following while since because until than then
	last earlier later yesterday today tonight tomorrow again there here recently previously repeatedly separately afterwards afterward ahead amid
	monday tuesday wednesday thursday friday saturday sunday and but or so into against regarding concerning toward towards upon near between among
	he she they it we i him her them me us you himself herself themselves itself just only also too simply once said says saying adding told tells telling
	this early late it's he's she's they're we're i'm there's do does did never always now shortly privately publicly bluntly despite without where off out up
	via per like let because though although reported reports wrote writes`)

var days = set(`monday tuesday wednesday thursday friday saturday sunday yesterday today tonight morning afternoon evening night late early earlier
	last this week month year later on january february march april may june july august september october november december again recently
	jan feb mar apr jun jul aug sep sept oct nov dec previously separately also then the`)

var determiners = set(`a an the his her their its our my your this that these those some any no every each another several many few more most both all
	dozens hundreds thousands one two three four five six seven eight nine ten other`)

var pronouns = set(`him her them me us you it himself herself themselves itself myself yourself ourselves everyone everybody anyone anybody someone somebody
	people nobody one each_other one_another he she they we i this that these those there what everything nothing something anything me_that
	others lies truth so mine yours`)

// Words that say what sort of outlet a name is: "the Kommersant daily".
var outletKinds = set(`daily newspaper newspapers paper magazine agency weekly channel television tv network station broadcaster tabloid website portal
	newswire wire programme program show podcast blog radio service outlet site journal periodical monthly news press broadsheet`)

// Those of them that may stand before a name: "the newspaper Kommersant".
var outletTitles = set(`daily newspaper magazine agency weekly channel network station broadcaster tabloid website portal newswire outlet journal radio`)

// anaphora are outlets named by their sort alone: "told the broadcaster".
var anaphora = set(`daily newspaper paper magazine agency weekly channel network station broadcaster tabloid website portal outlet programme program show
	interviewer interviewers presenter host journal`)

// Verbs with which one outlet passes on what another has.
var reporting = set(`reported reports report writes wrote quoted quotes says said noted notes transmits transfers informs reporting`)

// things are no people, and bodies are people in the singular.
var things = set(`question questions truth lie lies story stories time help tv invite deployment tale tales difference world everything nothing side-by-side
	cheer cheers applause laughter effect permission forgiveness reason reasons details detail`)
var bodies = set(`staff police parliament congress press people media women men children law-makers congressmen journalists prosecutors counsel management`)

// speaking are cues beside those above that tell of somebody speaking.
var speaking = set(`said note notes noted noting state states stated stating stress stresses stressed add adds added adding claim claims claimed claiming argue argues
	argued arguing insist insists insisted call calls called calling emphasize emphasized emphasizes emphasised underline underlined underlines highlight highlighted
	point pointed points recall recalled recalls cite cited cites reject rejected rejects dismiss dismissed dismisses questioned warn warned predict predicted predicts
	acknowledge acknowledged acknowledges according opinion words conviction joke joked jokes quip quipped continue continued continues conclude concluded concludes
	assert asserted asserts maintain maintained maintains contend contended contends criticize criticized criticizes accuse accused accuses praise praised praises
	reiterate reiterated reiterates clarify clarified discuss discussed discusses went went_on learned believe believes believed think thinks thought hope hopes hoped
	quoted ask asks asked demand demanded vow vowed pledge pledged remark remarked remarks observe observed observes concede conceded concedes declined refuse refused
	denies deny denied denying refute refuted slam slammed blast blasted mention mentioned mentions underscore underscored lament lamented allege alleged alleges
	wondered hint hinted hints compare compared compares urge urged label labelled labeled brand branded characterize characterized termed view views opined hailed
	welcomed congratulated thanked joking emphasizing stressing pointing recalling citing rejecting dismissing denying warning acknowledging asserting contending praising criticizing
	accusing describing characterizing continuing concluding expects expected`)

var hosts = set(`host hosts co-host co-hosts anchor moderator interviewer presenter correspondent`)

// persistent are the words for occasions that go on over many statements.
var persistent = set(`interview interviews letter conversation`)

// Writings that are quoted from over several paragraphs, one after the other.
var written = set(`statement message essay op-ed column article memo email e-mail post book memoir report`)
