package web

import (
	"net/http"

	"hearsay/internal/record"
)

const listedStories = 25 // on a page

// storiesPage lists stories, those that began last first.
type storiesPage struct {
	Stories []listedStory
	Paging  paging
}

// Exports are where all stories can be had as files.
func (p storiesPage) Exports() exports { return exportsAt("/stories", nil) }

// A listedStory is a story in a list.
type listedStory struct{ record.Story }

// Address is the story's page.
func (s listedStory) Address() string { return storyAddress(s.ID) }

func (s *site) stories(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	number, err := pageNumber(r, listedStories)
	if err != nil {
		return err
	}
	summary, err := s.record.Summary(ctx)
	if err != nil {
		return err
	}
	found, err := s.record.Stories(ctx, listedStories, offset(number, listedStories))
	if err != nil {
		return err
	}
	page := storiesPage{Paging: paging{Number: number, Size: listedStories, Total: summary.Stories, path: "/stories"}}
	for _, story := range found {
		page.Stories = append(page.Stories, listedStory{story})
	}
	return s.send(w, r, http.StatusOK, "stories", sheet{Title: "Stories", Here: "stories", Body: page})
}

// storyPage is the articles about one event, by day.
type storyPage struct {
	record.Story
	Days []storyDay
}

// Data is where programs read the story.
func (p storyPage) Data() string { return dataAddress("stories", p.ID) }

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
