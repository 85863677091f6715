package record

import "testing"

// TestConfirmedWhereAllAreJoined holds that an utterance is confirmed only where
// people's joins hold all its witnesses together, not where they joined some with
// some and the machine tied the rest.
func TestConfirmedWhereAllAreJoined(t *testing.T) {
	r := newRecord(t)
	var ids []string
	for _, name := range []string{"first", "second", "third", "fourth"} {
		reading := said(name, "2031-05-04", "Ada Quill", "the harbour of Tessaly will open again before the herring comes").direct()
		keep(t, r, reading)
		ids = append(ids, StatementID(reading.SHA256, reading.Statements[0]))
	}
	for _, step := range []struct {
		join      []string
		joined    int
		confirmed bool
	}{
		{nil, 0, false},
		{ids[:2], 2, false},
		{ids[2:], 4, false},
		{ids[1:3], 4, true},
	} {
		if len(step.join) > 0 {
			if _, err := r.Join(t.Context(), ines, step.join...); err != nil {
				t.Fatal(err)
			}
		}
		u, err := r.Utterance(t.Context(), utterancePrefix+ids[0])
		if err != nil || u.Witnesses != len(ids) {
			t.Fatalf("%d witnesses, %v", u.Witnesses, err)
		}
		joined := 0
		for _, w := range u.Witnessed {
			if w.Joined {
				joined++
			}
		}
		if joined != step.joined || u.Confirmed != step.confirmed {
			t.Errorf("after joining %v: %d joined, confirmed %v, want %d and %v", step.join, joined, u.Confirmed, step.joined, step.confirmed)
		}
	}
}
