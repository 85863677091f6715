package chain

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// outlets knows which names of an article are news outlets.
type outlets struct {
	own   map[string]bool // the words of the page's outlet by which it may be named
	local map[string]string
}

// outletsOf gathers the outlets that a page names as such: its own, its
// dateline's, and those with a word for their sort, "the Quill agency".
func outletsOf(t *text, p Page) outlets {
	o := outlets{own: map[string]bool{}, local: map[string]string{}}
	if p.Outlet != "" {
		o.own[fold(p.Outlet)] = true
		words := strings.Fields(fold(p.Outlet))
		for len(words) > 1 && (words[len(words)-1] == "online" || words[len(words)-1] == "website") {
			words = words[:len(words)-1]
			o.own[strings.Join(words, " ")] = true
		}
		if len(words) > 1 { // The Saltmarsh Courier calls itself the Courier
			o.own[words[len(words)-1]] = true
			o.own[strings.Join(words[:len(words)-1], " ")] = true
		}
		if name, _, ok := strings.Cut(fold(p.Outlet), "."); ok {
			o.own[name] = true
		}
	}
	if p.Agency != "" {
		o.local[fold(p.Agency)] = agencyName(p.Agency)
	}
	for i, tok := range t.tokens {
		if !tok.word || tok.capital || !outletKinds()[tok.low] || !namedKinds()[tok.low] {
			continue
		}
		from := i
		for from > 0 && i-from < 4 && t.tokens[from-1].capital && t.tokens[from-1].paragraph == tok.paragraph && t.tokens[from-1].low != "the" {
			from--
		}
		if from < i && from > 0 && t.tokens[from-1].low == "the" && !places(t.tokens[from].low) {
			name := oneLine(t.of[t.tokens[from].start:t.tokens[i-1].end])
			o.local[fold(name)] = name
		}
	}
	return o
}

// namedKinds are the words that make an outlet of the name before them.
var namedKinds = set(`daily newspaper newspapers magazine agency weekly channel station broadcaster tabloid newswire broadsheet radio`)

// places reports whether a word is that of a place or people more likely than
// of an outlet: "the Ardmark agency".
func places(word string) bool {
	for _, end := range []string{"ian", "ish", "ese", "can", "iet", "ench", "utch", "eek", "'s"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return word == "u.s" || word == "u.s." || word == "us" || word == "uk" || word == "federal" || word == "state"
}

// fold makes a name comparable: lower case, without article.
func fold(name string) string {
	name = strings.Join(strings.Fields(lower(name)), " ")
	return strings.TrimPrefix(name, "the ")
}

// isOwn reports whether a name is that of the page's outlet.
func (o outlets) isOwn(name string) bool {
	f := fold(name)
	for {
		if o.own[f] || o.own[strings.ReplaceAll(f, " ", "")] {
			return true
		}
		cut := strings.LastIndexByte(f, ' ')
		if cut < 0 || !ownWords()[f[cut+1:]] {
			return false
		}
		f = f[:cut] // Tolm News Daily is of Tolm
	}
}

// ownWords may follow an outlet's name and mean the same outlet.
var ownWords = set(`news daily online radio tv television newspaper paper magazine editorial board live tonight`)

// names reports whether a name is that of an outlet.
func (o outlets) names(name string) bool {
	f := fold(name)
	if o.isOwn(name) || o.local[f] != "" || known()[f] || forms()[f] != "" {
		return true
	}
	if strings.Contains(f, " of ") || strings.Contains(f, "'s ") || strings.Contains(f, "s' ") {
		return false // somebody of an outlet
	}
	words := strings.Fields(f)
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if before, after, ok := strings.Cut(last, "."); ok && len(words) == 1 && len(before) > 2 && (after == "com" || after == "org" || after == "net" || after == "ru" || after == "az" || after == "co.uk") {
		return true
	}
	if len(words) == 1 && joined(name) {
		return true
	}
	article := strings.HasPrefix(lower(name), "the ")
	return (len(words) > 1 || article && !outletKinds()[last]) && mastheads()[last] || len(words) > 1 && (words[0] == "radio" || words[0] == "tv" || words[0] == "daily" || words[0] == "channel")
}

// joined reports whether a name is two words in one, as outlets and firms have
// and people do not: TideSources, but not McMoor or DuMoor.
func joined(name string) bool {
	run := 0
	for _, r := range strings.TrimPrefix(name, "The ") {
		switch {
		case unicode.IsUpper(r) && run >= 4:
			return true
		case unicode.IsLower(r):
			run++
		case unicode.IsUpper(r):
			run = 1
		default:
			return false
		}
	}
	return false
}

// agencyName writes the name of an agency as people do: "INTERFAX.RU" is
// Interfax, "Associated Press" AP.
func agencyName(name string) string {
	name = oneLine(strings.Trim(name, " \t\r\n/()[]-–—|,;:."))
	if form := forms()[fold(name)]; form != "" {
		return form
	}
	before, after, ok := strings.Cut(name, ".")
	if ok && !strings.Contains(name, " ") && utf8.RuneCountInString(before) > 3 && len(after) >= 2 && len(after) <= 6 {
		if form := forms()[fold(before)]; form != "" {
			return form
		}
		if before == strings.ToUpper(before) {
			r, n := utf8.DecodeRuneInString(before)
			return string(unicode.ToUpper(r)) + strings.ToLower(before[n:])
		}
		return before
	}
	return name
}

// forms are the names of agencies that are written in more than one way.
var forms = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for entry := range strings.SplitSeq(`AP=ap|associated press|a.p.|associated press (ap);Reuters=reuters|thomson reuters|reuters.com;AFP=afp|agence france-presse|agence france presse;`+
		`TASS=tass|itar-tass|itar tass;Interfax=interfax|interfax.ru;RIA Novosti=ria novosti|ria|ria.ru;UPI=upi|united press international;dpa=dpa;`+
		`Bloomberg=bloomberg|bloomberg news;CNN=cnn|cnn.com|cable news network;BBC=bbc|bbc news|bbc.com;NBC=nbc;Xinhua=xinhua|xinhua news agency;`+
		`Anadolu=anadolu|anadolu agency|aa;Yonhap=yonhap|yonhap news agency;Kyodo=kyodo|kyodo news;Canadian Press=canadian press|the canadian press;`+
		`Press Association=press association|pa media`, ";") {
		form, names, _ := strings.Cut(entry, "=")
		for name := range strings.SplitSeq(names, "|") {
			all[name] = form
		}
	}
	return all
})

