// Command pdf shows what the kept Go library for the text of PDFs makes of small
// PDFs, each of which is hard in one way. It makes them itself.
package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"
)

// patience is how long a PDF may take.
const patience = 20 * time.Second

// The two columns are drawn as many a program does: line by line, across.
const columns = "BT /F1 10 Tf 50 700 Td (The levy stays,) Tj 250 0 Td (The bridge opens,) Tj " +
	"-250 -12 Td (the board said.) Tj 250 0 Td (the ministry said.) Tj ET"

// Unicode is a table that tells which letters the bytes a, b and c are.
const unicode = "1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar <61> <05d0> <62> <05d1> <63> <05d2> endbfchar"

const plain = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"

var tests = []struct {
	name, text string
	file       []byte
}{
	{"words with spaces", "The levy stays.", page("BT /F1 12 Tf 50 700 Td (The levy stays.) Tj ET", plain, "", nil)},
	{"spaces as distances, as TeX sets them", "The levy stays.", page("BT /F1 12 Tf 50 700 Td [(The)-333(levy)-333(stays.)] TJ ET", plain, "", nil)},
	{"a word to each place", "The levy stays.", page("BT /F1 12 Tf 50 700 Td (The) Tj 30 0 Td (levy) Tj 30 0 Td (stays.) Tj ET", plain, "", nil)},
	{"quotation marks", "“Yes,” she said.", page(`BT /F1 12 Tf 50 700 Td (\223Yes,\224 she said.) Tj ET`, plain, "", nil)},
	{"the same, a glyph of the font's own added", "“Yes,” she said.", page(`BT /F1 12 Tf 50 700 Td (\223Yes,\224 she said.) Tj ET`,
		"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[2/fi]>>>>", "", nil)},
	{"a word broken at a line's end", "The harbour board", page("BT /F1 12 Tf 50 700 Td (The har-) Tj 0 -14 Td (bour board) Tj ET", plain, "", nil)},
	{"two columns", "The levy stays, the board said. The bridge opens, the ministry said.", page(columns, plain, "", nil)},
	{"Hebrew, drawn from left to right", "אבג", page("BT /F1 12 Tf 50 700 Td (cba) Tj ET", "<</Type/Font/Subtype/Type1/BaseFont/F/ToUnicode 6 0 R>>", unicode, nil)},
	{"a tree of pages that holds itself", "", page("", plain, "", []byte("<</Type/Pages/Kids[2 0 R]/Count 100000000>>"))},
	{"64 MB of brackets in 63 KB", "", page(strings.Repeat("[", 64_000_000), plain, "", nil)},
}

// page returns a PDF of one page. Pages, if not nil, is its tree of pages.
func page(content, font, toUnicode string, pages []byte) []byte {
	if pages == nil {
		pages = []byte("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	}
	var out bytes.Buffer
	var at []int
	for i, object := range [][]byte{
		[]byte("<</Type/Catalog/Pages 2 0 R>>"), pages,
		[]byte("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
		stream(content), []byte(font), stream(toUnicode),
	} {
		if i == 0 {
			out.WriteString("%PDF-1.4\n")
		}
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return out.Bytes()
}

func stream(content string) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = io.WriteString(z, content) // a buffer does not fail
	_ = z.Close()
	return fmt.Appendf(nil, "<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", packed.Len(), packed.Bytes())
}

// read prints what the library reads in standard input.
func read() error {
	file, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	r, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	text, err := r.GetPlainText()
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, text)
	return err
}

func main() {
	if len(os.Args) > 1 {
		if err := read(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	for _, test := range tests {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		// A process of its own: what takes too long can be ended no other way.
		cmd := exec.CommandContext(ctx, os.Args[0], "read")
		cmd.Stdin = bytes.NewReader(test.file)
		got, err := cmd.Output()
		late := ctx.Err() != nil
		cancel()
		text := strings.Join(strings.Fields(string(got)), " ")
		switch {
		case late:
			fmt.Printf("wrong  %s: still busy after %s, with a file of %d bytes\n", test.name, patience, len(test.file))
		case err != nil:
			fmt.Printf("wrong  %s: %v\n", test.name, err)
		case text != test.text:
			fmt.Printf("wrong  %s: %q\n", test.name, text)
		default:
			fmt.Printf("right  %s\n", test.name)
		}
	}
}
