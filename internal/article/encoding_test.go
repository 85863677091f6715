package article

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"

	"hearsay/internal/capture"
)

const (
	russianText = "Министр сообщил журналистам, что мост через Зунд откроют осенью. «Мы никуда не торопимся», — сказал он."
	russianBare = "Министр сообщил журналистам, что мост через Зунд откроют осенью, и добавил, что никуда не торопится."
	germanText  = "Der Minister erklärte, die Brücke über den Sund werde im Herbst eröffnet. Die Größe der Pfeiler überrascht."
	frenchText  = "Le ministre a déclaré que le pont serait ouvert à l’automne, après des années de difficultés."
	japanText   = "大臣は記者団に、橋は秋に開通すると語った。"
)

func encoded(t testing.TB, text, name string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

func TestDecode(t *testing.T) {
	page := func(charset, text string) string {
		return `<html><head><meta charset="` + charset + `"></head><body><p>` + text + `</p></body></html>`
	}
	tests := []struct {
		name       string
		body       []byte
		statements statements
		want       string // in the text
		note       string // in the notes; empty for no notes
	}{
		{"utf-8 not stated", []byte(russianText), statements{}, russianText, ""},
		{"utf-8 with a mark", []byte("\xef\xbb\xbf" + russianText), statements{}, "\ufeff" + russianText, ""},
		{"utf-16 with a mark", append([]byte{0xff, 0xfe}, encoded(t, russianText, "utf-16le")...), statements{}, russianText, ""},
		{"big-endian utf-16 with a mark", append([]byte{0xfe, 0xff}, encoded(t, russianText, "utf-16be")...), statements{}, russianText, ""},
		{"utf-16 stated", encoded(t, frenchText, "utf-16le"), statements{transport: "UTF-16LE"}, frenchText, ""},
		{"utf-16 guessed", encoded(t, frenchText, "utf-16le"), statements{}, frenchText, "a guess"},
		{"stated by the server", encoded(t, russianText, "windows-1251"), statements{transport: "cp1251"}, russianText, ""},
		{"stated by the reader", encoded(t, russianBare, "koi8-r"), statements{reader: "KOI8-R", transport: "windows-1251"}, russianBare, ""},
		{"stated by the page", encoded(t, page("windows-1251", russianText), "windows-1251"), statements{page: true}, russianText, ""},
		{"stated by http-equiv", encoded(t, `<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>`+germanText, "iso-8859-1"), statements{page: true}, germanText, ""},
		{"stated by an XML declaration", encoded(t, `<?xml version="1.0" encoding="koi8-r"?><html><p>`+russianBare, "koi8-r"), statements{page: true}, russianBare, ""},
		{"text cannot state", encoded(t, page("windows-1252", russianText), "windows-1251"), statements{}, russianText, "a guess"},
		{"wrong statement about utf-8", []byte(page("iso-8859-1", germanText)), statements{page: true}, germanText, "the page says that the encoding is windows-1252"},
		{"wrong --encoding for utf-8", []byte(germanText), statements{reader: "latin1"}, germanText, "--encoding says"},
		{"utf-8 stated, windows-1251 sent", encoded(t, russianText, "windows-1251"), statements{transport: "utf-8"}, russianText, "a guess"},
		{"windows-1251 guessed", encoded(t, russianText, "windows-1251"), statements{}, russianText, "read as windows-1251 (a guess; say --encoding if it is another)"},
		{"koi8-r guessed", encoded(t, russianBare, "koi8-r"), statements{}, russianBare, "read as koi8-r"},
		{"western guessed", encoded(t, germanText, "windows-1252"), statements{}, germanText, "read as windows-1252"},
		{"french guessed", encoded(t, frenchText, "windows-1252"), statements{}, frenchText, "read as windows-1252"},
		{"japanese guessed", encoded(t, japanText, "euc-jp"), statements{}, japanText, "read as euc-jp"},
		{"iso-2022-jp stated", encoded(t, japanText, "iso-2022-jp"), statements{transport: "iso-2022-jp"}, japanText, ""},
		{"unknown statement", []byte(germanText), statements{transport: "utf8mb4-ish"}, germanText, ""},
		{"three broken bytes", []byte(russianText + "\xff\xfe\xff"), statements{}, russianText + "\ufffd\ufffd\ufffd", "damaged: 3 bytes are not valid UTF-8"},
		{"one broken byte", []byte(russianText + "\xff"), statements{}, russianText + "\ufffd", "damaged: 1 byte is not valid UTF-8"},
		{"a character cut in two", []byte(russianText)[:len(russianText)-len("н он.")-1], statements{}, "\ufffd", "damaged: 1 byte"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text, notes, err := decode(test.body, test.statements)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text, test.want) {
				t.Errorf("text is %.80q, want %.80q in it", text, test.want)
			}
			all := strings.Join(notes, "; ")
			if test.note == "" && all != "" || !strings.Contains(all, test.note) {
				t.Errorf("notes are %q, want %q in them", all, test.note)
			}
		})
	}
}

func TestUnknownEncoding(t *testing.T) {
	_, err := Read(capture.Capture{MediaType: "text/plain", Body: []byte("Bridge opens")}, Encoding("klingon-7"))
	if err == nil || !strings.Contains(err.Error(), `encoding "klingon-7" is not known`) {
		t.Errorf("error is %v", err)
	}
}

// TestPlainKeepsBytes checks that the text of a plain page is the file wherever
// the file is valid UTF-8.
func TestPlainKeepsBytes(t *testing.T) {
	body := []byte("\xef\xbb\xbfBridge opens\r\n\r\n\tThe bridge is\u00a0open, the clerk said.\r\n\x00\r\n")
	a, err := Read(capture.Capture{MediaType: "text/plain", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal([]byte(a.Text), body) {
		t.Errorf("text is %q", a.Text)
	}
	if len(a.Parts) != 2 || a.Text[a.Parts[0].Start:a.Parts[0].End] != "Bridge opens" {
		t.Errorf("parts are %v", a.Parts)
	}
}

// TestGuessIsNoChance guesses the encoding of bytes that may as well be in one as
// in another.
func TestGuessIsNoChance(t *testing.T) {
	body := []byte("\xfftay")
	first := guessEncoding(body)
	for range 100 {
		if again := guessEncoding(body); again != first {
			t.Fatalf("guessed as %s, and as %s", first, again)
		}
	}
}