// known are names of outlets that nothing else in them tells.
var known = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range strings.SplitSeq(`cbs,abc,msnbc,cnbc,pbs,npr,c-span,fox,espn,hbo,univision,telemundo,itv,sky,rt,cbc,ctv,rte,nhk,zdf,ard,rai,tf1,politico,axios,vox,`+
		`vice,slate,salon,buzzfeed,breitbart,mashable,gawker,jezebel,quartz,wired,fortune,forbes,newsweek,time,people,esquire,playboy,gq,vogue,`+
		`vanity fair,rolling stone,the atlantic,atlantic,new yorker,the hill,hill,nation,national review,weekly standard,daily caller,daily beast,huffington post,huffpost,`+
		`real clear politics,realclearpolitics,talking points memo,infowars,mother jones,foreign policy,foreign affairs,the economist,economist,usa today,`+
		`le monde,le figaro,liberation,der spiegel,spiegel,bild,die zeit,die welt,el pais,la repubblica,kommersant,izvestia,vedomosti,pravda,novaya gazeta,meduza,`+
		`sputnik,al jazeera,al arabiya,haaretz,globo,folha,asahi,dozhd,echo of moscow,ekho moskvy,fox news channel,newsmax,townhall,`+
		`meet the press,face the nation,fox & friends,fox and friends,good morning america,morning joe,state of the union,this week,60 minutes,hannity,hardball,`+
		`wikinews,wsj,nyt,wapo,ansa,efe,pti,ani,ians,kcna,ukrinform,unian,belta,trend,azertac,voa,dw,rfe/rl,propublica,intercept,federalist,wnd,`+
		`marketwatch,hollywood reporter,business insider,cnet,verge,techcrunch,engadget,recode,ars technica,deadline,variety,billboard,tmz,e! news,entertainment tonight,cosmopolitan,elle,glamour`, ",") {
		all[name] = true
	}
	return all
})

// mastheads end the names of newspapers and stations.
var mastheads = set(`times post journal courier herald tribune gazette telegraph guardian globe chronicle examiner observer standard star sun mail mirror
	express inquirer dispatch sentinel bulletin record register mercury argus echo beacon lantern advocate advertiser press news wire radio tv
	television independent magazine broadcasting newspaper weekly constitution-journal journal-constitution democrat-gazette leader-telegram plain-dealer
	sun-times monitor spectator review newswire cormorant pravda gazeta azernews daily union-leader post-dispatch star-ledger register-guard`)
