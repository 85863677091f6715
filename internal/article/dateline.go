package article

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxDateline is how far into a paragraph a dateline reaches at most, in bytes.
const maxDateline = 200

// placeSmall are the words in lower case that a place may have.
const placeSmall = `of|on|de|del|la|al|am|sur|upon`

// datelinePatterns are the shapes of a dateline: with a dash at its end;
// without one, when an agency in brackets ends it, or a day and an agency in
// capitals, each with a full stop. What has the shape is checked
// further by [readDateline]: most words with a dash behind them are no dateline.
var datelinePatterns = sync.OnceValue(func() [3]*regexp.Regexp {
	// Names that begin alike are put together, in their order, so that the
	// patterns try few at once; the others exclude each other anyway.
	names := strings.Split(monthNames, "|")
	slices.SortStableFunc(names, func(a, b string) int { return slices.Compare([]rune(a)[:3], []rune(b)[:3]) })
	month := `(?:` + strings.Join(names, "|") + `)`
	const (
		sp    = `[\s\p{Zs}]`
		word  = `\p{Lu}[\p{L}\p{M}.'’-]*`
		place = word + `(?:(?:,?` + sp + `+|/)(?:(?:` + placeSmall + `)` + sp + `+)?` + word + `){0,5}`
		marks = `[(\[]([^()\[\]]{2,48})[)\]]|/([^/()]{2,32})/[.]?` // 3, 4 agency
	)
	day := `(?:\p{L}{3,10},?` + sp + `+)?` + month + `\.?` + sp + `+\d{1,2}(?:,?` + sp + `+\d{4})?|\d{1,2}` + sp + `+` + month + `(?:,?` + sp + `+\d{4})?`
	start := `^(?:(` + place + `)(?:[,.]?` + sp + `*((?i:` + day + `)))?[,.]?` + sp + `*)?` // 1 place, 2 day
	return [3]*regexp.Regexp{
		regexp.MustCompile(start + `(?:` + marks + `|[.]?` + sp + `*(` + word + `(?:` + sp + word + `){0,2}))?` + // 5 agency
			sp + `*([—–―‒]|--?)(?:` + sp + `|[\p{L}"“«„‘']|$)`), // 6 dash
		regexp.MustCompile(start + `(?:` + marks + `)()()(?:` + sp + `|$)`),
		regexp.MustCompile(start + `()()(\p{Lu}[\p{Lu}-]{2,30})[.]()(?:` + sp + `|$)`),
	}
})

// datelineMarks are the marks of which one is in whatever has the shape.
var datelineMarks = [3]string{"-—–―‒", "([/", "."}

// readDateline reads the dateline that opens a paragraph, if one does. The day
// is the zero time where the dateline has none, and in year 0 where it leaves
// the year out.
func readDateline(paragraph string) (d Dateline, day time.Time) {
	head := start(paragraph, maxDateline)
	if !mayBeDateline(head) {
		return Dateline{}, time.Time{}
	}
	var m []int
	shape := 0
	for shape = range datelinePatterns() {
		if !strings.ContainsAny(head, datelineMarks[shape]) {
			continue
		}
		if m = datelinePatterns()[shape].FindStringSubmatchIndex(head); m != nil {
			break
		}
	}
	if m == nil {
		return Dateline{}, time.Time{}
	}
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return head[m[2*n]:m[2*n+1]]
	}
	place, dayText := strings.TrimRight(group(1), ","), group(2)
	bracketed, slashed, bare := group(3), group(4), group(5)
	dash := group(6)
	agency := firstOf(bracketed, slashed, bare)
	stops := shape == 2 && place != "" && dayText != "" // Port Elm. March 11. ELMPRESS.

	// An agency without a mark around it must be known to be one.
	switch {
	case place != "" && bare == "" && bracketed == "" && slashed == "" && dayText == "" && isAgency(place):
		place, agency = "", place
	case bare != "" && !isAgency(bare) && !stops:
		return Dateline{}, time.Time{}
	}
	if days := daysIn(agency); len(days) > 0 && dayText == "" { // (Reuters, Dec 3)
		agency, dayText = strings.TrimRight(agency[:days[0].start], " ,"), agency[days[0].start:]
	}
	place = trimPlace(place)

	switch {
	case agency != "" && !plausibleAgency(agency):
		return Dateline{}, time.Time{}
	case slashed != "" && isAgency(agency) && place != "": // MOSCOW, March 11. /TASS/.
	case stops:
	case dash == "" && (agency == "" || !isAgency(agency) || bracketed == "" || !allCapitals(place)):
		return Dateline{}, time.Time{} // only PLACE (AGENCY) does without
	case place == "": // (Reuters) —
		if !isAgency(agency) {
			return Dateline{}, time.Time{}
		}
	case !allCapitals(place) && !isAgency(agency) && dayText == "":
		return Dateline{}, time.Time{} // Ada Moor (Reform) – ; The bridge –
	case agency == "" && dayText == "" && notPlaces()[place]:
		return Dateline{}, time.Time{}
	case dash == "-" || dash == "--":
		// A hyphen within a word is no dash.
		if before := m[12]; before > 0 && !unicode.IsSpace(rune(head[before-1])) && head[before-1] != ')' && !strings.HasSuffix(head[:before], "\u00a0") {
			return Dateline{}, time.Time{}
		}
	}
	end := m[13] // of the dash, or where it would stand
	if days := daysIn(dayText); len(days) > 0 {
		day = days[0].day
	}
	return Dateline{Place: strings.Join(strings.Fields(place), " "), Agency: strings.Join(strings.Fields(agency), " "), Start: 0,
		End: len(strings.TrimRightFunc(head[:end], unicode.IsSpace))}, day
}

