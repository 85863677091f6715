package generate

import "strings"

// plain returns the page as somebody saves its text.
func (f *frame) plain() []byte {
	d := f.d
	f.buf = make([]byte, 0, 8<<10)
	gap := "\n\n"
	if d.percent(15) {
		gap = "\n"
	}
	f.plainHead(gap)
	for i, p := range f.report.paragraphs {
		if i == 0 {
			f.put(f.dateline())
		}
		f.text(p, plainly)
		f.put(gap)
		if i == 1 && d.percent(40) {
			f.caption(plainly, " (Photo: ", ")")
			f.put(gap)
		}
		if i%4 == 2 && d.percent(50) {
			f.put(pick(d, []string{"Advertisement", "ADVERTISEMENT", "Story continues below"}), gap)
		}
	}
	f.plainFoot(gap)
	if d.percent(8) { // saved on Windows
		return []byte(strings.ReplaceAll(string(f.buf), "\n", "\r\n"))
	}
	return f.buf
}

func (f *frame) plainHead(gap string) {
	d, day := f.d, f.report.day
	crumbs := d.percent(40)
	if crumbs {
		f.put(f.outlet.name, " > ", pick(d, sections), gap)
	}
	f.text(f.report.title, plainly)
	f.put(gap)
	if !crumbs && d.percent(50) {
		f.put(f.outlet.name, gap)
	}
	if d.percent(70) {
		f.put(pick(d, []string{"By ", "By ", "Author: ", "Text: "}), f.author, gap)
	}
	switch d.below(5) {
	case 0:
		f.put("Published ", day.Format("02-01-2006"), ", 00:00", gap)
	case 1:
		f.put(day.Format("02 January 2006"), " [", day.Format("15:04"), "] - ", strings.ToUpper(f.outlet.name), gap)
	case 2:
		f.put(day.Format("January 2, 2006"), gap)
	case 3:
		f.put(day.Format("Monday 2 January 2006"), gap)
	}
	if d.percent(30) {
		f.put("Comments: ", d.number(0, 40), gap)
	}
}

func (f *frame) plainFoot(gap string) {
	d := f.d
	if d.percent(40) {
		f.put("Share: Chirrup | Pigeon | E-mail", gap)
	}
	if d.percent(40) {
		f.put("URL: https://", f.outlet.domain, f.path(), gap, "Print version", gap)
	}
	if d.percent(60) {
		f.put("Views: ", grouped(d.between(3, 90_000)), gap)
	}
	if d.percent(50) {
		f.put("Read more\n")
		for range d.between(2, 5) {
			f.text(f.filler.headline(), plainly)
			f.put("\n")
		}
		f.put(gap)
	}
	if d.percent(50) {
		f.put("Recommend this page to a friend\n  • Your name:\n  • Your e-mail:\n  • Friend's e-mail:\n")
	}
	if d.percent(30) {
		f.put("Leave a comment\nName\nE-mail\nComment\nSend\n")
	}
}

// caption writes a picture's, with its credit between before and after.
func (f *frame) caption(enc encoding, before, after string) {
	f.text(f.filler.fill(pick(f.d, pictureOf))+".", enc)
	f.put(before, pick(f.d, givenShe), " ", pick(f.d, surnameHeads), pick(f.d, surnameTails), "/", f.outlet.name, after)
}
