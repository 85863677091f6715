package article

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A sort tells what a line of a page is. All but prose is furniture: what a
// page puts around and between an article's paragraphs. The one list of it
// serves HTML and plain text.
type sort int

const (
	prose sort = iota
	caption
	byline
	stamp      // when it was published
	counter    // how often it was read, how long reading takes
	advert     // "Advertisement"
	address    // a bare web address, "Source: Reuters"
	tool       // print, share, recommend
	comment    // comments and the form for them
	newsletter // newsletters, apps, channels to follow
	related    // other articles, tags
	cookies
	rights
)

// longestFurniture is the longest line, in bytes, that is looked at for
// furniture: longer ones are prose or captions with a credit.
const longestFurniture = 420

// sortOf tells what a line of a page is, looking at this line alone. Whatever
// might be a sentence of an article is prose.
func sortOf(line string) sort {
	line = fold(line)
	if line == "" {
		return prose
	}
	if isCaption(line) {
		return caption
	}
	if len(line) > longestFurniture {
		return prose
	}
	low := strings.ToLower(line)
	if s, ok := phrases()[strings.TrimRight(low, " .:…!?*»>→|")]; ok {
		return s
	}
	for _, word := range []string{firstWord(low), ""} {
		for _, rule := range rules()[word] {
			if rule.pattern.MatchString(low) && !rule.spares(line) {
				return rule.sort
			}
		}
	}
	switch {
	case isStamp(low):
		return stamp
	case isByline(line):
		return byline
	case isToolbar(low):
		return tool
	}
	return prose
}

// fold makes every run of white space, no-break spaces included, one space, and
// drops what is invisible and the bullet before the text.
func fold(line string) string {
	if !isFolded(line) {
		line = strings.Join(strings.FieldsFunc(line, isBlank), " ")
	}
	return strings.TrimLeft(line, "•·▪●■–-*►▶» ")
}

