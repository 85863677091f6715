package article

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"hearsay/internal/capture"
	"hearsay/internal/fields"
)

// objectContent finds the article in a JSON object by the mapping in its media
// type; without one, by the usual names.
func objectContent(c capture.Capture, mapping string) (content, error) {
	m, ok := fields.Choose(c.Body)
	if mapping != "" {
		var err error
		if m, err = fields.Parse(mapping); err != nil {
			return content{}, fmt.Errorf("the mapping of its fields: %w", err)
		}
	} else if !ok {
		return content{}, fmt.Errorf("%w: no field of the object has a usual name for text", ErrNoArticle)
	}
	v, err := m.Read(c.Body)
	switch {
	case errors.Is(err, fields.ErrNoText):
		return content{}, fmt.Errorf("%w: %w", ErrNoArticle, err)
	case err != nil:
		return content{}, fmt.Errorf("%w: %w", ErrNotText, err)
	}
	found := content{text: v.Text}
	if strings.TrimSpace(v.Text) == "" {
		found.text, found.kind = v.HTML, hypertext
	} else if looksLikeHTML(v.Text) {
		found.kind = hypertext
	}
	if found.kind == plainText && len(found.text) > maxText {
		return content{}, fmt.Errorf("%w: %d bytes of text, at most %d are read", ErrTooLong, len(found.text), maxText)
	}
	if note := cutNote(found.text); note != "" {
		found.notes = []string{note}
	}
	found.told = objectFacts(v, m, c)
	return found, nil
}

// looksLikeHTML reports whether a text begins with a tag and has one that closes.
func looksLikeHTML(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "<") && strings.Contains(text, "</")
}

// objectFacts reads what an object tells of its article.
func objectFacts(v fields.Values, m fields.Mapping, c capture.Capture) facts {
	f := facts{title: toldTitle(plainOf(v.Title)), outlet: cleanOutlet(plainOf(v.Outlet)), address: webAddress(v.URL), language: languageCode(v.Language)}
	f.author = authorNames(strings.Join(v.Authors, " | "), f.outlet)
	if day := statedDay(v.Published); !day.IsZero() && plausibleDay(day, c.Time) {
		f.published = dated{isoDay(day), "field " + m.Path("published")}
	}
	return f
}

// cutNote tells of a text that ends as those of services do that give out the
// beginning alone: "… [+2417 chars]".
func cutNote(text string) string {
	if m := charsLeftOut().FindStringSubmatch(text); m != nil {
		return "the text is cut: " + m[1] + " more characters are not in it"
	}
	return ""
}

var charsLeftOut = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[\+(\d{1,9}) chars\]\s*$`) })
