package web

import (
	"net/http/httptest"
	"testing"

	"hearsay/internal/web/webtest"
)

func TestPagesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a browser")
	}
	server := httptest.NewServer(New(sampleRecord(), Options{}))
	defer server.Close()
	webtest.Browse(t, server.URL)
}
