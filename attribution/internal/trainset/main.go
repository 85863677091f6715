// Trainset writes marked or unmarked articles the way the engine reads them, for
// the programs under train/: a line of JSON for each article, with its pieces,
// their features, its words and, in words, its attributions.
//
//	go run ./attribution/internal/trainset < articles.jsonl > set.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"

	"hearsay/attribution/internal/window"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "trainset:", err)
		os.Exit(1)
	}
}

// An article is a line of input. Spans are bytes of its text.
type article struct {
	ID           string        `json:"id"`
	Outlet       string        `json:"outlet"`
	Text         string        `json:"text"`
	Attributions []attribution `json:"attributions"`
}

// An attribution has spans [from, to) for each role.
type attribution struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// A set is an article as the engine reads it. Spans of attributions and
// paragraphs are words.
type set struct {
	ID           string        `json:"id"`
	Outlet       string        `json:"outlet"`
	Pieces       []int32       `json:"pieces"`
	Features     [3][]int      `json:"features"`
	Words        [][2]int      `json:"words"` // bytes
	First        []int         `json:"first"` // the first piece of each word
	Paragraphs   [][2]int      `json:"paragraphs"`
	Attributions []attribution `json:"attributions"`
}

func run(in io.Reader, out io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	buffered := bufio.NewWriter(out)
	encoder := json.NewEncoder(buffered)
	for {
		var a article
		if err := decoder.Decode(&a); err == io.EOF {
			return buffered.Flush()
		} else if err != nil {
			return fmt.Errorf("read an article: %w", err)
		}
		if err := encoder.Encode(setOf(a)); err != nil {
			return fmt.Errorf("write article %s: %w", a.ID, err)
		}
	}
}

func setOf(a article) set {
	t := window.Read(a.Text)
	s := set{ID: a.ID, Outlet: a.Outlet}
	for _, p := range t.Pieces {
		s.Pieces = append(s.Pieces, p.Piece)
		for f, value := range p.Features {
			s.Features[f] = append(s.Features[f], int(value))
		}
	}
	for _, w := range t.Words {
		s.Words = append(s.Words, [2]int{w.Start, w.End})
		s.First = append(s.First, w.First)
	}
	for _, p := range t.Paragraphs {
		s.Paragraphs = append(s.Paragraphs, [2]int{p.From, p.To})
	}
	for _, b := range a.Attributions {
		s.Attributions = append(s.Attributions, attribution{
			Source: inWords(t.Words, b.Source), Cue: inWords(t.Words, b.Cue), Content: inWords(t.Words, b.Content),
		})
	}
	return s
}

// inWords turns spans of bytes into spans of the words that they touch.
func inWords(words []window.Word, spans [][2]int) [][2]int {
	found := [][2]int{}
	for _, s := range spans {
		from := sort.Search(len(words), func(i int) bool { return words[i].End > s[0] })
		to := sort.Search(len(words), func(i int) bool { return words[i].Start >= s[1] })
		if from < to {
			found = append(found, [2]int{from, to})
		}
	}
	return found
}