// mayBeDateline reports whether what opens a paragraph has what each dateline
// has: a mark or a day, and before it no word in lower case but those of a place.
// Most paragraphs have not, and the patterns take their time.
func mayBeDateline(head string) bool {
	words := strings.Fields(head)
	for i, word := range words {
		if strings.ContainsAny(word, datelineMarks[0]) || strings.ContainsAny(word, datelineMarks[1]) {
			return true
		}
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) && !strings.Contains("|"+placeSmall+"|", "|"+word+"|") {
			words = words[:min(i+3, len(words))] // "monday, march 11": it may begin a day
			break
		}
	}
	return slices.ContainsFunc(words, func(word string) bool { return strings.ContainsAny(word, "0123456789") })
}

// trimPlace drops from the end of a place what was taken for a part of it: a
// weekday, the full stop of "Moscow. March 11." but not that of "Albany, N.Y."
func trimPlace(place string) string {
	for {
		place = strings.TrimRight(place, ",")
		if strings.HasSuffix(place, ".") && strings.Count(place, ".") == 1 && !strings.Contains(place, ",") {
			place = place[:len(place)-1]
		}
		cut := strings.LastIndexAny(place, ", \u00a0")
		if cut < 0 {
			return place
		}
		switch strings.ToLower(strings.Trim(place[cut:], ", .\u00a0")) {
		case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			place = strings.TrimRight(place[:cut], ", .")
		default:
			return place
		}
	}
}

// isAgency reports whether s is a news agency or another outlet that datelines
// credit, or an internet name.
func isAgency(s string) bool {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if agencies()[s] {
		return true
	}
	if before, after, ok := strings.Cut(s, "."); ok && len(before) > 2 && len(after) >= 2 && len(after) <= 4 && !strings.Contains(s, " ") {
		return strings.ToLower(after) == after // INTERFAX.RU
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == ',' || r == ';' || r == '-' || r == ' ' || r == '|' }) {
		if agencies()[part] {
			return true
		}
	}
	return agencyWord().MatchString(s)
}

var agencyWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:news|press|wire|agency|newswire|herald|tribune|gazette|times|post|journal|courier|radio|telegraph)$`)
})

var agencies = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range strings.SplitSeq(`ap,afp,reuters,upi,dpa,efe,ansa,apa,tass,itar-tass,interfax,interfax-ukraine,ria novosti,ria,sputnik,rt,regnum,`+
		`rosbalt,xinhua,cctv,bloomberg,cnn,bbc,cbc,cnbc,cbs,nbc,abc,pti,ani,ians,uni,anadolu,anadolu agency,aa,kyodo,kyodo news,jiji,yonhap,kcna,ukrinform,`+
		`unian,belta,belapan,trend,azertac,azertag,armenpress,agenda.ge,kazinform,akipress,pap,ctk,čtk,tasr,mti,bns,leta,elta,tanjug,hina,beta,fena,mia,bta,`+
		`agerpres,mediafax,sana,wafa,irna,isna,fars,tasnim,mehr,kuna,wam,spa,nna,mena,petra,map,aps,rfe/rl,voa,dw,canadian press,the canadian press,cp,aap,`+
		`pa,pa media,press association,jta,cns,rns,ips,irin,associated press,the associated press,agence france-presse,thomson reuters foundation,belga,anp,ntb,`+
		`tt,ritzau,stt,lusa,europa press,ats,keystone-ats,telam,notimex,prensa latina,antara,bernama,vna,pna,tap,app,`+
		`тасс,интерфакс,риа новости,рейтер,унн,укринформ`, ",") {
		all[name] = true
	}
	return all
})

// plausibleAgency reports whether what stands in a dateline's brackets may be
// who reported: a few words with capitals, no numbers.
func plausibleAgency(s string) bool {
	if isAgency(s) {
		return true
	}
	words := strings.Fields(s)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) || strings.ContainsAny(w, "0123456789:;!?\"“”") {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 4
}

// allCapitals reports whether the first part of a place is in capitals, as in
// "KYIV, Ukraine" or "WASHINGTON, D.C.".
func allCapitals(place string) bool {
	city, _, _ := strings.Cut(place, ",")
	letters := 0
	for _, r := range city {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 2
}

// notPlaces are words in capitals that stand before a dash and are no place.
var notPlaces = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.SplitSeq(`BREAKING,BREAKING NEWS,UPDATE,UPDATED,UPDATE 1,WATCH,VIDEO,OPINION,ANALYSIS,EXCLUSIVE,LIVE,NEWS,NOTE,EDITORIAL,COMMENT,`+
		`INTERVIEW,FACT,FACT CHECK,FACTBOX,TIMELINE,EXPLAINER,CORRECTION,CORRECTED,WARNING,FILE,PHOTO,PHOTOS,NATO,OPEC,ALSO,MORE,READ,SEE,THE,QUESTION,ANSWER`, ",") {
		all[word] = true
	}
	return all
})

// findDateline looks for the dateline at the start of the first paragraphs of a
// text's body.
func findDateline(text string, parts []Part) (Dateline, time.Time) {
	looked := 0
	for _, p := range parts {
		if p.Kind != Body {
			continue
		}
		if looked++; looked > 4 {
			break
		}
		if d, day := readDateline(text[p.Start:p.End]); d.End > 0 {
			d.Start, d.End = d.Start+p.Start, d.End+p.Start
			return d, day
		}
	}
	return Dateline{}, time.Time{}
}
