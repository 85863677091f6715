package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
)

// TestMails reads invented mails and compares what is read with a golden file
// beside each.
func TestMails(t *testing.T) { golden(t, "testdata/mail/*.eml", "message/rfc822") }

func TestSender(t *testing.T) {
	tests := []struct{ list, from, outlet, author string }{
		{"", `Harbour Post <news@mail.post.example>`, "Harbour Post", ""},
		{"", `Ada Moor <ada@post.example>`, "post.example", "Ada Moor"},
		{"", `"Ada Moor at Harbour Post" <ada@post.example>`, "Harbour Post", "Ada Moor"},
		{"", `Ada Moor | Harbour Post <ada@post.example>`, "Harbour Post", "Ada Moor"},
		{"", `Tidewater Letters <tidewater@tidewater.example>`, "Tidewater Letters", ""},
		{"", `Tidewater Letters <news@list.example>`, "Tidewater Letters", ""},
		{"", `Ada Moor <letters@list.example>`, "Ada Moor", ""},
		{"Harbour Post Mornings <mornings.post.example>", `Ada Moor <ada@post.example>`, "Harbour Post Mornings", "Ada Moor"},
		{"<mornings.post.example>", `news@post.example`, "post.example", ""},
		{"1a2b3cmc list <1a2b3c.list-id.example>", `Harbour Post <news@list.example>`, "Harbour Post", ""},
		{"", `undisclosed`, "undisclosed", ""},
		{"", ``, "", ""},
	}
	for _, test := range tests {
		mail := "Subject: Levy stays\r\nList-Id: " + test.list + "\r\nFrom: " + test.from + "\r\n\r\nThe levy stays in place this year and next, the board said.\r\n"
		a, err := Read(capture.Capture{MediaType: "message/rfc822", Body: []byte(mail)})
		if err != nil || a.Outlet != test.outlet || a.Author != test.author {
			t.Errorf("%q, %q: outlet %q, author %q, %v; want %q, %q", test.list, test.from, a.Outlet, a.Author, err, test.outlet, test.author)
		}
	}
}

func TestSubject(t *testing.T) {
	tests := []struct{ subject, title string }{
		{"Levy stays", "Levy stays"},
		{"Fwd: Levy stays", "Levy stays"},
		{"FW: RE[2]: Levy stays", "Levy stays"},
		{"Rest of the levy: it stays", "Rest of the levy: it stays"},
		{"Levy\r\n\tstays", "Levy stays"},
		{"", "The levy stays in place"},
	}
	for _, test := range tests {
		mail := "From: news@post.example\r\nSubject: " + test.subject + "\r\n\r\nThe levy stays in place\r\n\r\n“It stays this year and next,” Ada Quill told reporters.\r\n"
		a, err := Read(capture.Capture{MediaType: "message/rfc822", Body: []byte(mail)})
		if err != nil || a.Title != test.title {
			t.Errorf("%q: title %q, %v, want %q", test.subject, a.Title, err, test.title)
		}
	}
}

func TestNoArticleInMail(t *testing.T) {
	tests := []struct {
		name, mail string
		want       error
	}{
		{"no mail", "The levy stays.", ErrNotText},
		{"attachments alone", "Content-Type: application/pdf\n\n%PDF-1.4", ErrNoArticle},
		{"empty", "Subject: x\n\n \n", ErrEmpty},
		{"no words", "Subject: x\nContent-Type: text/html\n\n<img src=cid:1>", ErrNoArticle},
		{"too long", "Subject: x\n\n" + strings.Repeat("The levy stays, she said.\n", maxText/26+1), ErrTooLong},
		{"too deep", "Subject: x\nContent-Type: text/html\n\n" + strings.Repeat("<div>", 600) + "x", ErrTooDeep},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Read(capture.Capture{MediaType: "message/rfc822", Body: []byte(test.mail)}); !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
		})
	}
}

// TestSourceOfMail has the page that is shown as the original: what the mail's
// reader saw.
func TestSourceOfMail(t *testing.T) {
	mail := "Subject: x\nContent-Type: multipart/alternative; boundary=o\n\n--o\n\nplain\n--o\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n<p>Caf=E9 at the pier opens again, the harbour board said on Monday.\n--o--\n"
	text, isHTML, err := Source(capture.Capture{MediaType: "message/rfc822", Body: []byte(mail)})
	if err != nil || !isHTML || text != "<p>Café at the pier opens again, the harbour board said on Monday." {
		t.Errorf("%q, %v, %v", text, isHTML, err)
	}
}

func FuzzReadMail(f *testing.F) {
	f.Add([]byte("From: Ada Moor at Harbour Post <a@post.example>\nSubject: Fwd: Levy stays\nDate: Mon, 7 Jan 2019 23:30:00 -0500\nContent-Type: text/plain; format=flowed; delsp=yes\n\nThe levy \nstays, she said.\n-- \nx\n"))
	f.Add([]byte("List-Id: x\nContent-Type: multipart/alternative; boundary=o\n\n--o\n\nThe levy stays, she said.\n--o\nContent-Type: text/html\n\n<p hidden>x<p style='display:none'>y<p>The levy stays in place, the board told reporters.<p>unsubscribe\n--o--"))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := capture.Capture{MediaType: "message/rfc822", Body: body, Time: time.Unix(1_900_000_000, 0)}
		a, err := Read(c)
		if err != nil {
			return
		}
		checkParts(t, a)
		if again, err := Read(c); err != nil || fmt.Sprint(again) != fmt.Sprint(a) {
			t.Errorf("read again, it is another article: %v", err)
		}
	})
}
