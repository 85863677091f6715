package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysIn(t *testing.T) {
	tests := []struct {
		text string
		want []string // the days; a second reading behind a slash
	}{
		{"2018-07-16T23:30:00-04:00", []string{"2018-07-16"}},
		{"on Tuesday 12 May 2018 at noon", []string{"2018-05-12"}},
		{"Monday, July 16th, 2018", []string{"2018-07-16"}},
		{"16 июля 2018 года", []string{"2018-07-16"}},
		{"am 3. September 2021", []string{"2021-09-03"}},
		{"3 de marzo de 2020", []string{"2020-03-03"}},
		{"12-11-2017, 00:00", []string{"2017-11-12/2017-12-11"}},
		{"25.11.2017", []string{"2017-11-25"}},
		{"11/25/2017", []string{"2017-11-25"}},
		{"/20180716/", []string{"2018-07-16"}},
		{"November 10-11 and Dec. 3", []string{"0000-11-10", "0000-12-03"}},
		{"16-Jul-2018", []string{"2018-07-16"}},
		{"16 mayors, 12 people, 31 June 2018, 2018-13-01, 99/99/2018, July 45", nil},
		{"", nil},
	}
	for _, test := range tests {
		var got []string
		for _, m := range daysIn(test.text) {
			day := isoDay(m.day)
			if m.ambiguous() {
				day += "/" + isoDay(m.other)
			}
			got = append(got, day)
		}
		if len(got) != len(test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%q: %q, want %q", test.text, got, test.want)
			}
		}
	}
}

func TestAddressDay(t *testing.T) {
	tests := map[string]string{
		"https://a.example/2018/07/16/bridge":         "2018-07-16",
		"https://a.example/world/2018/jul/16/bridge":  "2018-07-16",
		"https://a.example/news/2018-07-16-bridge":    "2018-07-16",
		"https://a.example/20180716/bridge.html":      "2018-07-16",
		"https://a.example/2018/07/bridge":            "",
		"https://a.example/2018/13/40/bridge":         "",
		"https://a.example/news/161964.html":          "",
		"https://a.example/article-14848164.php":      "",
		"https://a.example/bridge?date=2018/07/16":    "",
		"https://a.example/story/2019/11/190/opening": "",
		"://": "",
	}
	for address, want := range tests {
		got := ""
		if day := addressDay(address); !day.IsZero() {
			got = isoDay(day)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestPlausibleDay(t *testing.T) {
	captured := time.Date(2019, 5, 6, 12, 0, 0, 0, time.UTC)
	for day, want := range map[string]bool{"2019-05-06": true, "2019-05-07": true, "2019-05-09": false, "1989-12-31": false, "1990-01-01": true} {
		d, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		if plausibleDay(d, captured) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
}

// TestDayFrom holds that what daysIn passes over has no day in it.
func TestDayFrom(t *testing.T) {
	pieces := []string{"1", "06", "16", "195", "2018", "20180716", "60,485", " ", " ", " ", ", ", ".", "-", "/", "年", "月 ", "년", "May", "may",
		"of ", "de ", "th", "ſt", "º", "é", "мая", "Mr", "_", "(", "\u00a0", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		first := func(from int) string {
			if m := dayPattern().FindStringSubmatchIndex(s[from:]); m != nil {
				return fmt.Sprintf("%d %q", from+m[0], dayPattern().FindStringSubmatch(s[from:]))
			}
			return ""
		}
		if got, want := first(dayFrom(s, at)), first(at); got != want {
			t.Errorf("%q from %d on: %s is found first, from %d on %s", s, at, want, dayFrom(s, at), got)
		}
	})
}