// isFolded reports whether a line has single spaces between its words and no
// other white space, as most lines.
func isFolded(line string) bool {
	space := true
	for _, r := range line {
		if r > ' ' && r < 0x7f {
			space = false
			continue
		}
		if space && r == ' ' || r != ' ' && isBlank(r) {
			return false
		}
		space = r == ' '
	}
	return !space
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// firstWord returns the letters that a line begins with.
func firstWord(low string) string {
	end := strings.IndexFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	if end < 0 {
		return low
	}
	return low[:end]
}

// speaks reports whether a line says that somebody said something, as an
// article's sentences do, and furniture only where it names a title.
func speaks(low string) bool {
	return saidWord().MatchString(low)
}

var saidWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(said|says|told|announced|added|wrote|noted|stated|according to)\b`)
})

// isSentence reports whether a line ends as a sentence does and is long enough
// for one.
func isSentence(line string) bool {
	if strings.Count(line, " ") < 4 {
		return false
	}
	end := strings.TrimRight(line, "\"'”’»)] ")
	return strings.HasSuffix(end, ".") || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") || strings.HasSuffix(end, "…") ||
		strings.HasSuffix(end, ",") || strings.HasSuffix(end, "。")
}

// phrases are whole lines that are furniture, in lower case, without the mark
// at their end.
var phrases = sync.OnceValue(func() map[string]sort {
	lists := map[sort]string{
		advert: `ad|ads|advert|adverts|advertisement|advertisements|advertising|sponsored|sponsored content|sponsor content|
paid content|paid post|promoted|promoted content|skip advertisement|skip ad|remove ads|report this ad|
реклама|anzeige|werbung|publicité|publicidad|pubblicità|reklam|reklama`,
		counter: `no comments|no comments yet|comments off|0 comments`,
		tool: `print|print version|printable version|printer-friendly version|printer friendly version|print this page|print this article|
print article|version for print|pdf version|save|save article|save this article|save for later|bookmark|listen|listen to this article|
listen to article|share|share this|share it|share this article|share this story|share this post|share this page|share this content|share article|
share on|share via|share with friends|share on facebook|share on twitter|share on x|share on linkedin|share on whatsapp|share on telegram|
share on reddit|share on pinterest|share by email|share via email|tweet|tweet this|email|e-mail|email this|email this article|
email article|email to a friend|e-mail to a friend|send to a friend|send to friend|send by email|tell a friend|recommend to a friend|
recommend news to friend|recommend to friends|recommend this article|recommend this|copy link|copied|link copied|copy the link|
copy url|gift this article|give this article|text size|font size|larger|smaller|a a a|zoom in|zoom out|back to top|go to top|top|
report an error|report a typo|report a mistake|report a correction|suggest a correction|click to share|click to print|toggle caption|
hide caption|show caption|enlarge this image|enlarge image|open image modal|view gallery|view image|play video|play|pause|mute|
loading|loading…|skip to content|skip to main content|menu|home|search|login|log in|sign in|register|
распечатать|версия для печати|поделиться|teilen|drucken|partager|imprimer|compartir|imprimir`,
		comment: `comments|comment|leave a comment|leave a reply|leave comment|leave your comment|leave a response|post a comment|
post comment|post your comment|add a comment|add comment|add your comment|add new comment|write a comment|your comment|
view comments|view all comments|show comments|hide comments|see comments|read comments|read all comments|load comments|
load more comments|more comments|join the conversation|join the discussion|join the debate|start the conversation|
have your say|what do you think|what are your thoughts|comments are closed|comments closed|commenting is closed|
commenting is disabled|discussion|discuss|cancel reply|reply|submit|submit comment|your name|your email|your e-mail|
your email address|your e-mail address|your message|friend's name|friend’s name|friend's email|friend's e-mail|friend’s email|
friend’s e-mail|name|email address|e-mail address|website|name (required)|email (required)|mail (will not be published) (required)|
required fields are marked|captcha|security code|enter the code from the picture|anti-spam|
комментарии|оставить комментарий|добавить комментарий|kommentare|kommentieren|commentaires|comentarios`,
		newsletter: `subscribe|subscribe now|subscribe today|subscribe here|sign up|sign up now|sign up here|newsletter|newsletters|
our newsletter|newsletter sign-up|newsletter signup|follow us|follow|connect with us|get the app|download the app|
download our app|thank you for subscribing|thanks for signing up|become a member|donate|donate now|support us|support our work`,
		related: `related|related article|related articles|related story|related stories|related news|related post|related posts|related content|
related topics|related links|related coverage|related video|related videos|related reading|related items|related to this story|
read more|read next|read also|read on|read this next|read full story|read the full story|read full article|read the full article|
also read|see also|more|more news|more stories|more on this|more on this story|more on this topic|more like this|more to read|more from us|
further reading|continue reading|keep reading|show more|load more|see more|view more|view all|recommended|recommended for you|
recommended stories|recommended reading|recommended articles|recommended videos|most read|most popular|most viewed|most shared|most commented|
trending|trending now|trending stories|popular|popular now|popular news|popular stories|popular posts|top stories|top news|
latest|latest news|latest stories|latest headlines|breaking news|you may also like|you might also like|you may also be interested in|
you might be interested in|you may like|what to read next|what to watch next|up next|next|previous|next article|previous article|next story|
previous story|next post|previous post|in this article|in this story|on this topic|don't miss|don’t miss|editor's pick|editor's picks|
editors' picks|editor’s picks|editors’ picks|from the web|from around the web|around the web|promoted stories|sponsored stories|
tags|topics|keywords|categories|filed under|photo gallery|photos|gallery|watch|watch now|watch video|video|videos|live|
читайте также|по теме|mehr zum thema|lesen sie auch|à lire aussi|lire aussi|lea también|leggi anche`,
		cookies: `accept|accept all|accept cookies|accept all cookies|cookie settings|manage cookies|cookie policy|privacy policy|
terms of use|terms of service|terms and conditions|privacy|manage preferences|i accept|got it`,
		rights: `all rights reserved`,
	}
	all := map[string]sort{}
	for s, list := range lists {
		for phrase := range strings.SplitSeq(list, "|") {
			all[strings.Trim(strings.TrimSpace(phrase), ".:…!?*»>→")] = s
		}
	}
	return all
})

// A rule is a pattern for a whole line in lower case.
type rule struct {
	sort    sort
	pattern *regexp.Regexp
	spare   spare
}

// A spare tells which lines a rule leaves alone although they match.
type spare int

const (
	spareSentences spare = iota // lines that are sentences, or say that somebody spoke
	spareSpeech                 // lines that say that somebody spoke
	spareReports                // lines that are both
	spareNone
)

func (r rule) spares(line string) bool {
	speaks := r.spare != spareNone && speaks(strings.ToLower(line))
	switch r.spare {
	case spareSentences:
		return speaks || isSentence(line)
	case spareSpeech:
		return speaks
	case spareReports:
		return speaks && isSentence(line)
	}
	return false
}

// rules are the patterns by the word that a line begins with; those under ""
// are for all lines.
var rules = sync.OnceValue(func() map[string][]rule {
	all := map[string][]rule{}
	on := func(words string, s sort, spare spare, pattern string) {
		r := rule{s, regexp.MustCompile(`^(?:` + pattern + `)$`), spare}
		for word := range strings.SplitSeq(words, " ") {
			all[word] = append(all[word], r)
		}
	}
	const count = `\s*[:(–-]?\s*\d[\d., ]*\s*[km]?\)?`

	on("comment comments view views read reads hit hits share shares like likes visit visits viewed vote votes rating downloads reactions "+
		"просмотров комментариев комментарии aufrufe", counter, spareSentences,
		`(?:\p{L}+)(?: (?:count|times|so far))?`+count+`(?: times)?`)
	on("pageviews page article times number total", counter, spareSentences,
		`(?:page ?views?|article views?|times (?:read|viewed)|number of (?:views|comments|reads)|total (?:views|reads))`+count)
	on("reading estimated time", counter, spareSentences, `(?:estimated )?(?:reading time|time to read)\s*:?\s*\d+\s*min.{0,20}`)
	on("", counter, spareSentences, `\d[\d.,]*\s*[km]?\+? (?:comments?|views?|shares?|likes?|reads?|votes?|hits|retweets|reposts|reactions|replies|min(?:ute)?s?\.? (?:to )?read)`)

	on("story article text content advertisement continue scroll this report", advert, spareSpeech,
		`(?:the )?(?:story|article|text|content|report) continues (?:below|after)(?: (?:the |this )?(?:ad|advert|advertisement|video|photo|gallery|promotion))?\W*|`+
			`advertisement\W+.{0,20}(?:scroll|continue|story|article|skip|below).{0,60}|continue reading (?:below|after).{0,30}|scroll (?:down )?(?:to|for) .{0,30}|`+
			`this (?:advertisement|ad) has not loaded yet.{0,80}`)
	on("url link permalink source short address original read web", address, spareSentences,
		`(?:url|link|permalink|source|short (?:link|url)|web address|address|original(?: (?:article|source|text))?|read (?:more|the original) at)\s*:?\s*(?:https?://|www\.)\S+`)
	on("source sources", address, spareSentences, `sources?\s*:\s*\S.{0,60}`)
	on("http https www", address, spareReports, `(?:https?://|www\.)\S+`)

	on("share follow like tweet click tap", tool, spareSentences,
		`(?:share|tweet|click to (?:share|print|email)|tap to share)\b.{0,12}\b(?:facebook|twitter|whatsapp|telegram|linkedin|email|e-mail|reddit|pinterest|friends?|social media|story|article|post|page)\b.{0,60}`)
	on("print recommend send email e-mail", tool, spareSentences,
		`(?:print|recommend|send|e-?mail) (?:this |the )?(?:news|page|article|story|link|text)(?: (?:to|by|via) .{0,30})?`)

	on("listen", tool, spareSentences,
		`listen(?: now| to (?:this|the) (?:report|article|story|interview|episode|podcast|broadcast))?(?:\s*[(·|:–-]?\s*\d{1,2}:\d{2}(?::\d{2})?\s*\)?)?`)

	on("be", comment, spareNone, `be the first (?:one )?to (?:comment|leave a comment|reply|review|share|like|react)\b.{0,300}`)
	on("your", comment, spareNone, `your (?:e-?mail(?: address)?|comment|details|name|data) (?:will|is|are|won't|won’t|must|may) .{0,160}|your (?:e-?mail(?: address)?|name|message|comment)\s*(?:\((?:required|optional)\))?\s*[:*]*`)
	on("required", comment, spareNone, `required fields .{0,60}`)
	on("save", comment, spareNone, `save my name,? .{0,120}`)
	on("notify", comment, spareNone, `notify me (?:of|when|by|via) .{0,120}`)
	on("you please log sign register must login", comment, spareNone,
		`(?:you must be|please|you need to|you have to)? ?(?:log|logged|sign|signed|register|login|registered) ?(?:in|up)? ?(?:or (?:register|sign up|create an account) )?to (?:post|leave|add|write|make|join|comment|reply|view|read).{0,80}`)
	on("friend name e-mail email website comment message captcha subject", comment, spareSentences,
		`(?:friend['’]s )?(?:name|e-?mail(?: address)?|website|comment|message|subject|captcha)(?: ?\((?:required|optional|not published)\))?\s*[:*]+\s*`)
	on("leave post add write submit view show read see join load", comment, spareSentences,
		`(?:leave|post|add|write|submit|view|show|read|see|join|load) (?:a |your |the |all |more |our )?(?:new |first )?(?:\d+ )?(?:comments?|reply|replies|response|conversation|discussion)\b(?: (?:on|below|to|about)\b.{0,200})?\W*(?:\(\d+\))?`)
	on("comments commenting", comment, spareNone,
		`comment(?:s|ing) (?:are|is|have been|has been|for this|on this|will be|posted)\b.{0,20}\b(?:closed|disabled|off|moderated|turned|open)\b.{0,80}|comments (?:\(\d+\)|closed|off)`)
	on("by", cookies, spareSpeech, `by (?:using|continuing|clicking|signing|subscribing|submitting|browsing|entering)\b.{0,200}\b(?:cookies?|privacy|terms|policy|consent|newsletters?|emails?)\b.{0,160}`)
	on("we this our cookies", cookies, spareSpeech, `(?:we|this (?:site|website|page)|our (?:site|website|partners)) (?:and our partners |also )?(?:use|uses|store|stores)(?: [\p{L}-]+){0,3} cookies?\b.{0,300}|cookies (?:help|allow|enable) us .{0,200}`)

	const channel = `(?:newsletters?|e-?mail|inbox|mailing list|alerts?|updates?|briefings?|digest|bulletins?|notifications?|channel|podcast|app|telegram|facebook|twitter|instagram|whatsapp|youtube|linkedin|viber|google news|social media|home delivery|unlimited access|latest news|breaking news)`
	on("sign subscribe get join follow enter receive stay register download like connect find want never keep don't don’t click to for our support the start delivered", newsletter, spareSpeech,
		`(?:sign(?: me)? up|subscribe|get|join|follow|enter|receive|stay|register|download|like|connect with|find|never miss|keep up|don['’]t miss|want|click here to|to (?:get|receive|subscribe|stay)|start your day|delivered)\b[^"“”«»]{0,120}\b`+channel+`\b[^"“”«»]{0,160}`)
	on("follow", newsletter, spareSpeech, `follow (?:us|@\w+|\S+ \S+|\S+|the author|the writer)(?: \S+)? on [\p{L} ,&@]{2,40}\W*`)
	on("support subscribe become donate help", newsletter, spareSpeech,
		`(?:support (?:our|independent|quality|free) (?:work|journalism|reporting|news|newsroom)|subscribe to (?:us|our|the|read|continue)|become a (?:member|subscriber|supporter|patron)|donate (?:to|now)|help us (?:keep|stay|continue))\b[^"“”«»]{0,160}`)
	on("already", newsletter, spareSpeech, `already (?:a |have ).{0,40}(?:subscriber|member|account|subscribed|registered)\b.{0,40}`)

	on("read see also related more watch recommended must-read must listen editor's don't don’t photos video videos gallery full exclusive opinion explainer in-depth previous next", related, spareReports,
		`(?:read (?:more|also|next|too)|see (?:also|more)|also (?:read|see|on)|related(?: \p{L}+)?|more (?:from|on|about)\b[^.:]{0,40}|watch(?: (?:also|live|now|more|here))?|recommended|must[- ]read|listen(?: to this)?|editor['’]s picks?|don['’]t miss|(?:photos?|videos?|gallery|in pictures|full (?:story|coverage))|previous(?: \p{L}+)?|next(?: (?:article|story|post))?)\s*(?::|»|>>|\||→)\s*\S.{0,220}`)
	on("more latest", related, spareSentences, `(?:more|latest)(?: \p{L}+)? (?:from|on|in|news|stories|about)\b(?: \S+){0,6}`)
	on("click read tap view see", related, spareSentences, `(?:click|tap) here (?:to|for)\b.{0,100}|(?:read|view|see) (?:the )?(?:full|more|original|rest|entire|complete)\b.{0,60}`)
	on("tags tag topics keywords filed categories category section rubric labels posted hashtags topic", related, spareSentences,
		`(?:tags?|topics?|keywords|filed under|posted in|categor(?:y|ies)|section|rubric|labels|hashtags)\s*:\s*\S.{0,300}|filed under\b.{0,200}|posted in\b.{0,100}`)
	on("читайте lesen lire lea", related, spareReports, `(?:читайте также|lesen sie auch|lire aussi|lea también)\s*:?.{0,200}`)

	on("copyright all", rights, spareSpeech, `(?:copyright\b|all rights reserved).{0,300}`)
	on("", rights, spareSpeech, `(?:©|\(c\)) ?.{0,200}`)
	on("this the no reproduction", rights, spareSpeech, `(?:this (?:material|article|content|story)|the content|no part|reproduction)\b.{0,60}\b(?:may not be|cannot be|prohibited|forbidden|must not be)\b.{0,60}\b(?:published|reproduced|redistributed|rewritten|copied|broadcast|permission|prohibited)\b.{0,120}`)
	return all
})

