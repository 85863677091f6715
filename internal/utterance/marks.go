package utterance

import (
	"hash/fnv"
	"math"
	"slices"

	"hearsay/internal/sketch"
)

// Which marks a statement has. Two that share four words of sense in a row share
// a mark whoever said them, and with two words in a row that both quote and that
// are rare; two of one speaker's share one with any two words of sense in a row,
// or one that is rare; two of which half of the words are the same, in whatever
// order, nearly always do (package sketch).
const (
	rowOfAnyone  = 3 // stems in a row, of which every second is kept
	rowOfSpeaker = 2
	rareTogether = 5 // rarity of two words in a row, in nats
	rareAlone    = 4
	fewestStems  = 8 // of a statement that is sketched: few words are alike by chance
	fewestAlike  = 2 // of a shorter one, which is found where all of them are the same
)

// Marks returns numbers by which a statement can be found among others: those
// that may report the same words share one of them. Lasting marks, of words in a
// row, hold whenever the words are printed; near ones, of words in whatever order
// and of few, are worth looking for within some days. Each once, sorted; the
// lasting ones of a speaker stand beside each other. A statement of no word that
// carries sense has none, nor one of what somebody has in mind, and no word of it
// quoted.
func (r Reading) Marks() (near, lasting []int64) {
	stems := r.stems()
	if len(stems) == 0 || !r.spoken() {
		return nil, nil
	}
	who := r.name.Family()
	if who == "" {
		who = r.name.Key
	}
	if who != "" {
		speaker := hash("speaker", who) << 32
		for i := range len(stems) - rowOfSpeaker + 1 {
			lasting = append(lasting, speaker|hash(stems[i], stems[i+1])&math.MaxUint32)
		}
		for _, at := range r.sense {
			if w := r.words[at]; w.rarity >= rareAlone {
				near = append(near, hash("rare", who, w.stem))
			}
		}
	}
	for i := range len(r.sense) - 1 {
		v, w := r.words[r.sense[i]], r.words[r.sense[i+1]]
		if v.quoted && w.quoted && v.rarity+w.rarity >= rareTogether {
			near = append(near, hash("quoted", v.stem, w.stem))
		}
	}
	var rows []int64
	for i := range max(0, len(stems)-rowOfAnyone+1) {
		rows = append(rows, hash("anyone", stems[i], stems[i+1], stems[i+2]))
	}
	lasting = append(lasting, winnow(rows)...)
	switch {
	case len(r.set) >= fewestStems:
		near = append(near, sketch.Sketch(r.set)...)
	case len(r.set) >= fewestAlike:
		near = append(near, hash(r.set...))
	}
	return distinct(near), distinct(lasting)
}

func distinct(marks []int64) []int64 {
	slices.Sort(marks)
	return slices.Compact(marks)
}

// winnow keeps the lesser of each two neighbours (Schleimer, Wilkerson and Aiken
// 2003): of any two that follow each other one is kept, whatever stands around.
func winnow(rows []int64) []int64 {
	if len(rows) < 2 {
		return rows
	}
	var kept []int64
	for i := range len(rows) - 1 {
		kept = append(kept, min(rows[i], rows[i+1]))
	}
	return kept
}

func hash(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return int64(h.Sum64())
}
