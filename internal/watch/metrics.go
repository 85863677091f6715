package watch

import (
	"fmt"
	"io"
)

// writeMetrics writes the numbers of a status in the text format of Prometheus.
// It is a handful of lines without anything to escape: a library for it would
// keep the same numbers a second time, and hold them for the whole process.
func (st status) writeMetrics(to io.Writer) {
	family := func(name, kind, help string, samples ...any) {
		fmt.Fprintf(to, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
		for i := 0; i < len(samples); i += 2 {
			fmt.Fprintf(to, "%s%s %d\n", name, samples[i], samples[i+1])
		}
	}
	last := int64(0)
	for _, s := range st.Sources {
		if s.Failures == 0 && !s.Last.IsZero() {
			last = max(last, s.Last.Unix())
		}
	}
	family("hearsay_watch_start_time_seconds", "gauge", "When watching began, in seconds since 1970.", "", st.Began.Unix())
	family("hearsay_watch_sources", "gauge", "Addresses that are watched.", "", len(st.Sources))
	family("hearsay_watch_failing_sources", "gauge", "Addresses that could not be had when last asked.", "", st.Failing)
	family("hearsay_watch_last_success_time_seconds", "gauge", "When an address was last asked and answered, in seconds since 1970; 0 if never.", "", last)
	family("hearsay_watch_polls_total", "counter", "Times that watched addresses were asked, by outcome.",
		`{outcome="answered"}`, st.Polls-st.Unchanged-st.PollsFailed,
		`{outcome="unchanged"}`, st.Unchanged,
		`{outcome="failed"}`, st.PollsFailed)
	family("hearsay_watch_pages_total", "counter", "Pages that were asked for, by outcome: new and read, new and unreadable, known to the record, not to be had.",
		`{outcome="new"}`, st.Fresh,
		`{outcome="unreadable"}`, st.Unreadable,
		`{outcome="known"}`, st.Known,
		`{outcome="failed"}`, st.Failed)
	family("hearsay_watch_statements_total", "counter", "Statements found in new pages.", "", st.Statements)
	family("hearsay_watch_waiting_pages", "gauge", "Listed pages that are yet to be fetched.", "", st.Waiting)
	family("hearsay_watch_abandoned_pages", "gauge", "Listed pages that could not be had and are not tried again.", "", st.Left)
}
