package article

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/internal/capture"
)

func TestPaywall(t *testing.T) {
	const prose = `<p>The tram came back to Tarnbeck on Monday after forty years, with a band and two speeches.</p>`
	tests := []struct{ name, page, want string }{
		{"free", prose, ""},
		{"false", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>` + prose, "json-ld"},
		{"a word for false", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"False"}</script>` + prose, "json-ld"},
		{"an address for false", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"https://schema.org/False"}</script>` + prose, "json-ld"},
		{"true", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"true"}</script>` + prose, ""},
		{"a part", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".rest"}}</script>` + prose, "json-ld"},
		{"one of the parts", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","hasPart":[{"isAccessibleForFree":true},{"isAccessibleForFree":false}]}</script>` + prose, "json-ld"},
		{"microdata", `<meta itemprop=isAccessibleForFree content=false>` + prose, "meta"},
		{"locked", `<meta property=article:content_tier content=locked>` + prose, "meta"},
		{"some are free", `<meta property=article:content_tier content=metered>` + prose, ""},
		{"cut off", prose + `<div>To read the full story</div><div>Subscribe Sign in</div>`, "text"},
		{"for subscribers", prose + `<p>This article is for subscribers only.</p>`, "text"},
		{"subscribe to go on", prose + `<h3>Subscribe to continue reading</h3>`, "text"},
		{"French", prose + `<p>Il vous reste 72 % de cet article à lire.</p>`, "text"},
		{"German", prose + `<p>Weiterlesen mit Elmport Plus</p>`, "text"},
		{"an invitation", prose + `<p>Subscribe to our newsletter</p><p>Read more</p>`, ""},
		{"in another article's box", prose + `<aside><p>This article is for subscribers only.</p></aside>`, ""},
		{"spoken of", `<p>The paper said that this article is for subscribers only, and that the tram is not.</p>`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := html.Parse(strings.NewReader(test.page))
			if err != nil {
				t.Fatal(err)
			}
			if got := readFacts(doc, capture.Capture{}).paywall; got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestLiveBlog reads a live blog: it is told, and its posts keep the page's
// order.
func TestLiveBlog(t *testing.T) {
	page := `<html lang=en><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Storm at Tarnbeck","datePublished":"2019-05-06"}</script>
<main><h1>Storm at Tarnbeck</h1>`
	posts := []string{
		"The harbour master said at ten in the evening that all the boats were in and that nobody was missing.",
		"At nine the ferry to Orme turned back with sixty passengers, its captain told the harbour radio.",
		"The mayor asked at eight that nobody walk on the pier, and that those who live on it sleep elsewhere.",
		"The first warning came at seven, when the weather office spoke of gusts of forty metres a second.",
	}
	for i, post := range posts {
		page += `<article class="post"><h2>2` + string(rune('3'-i)) + `:00</h2><p>` + post + `</p></article>`
	}
	a, err := Read(capture.Capture{MediaType: "text/html", Body: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if !a.LiveBlog {
		t.Error("not told to be a live blog")
	}
	at := -1
	for _, post := range posts {
		next := strings.Index(a.Text, post)
		if next <= at {
			t.Errorf("%q is at %d, the one before at %d", post, next, at)
		}
		at = next
	}
}

func TestIsLiveTitle(t *testing.T) {
	for title, want := range map[string]bool{
		"Storm at Tarnbeck – live":                  true,
		"Storm at Tarnbeck: live updates":           true,
		"Live updates: storm at Tarnbeck":           true,
		"LIVE: storm at Tarnbeck":                   true,
		"Storm at Tarnbeck – as it happened":        true,
		"Liveticker: Sturm in Tarnbeck":             true,
		"Storm at Tarnbeck":                         false,
		"Where the rich live":                       false,
		"Live and let die: a review":                false,
		"Band plays live: a night at the old mill":  false,
		"How we live: notes from the Tarnbeck pier": false,
	} {
		if got := isLiveTitle(title); got != want {
			t.Errorf("%q: %v", title, got)
		}
	}
}

func TestConsent(t *testing.T) {
	notice := `<html lang=en><title>Elmport Evening</title><h1>Before you continue</h1>
<p>We and our 412 partners store and access information on your device, such as cookies, to show personalised ads and to measure how many read us.</p>
<p>You can accept all cookies or manage preferences. Some partners ask for no consent and rely on their legitimate interest; you may object to that.</p>
<p>Your consent choices hold for this site alone. We use cookies to remember them, and you can withdraw consent at any time below each page.</p>`
	about := `<html lang=en><title>Parliament speaks about cookies</title><h1>Parliament speaks about cookies</h1>
<p>Sites may no longer ask again on every visit, the minister told parliament on Monday, to the applause of both sides and a few laughs.</p>
<p>Her bill says how large the buttons have to be, and that a no is worth as much as a yes. The trade said that it would go to court.</p>
<p>Many sites greet readers with a notice that begins “we use cookies”, and few read on, a study of the university of Elmport found last year.</p>`
	for name, test := range map[string]struct {
		page string
		want bool
	}{"a notice": {notice, true}, "an article about notices": {about, false}} {
		t.Run(name, func(t *testing.T) {
			a, err := Read(capture.Capture{MediaType: "text/html", Body: []byte(test.page)})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(a.Notes, consentNote); got != test.want {
				t.Errorf("notes %q", a.Notes)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	const (
		english = "<p>The tram came back to Tarnbeck on Monday after forty years, and the mayor said that it was not for the visitors but for those who have to go to work at six.</p><p>It will be on the square by ten, from where it is to go to the harbour and to the old mill, with which the line had ended.</p>"
		german  = "<p>Die Straßenbahn ist am Montag nach vierzig Jahren in die Stadt zurückgekehrt, und der Bürgermeister sagte, dass sie nicht für die Gäste ist, sondern für die, die um sechs zur Arbeit fahren.</p><p>Sie wird bis zehn auf dem Platz sein und fährt von dort mit einer Pause zu dem Hafen.</p>"
		scores  = "<p>Elmport 3 Tarnbeck 1, Selm 2 Orme 2, Port Elm 0 Karvia 4, Ferrol 1 Mundel 1, Elmport 5 Selm 0, Tarnbeck 2 Orme 3, Karvia 1 Ferrol 1, Mundel 0 Port Elm 2, Elmport 1 Orme 0, Selm 4 Karvia 2, Tarnbeck 3 Mundel 3.</p>"
	)
	tests := []struct {
		name, page, want string
	}{
		{"as stated", "<html lang=en-GB>" + english, "en"},
		{"not stated", "<html>" + english + english, "en"},
		{"of the menu alone", "<html lang=de>" + english, "en"},
		{"the other way", "<html lang=en>" + german, "de"},
		{"nothing to tell by", "<html lang=de>" + scores, "de"},
		{"one that is not looked at", "<html lang=sw>" + english, "sw"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Read(capture.Capture{MediaType: "text/html", Body: []byte(test.page)})
			if err != nil {
				t.Fatal(err)
			}
			if a.Language != test.want {
				t.Errorf("language %q, want %q", a.Language, test.want)
			}
		})
	}
}
