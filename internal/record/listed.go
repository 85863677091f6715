package record

import "hearsay/internal/speaker"

// listed returns whom of the known people a name means: the row of the one who
// has it, nil where there is none or more than one, or where the walks of life
// do not agree.
func (w *writer) listed(f speaker.Folded, domain string) any { return nil }

func (d *decider) keepList(file string) {}

func (d *decider) keepLists(holding []Correction) {}
