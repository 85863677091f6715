package ingest

import (
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/chain"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// BenchmarkStages reads marked articles and tells what telling who, when and
// through whom costs beside finding the statements.
func BenchmarkStages(b *testing.B) {
	articles, err := eval.Load(outside.Shared(b, "data/polnear/dev.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var engine, who, day, way time.Duration
	lap := func(since *time.Time, sum *time.Duration) {
		now := time.Now()
		*sum += now.Sub(*since)
		*since = now
	}
	speaker.Resolve(articles[0].Text, attribution.Extract(articles[0].Text)) // loads what is loaded once
	n := 0
	for b.Loop() {
		a := articles[n%len(articles)]
		n++
		at := time.Now()
		statements := attribution.Extract(a.Text)
		lap(&at, &engine)
		speakers := names(speaker.Resolve(a.Text, statements, speaker.Author(a.Author)))
		lap(&at, &who)
		when.Said(when.Page{Text: a.Text, Published: "2016-09-30"}, statements, speakers)
		lap(&at, &day)
		chain.Trace(chain.Page{Text: a.Text, Full: a.Text, Outlet: a.Outlet}, statements, speakers)
		lap(&at, &way)
	}
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	b.ReportMetric(each(engine), "engine-ms/article")
	b.ReportMetric(each(who), "who-ms/article")
	b.ReportMetric(each(day), "when-ms/article")
	b.ReportMetric(each(way), "chain-ms/article")
	b.ReportMetric(float64(who+day+way)/float64(engine), "of-engine")
}