// isToolbar reports whether a line is nothing but the names of places to share
// a page at.
func isToolbar(low string) bool {
	words, last := 0, ""
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '+' }) {
		switch words, last = words+1, w; w {
		case "facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest", "reddit", "vk", "vkontakte", "email", "e-mail",
			"print", "tweet", "pocket", "flipboard", "viber", "messenger", "tumblr", "instagram", "youtube", "google", "google+", "rss",
			"share", "sms", "copy", "link", "save", "threads", "bluesky", "mastodon", "odnoklassniki", "livejournal", "skype", "line", "xing":
		default:
			return false
		}
	}
	switch last {
	case "", "line", "link", "google", "threads":
		return words > 1 && words <= 16
	}
	return words <= 16
}

// creditEnd is a picture's credit at the end of its caption. What could end a
// sentence as well ("a gloomy picture: …") must begin with a capital letter and
// stand behind a mark.
var creditEnd = sync.OnceValue(func() *regexp.Regexp {
	const agency = `(?:ap|afp|epa|epa-efe|reuters|tass|ria novosti|sputnik|xinhua|bloomberg|rex|zuma|alamy|shutterstock|getty images|pool)`
	return regexp.MustCompile(`(?i)(?:[(\[](?:` +
		`(?:\p{L}+ )?(?:photo|photograph|image|picture)s?(?: ?(?:by|credit|courtesy|via|from)\b| ?[:/©])[^()\[\]]*` +
		`|(?:` + agency + ` )?(?:photo|photos)` +
		`|courtesy (?:of|photo)\b[^()\[\]]*|(?:file|archive)(?: photo| image| picture)?|handout\b[^()\[\]]*` +
		`|[^()\[\]]*(?:getty images|shutterstock|epa-efe|via (?:ap|reuters|afp|getty)|` + agency + ` photo|/ ?` + agency + `)\b[^()\[\]]*` +
		`)[)\]]` +
		`|(?:^|[.|)(\]!?] ?)(?:photo|image|picture|credit|photograph|foto|фото)s?(?: credit| by| courtesy(?: of)?)?\s*[:/©]\s*(?-i:[\p{Lu}\d@])[^.:]{1,80}` +
		`|\b(?:ap photo|` + agency + `)\s?/\s?(?-i:\p{Lu})[^.:,;]{2,50}` +
		`|\p{L}/ ?` + agency + `(?: photo)?` +
		`|(?:[/|.)] ?|^)(?:getty images|alamy stock photo|shutterstock)` +
		`|\S ?© ?[\p{L}\d][^.]{1,60})\s*[.)]?$`)
})

