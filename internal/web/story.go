package web

import (
	"net/http"

	"hearsay/internal/record"
)

// storyPage is the articles about one event, by day.
type storyPage struct {
	record.Story
	Days []storyDay
}

// A storyDay is what was published of a story on one day; Day is empty where it
// is not known.
type storyDay struct {
	Day      string
	Articles []listedArticle
}

func (s *site) story(w http.ResponseWriter, r *http.Request) error {
	found, err := s.record.Story(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	page := storyPage{Story: found}
	for _, a := range found.Articles {
		if last := len(page.Days) - 1; last < 0 || page.Days[last].Day != a.Published {
			page.Days = append(page.Days, storyDay{Day: a.Published})
		}
		today := &page.Days[len(page.Days)-1]
		today.Articles = append(today.Articles, listedArticle{a})
	}
	return s.send(w, r, http.StatusOK, "story", sheet{Title: titleOf(found.Articles[0].ArticleRef), Body: page})
}
