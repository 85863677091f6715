package article_test

import (
	"fmt"

	"hearsay/internal/article"
	"hearsay/internal/capture"
)

func ExampleRead() {
	page := `<html lang="en"><h1>Bridge stays free</h1><p>PORT ELM (KNA) — Nobody will pay for the bridge, the minister said.</p>
<p>Advertisement</p><p>“We built it with public money,” she told reporters.</p></html>`
	a, err := article.Read(capture.Capture{Address: "https://harbour.example/1", MediaType: "text/html", Body: []byte(page)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(a.Text)
	fmt.Println(a.Outlet, a.Language, a.Dateline.Place, a.Dateline.Agency)
	// Output:
	// Bridge stays free
	//
	// PORT ELM (KNA) — Nobody will pay for the bridge, the minister said.
	//
	// “We built it with public money,” she told reporters.
	// harbour.example en PORT ELM KNA
}