// mayHaveCredit reports whether there is in a line what each credit has: most
// lines of an article have none of it, and the pattern takes its time.
func mayHaveCredit(line string) bool {
	if strings.Contains(line, "/") || strings.Contains(line, "©") {
		return true
	}
	low := strings.ToLower(line)
	if strings.ContainsAny(line, "([:") {
		end := strings.TrimRight(line, " \t\n\f\r.")
		return strings.HasSuffix(end, ")") || strings.HasSuffix(end, "]") ||
			slices.ContainsFunc(creditWords, func(word string) bool { return strings.Contains(low, word) })
	}
	return strings.Contains(low, "getty images") || strings.Contains(low, "alamy stock photo") || strings.Contains(low, "shutterstock")
}

// creditWords are what a credit has one of, unless a bracket ends it: words, but
// without the letters that the pattern knows in a form that is no capital one, as
// ſ for s.
var creditWords = []string{"photo", "image", "picture", "credit", "foto", "ф", "tock"}

// beginsLikeCredit reports whether a line begins with a letter or bracket with
// which those begin that creditStart matches.
func beginsLikeCredit(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return strings.ContainsRune("pifфca([", unicode.ToLower(first))
}

// creditStart is a line that says at its beginning that it is about a picture.
var creditStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:(?:photo|image|picture|photograph|foto|фото)s?(?: credit| courtesy(?: of)?| by)?\s*[:©/]\s*\S.{0,200}` +
		`|(?:photo|photos|photography|photograph|image) (?:by|courtesy(?: of)?|via) (?-i:\p{Lu})[^.]{1,80}\.?` +
		`|credit\s*:\s*\S.{0,100}|(?:file[- ]photo|file image|file picture|archive photo)\b.{0,300}|(?-i:FILE|File) ?[-–—] ?.{0,400}` +
		`|(?:caption|pictured|image caption|photo caption)\s*:\s*\S.{0,300}|[(\[]?(?:photo|image|picture)s?[)\]]?)$`)
})

// isCaption reports whether a line says what a picture shows or who took it.
func isCaption(line string) bool {
	if len(line) > 700 {
		return false
	}
	tail := line
	if len(tail) > 280 {
		at := len(tail) - 280
		for at < len(tail) && !utf8.RuneStart(tail[at]) {
			at++
		}
		tail = tail[at:]
	}
	if mayHaveCredit(tail) && creditEnd().MatchString(tail) && !isQuotedSpeech(line) {
		return true
	}
	return beginsLikeCredit(line) && creditStart().MatchString(line) && !speaks(strings.ToLower(line))
}

// isQuotedSpeech reports whether a line both quotes and says who speaks.
func isQuotedSpeech(line string) bool {
	return strings.ContainsAny(line, "\"“”«»") && speaks(strings.ToLower(line))
}
