package article

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzByline(f *testing.F) {
	for _, s := range []string{"By Ada Moor, Political Editor, and Tomas Reed", "Monday May 6, 2019 7:45 am by Ada Moor", "(Reporting by Ada Moor; editing by Ina Volk)",
		"Publicado por: Ada Moura - Categoria", "Текст: Ада Мур·6 мая 2019", "김나루 기자 naru@elmport.example", "BY\nADA MOOR"} {
		f.Add(s, "Elmport Evening")
	}
	f.Fuzz(func(t *testing.T, line, outlet string) {
		for _, name := range people(line, outlet) {
			if len(strings.Fields(name)) < 2 || strings.Contains(name, ",") || len(name) > 90 {
				t.Errorf("%q is a person of %q", name, line)
			}
		}
		near := []shownLine{{fold(line), 0}, {fold(outlet), 1}}
		for _, names := range shownBylines(near) {
			if len(names) > len(line)+len(outlet) {
				t.Errorf("%q is in no byline of %q, %q", names, line, outlet)
			}
		}
		m := markup{lines: blockWriter{blocks: []block{{text: line}}}}
		if name := m.koreanByline(); name != "" && !strings.Contains(line, name) {
			t.Errorf("%q is not in %q", name, line)
		}
	})
}

func FuzzDay(f *testing.F) {
	for _, s := range []string{"2019-05-07T02:26:00Z", "Updated May 8, 2019 / First published May 6, 2019", "10:01 pm PST, Tuesday, November 19, 2019", "2019年5月6日",
		"02 Ago 2019", "05/06/2019", "Tue Nov 19 2019 03:05:46 GMT+0000", "20190506", "3 out of 12", "Published: 10:48, Mon, May 6, 2019 | Updated: 11:05"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range daysIn(s) {
			if m.start < end || m.end <= m.start || m.end > len(s) || m.day.IsZero() {
				t.Fatalf("%+v of %q", m, s)
			}
			end = m.start
		}
		if day := statedDay(s); !day.IsZero() && day.Year() == 0 {
			t.Errorf("%q states %v", s, day)
		}
		captured := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		days, _ := shownDays([]shownLine{{fold(s), 0}, {fold(s), 1}}, captured)
		for _, d := range days {
			if d.day.Year() != 0 && !plausibleDay(d.day, captured) {
				t.Errorf("%q shows %v", s, d.day)
			}
		}
		m := markup{times: []timeElement{{value: s, text: s}, {value: "2019-05-07T02:26:00Z", text: s}}}
		if clock := m.clock(); clock != nil {
			if _, offset := captured.In(clock).Zone(); offset < -14*3600 || offset > 14*3600 {
				t.Errorf("%q: a clock %d seconds off", s, offset)
			}
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://user:pass@www.elmport.example:8080/2019/05/06/tram?a=1#b", "http://[::1]/2019-05-06-tram", "//x", "HTTP://EXAMPLE/%zz", "https://пример.example/2019/май/6/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a := webAddress(s); a != "" && webAddress(a) != a {
			t.Errorf("%q becomes %q, and that %q", s, a, webAddress(a))
		}
		if host := hostOf(s); strings.ContainsAny(host, "/@?#") {
			t.Errorf("host %q of %q", host, s)
		}
		if day := addressDay(s); !day.IsZero() && (day.Year() < 1900 || day.Year() > 2099) {
			t.Errorf("%q has the day %v", s, day)
		}
	})
}

func FuzzEncoding(f *testing.F) {
	for _, s := range []string{"", "windows-1251", "utf-16le", "shift_jis", "iso-2022-jp", "x"} {
		f.Add([]byte("<meta charset="+s+">\xff\xfe\x1b$B"), s)
	}
	f.Fuzz(func(t *testing.T, body []byte, name string) {
		for _, page := range []bool{false, true} {
			text, _, err := decode(body, statements{reader: name, transport: name, page: page})
			if err == nil && !utf8.ValidString(text) {
				t.Errorf("%q as %q is no UTF-8: %q", body, name, text)
			}
		}
	})
}

func FuzzTitle(f *testing.F) {
	f.Add("Tram returns to Tarnbeck | Elmport Evening", "Elmport Evening", "https://elmport.example/")
	f.Add("Elmport: Tram", "Elmport", "http://www.elmport.example")
	f.Fuzz(func(t *testing.T, title, site, address string) {
		m := markup{title: title, headings: []string{site, title}, meta: map[string][]string{"og:site_name": {site}, "og:title": {title}}}
		outlet := m.outlet(linkedArticle{publisher: site}, address)
		if len(outlet) > 80 && outlet != hostOf(address) {
			t.Errorf("outlet %q", outlet)
		}
		if got := m.headline(title, outlet); len(got) > len(title)+len(site) {
			t.Errorf("title %q of %q and %q", got, title, site)
		}
		if like := likeness(title, site); like < 0 || like > 2 {
			t.Errorf("%q and %q are alike by %v", title, site, like)
		}
		isLiveTitle(title)
		paywallLine().MatchString(strings.ToLower(title))
	})
}
