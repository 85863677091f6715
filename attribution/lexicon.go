package attribution

import (
	"strings"
	"sync"
)

// verbTable lists the verbs of each act. Words behind a verb are those that must
// follow it; a longer entry goes before a shorter.
const verbTable = `
say: say, tell, add, note, state, report, announce, suggest, argue, declare, explain, acknowledge,
claim, insist, conclude, concede, admit, recall, respond, reply, warn, stress, emphasize, reiterate,
repeat, remark, observe, comment, quip, joke, boast, brag, complain, lament, shout, yell, chant,
cheer, boo, exclaim, declaim, maintain, contend, assert, allege, affirm, reaffirm, confirm, disclose,
reveal, testify, confess, indicate, imply, hint, signal, point, mention, cite, reference, describe,
call, label, dub, brand, refer, allude, accuse, blame, charge, criticize, criticise, praise, defend,
blast, slam, rip, hammer, savage, attack, denounce, condemn, mock, ridicule, insult, scold, applaud,
thank, congratulate, greet, apologize, welcome, hail, celebrate, tout, trumpet, herald, decry, bemoan,
deride, rail, lambaste, assail, rebuke, chide, endorse, nominate, name, discuss, talk, speak, debate,
preach, portray, paint, frame, characterize, liken, compare, contrast, highlight, focus, echo, voice,
express, raise, utter, predict, estimate, project, forecast, speculate, hypothesize, assure, reassure,
remind, inform, brief, convince, persuade, quote, assess, show, underline, underscore, counter,
interject, opine, muse, recount, caution, summarize, proclaim, retort, answer, clarify, specify,
elaborate, concur, elucidate, release, publish, unveil, issue, deliver, present, list, title, bill,
document, detail, illustrate, demonstrate, address, challenge, nod, shrug, sound, read, vouch,
downplay, weigh in, lash out, lay out, make clear, know as, agree, introduce
write: write, tweet, retweet, post, blog, email, draft, author
deny: deny, reject, dismiss, refute, rebuff, dispute, rebut, disavow, contradict, repudiate, decline,
refuse, resist, balk, rule out, vote down, brush off, brush aside, shoot down
ask: ask, wonder aloud, question, inquire, query, investigate
promise: promise, vow, pledge, swear, threaten, guarantee, commit, offer to, agree to
demand: demand, urge, order, request, advocate, encourage, plead, instruct, call for, call on, call upon,
warn against, press, pressure, push, lobby, champion, petition, beg, implore, exhort, appeal, advise,
propose, recommend, promote, invite, require, bar, ban, forbid, prohibit, mandate, direct, sue, file,
speak out for, campaign for, caution against
think: think, believe, expect, anticipate, consider, regard, view, see, deem, doubt, suspect, assume,
reckon, guess, imagine, envision, foresee, contemplate, mull, ponder, weigh, judge, perceive, interpret,
prefer, trust, support, oppose, favor, favour, approve of, disapprove, embrace, adopt, align, side with,
turn against, disagree, distance, reverse, credit, dwell, reflect on, look back, wonder, seem, appear,
disagree with
know: know, learn, realize, discover, recognize, remember, forget, understand, notice, find, determine,
verify, watch, witness, hear, ignore
want: want, hope, plan, wish, intend, aim, desire, decide, seek, need, try, attempt, opt, choose, long for,
long to, look to, look for, like to, determine to, strive, aspire, agree on
feel: feel, fear, worry, regret, love, hate, resent, admire, dislike, enjoy, respect, care, resonate, anger,
revere, loathe, despise, relish, dread
`

// wordTable lists nouns, adjectives and single forms of each act.
const wordTable = `
say: according, reportedly, announcement, assertion, allegation, allegations, accusation, accusations,
criticism, criticisms, critique, complaint, complaints, argument, arguments, statement, statements,
message, admission, insistence, warning, warnings, contention, endorsement, endorsements, speech,
rhetoric, prediction, predictions, testimony, remark, remarks, comments, disclosure, suggestion,
suggestions, tribute, praise, rumor, rumors, speculation, explanation, description, response, pitch
write: letter, op-ed
deny: denial, denials, refusal, rejection, dismissal
ask: questions, inquiry, inquiries, query
promise: commitment, commitments, pledges, assurances, guarantee
demand: proposal, proposals, lawsuit, lawsuits, ideas, plea, pleas, advice, proponent, recommendation,
recommendations, requirement, push
think: skeptical, sceptical, confident, convinced, optimistic, pessimistic, belief, beliefs, opinion,
opinions, stance, views, assumption, assumptions, idea, notion, supporter, supporters, supportive,
support, backs, backed, backing, opposition, opponent, opponents, approach, philosophy, sentiment,
sentiments, position, positions, perception, expectations, seemingly, apparently, disagreement,
disagreements, differences, faith, consensus, vision, adamant
know: aware, unaware, unclear, knowledge, familiar, saw
want: eager, willing, unwilling, reluctant, reluctance, hopeful, goal, goals, priority, strategy, desperate, devoted,
dedicated, effort, efforts, looking, interested, interest, keen, intent, ambition, ambitions, likes to
feel: concern, concerns, concerned, worries, worried, wary, wariness, uncomfortable, comfortable, proud,
angry, upset, disappointed, happy, unhappy, pleased, glad, thrilled, nervous, scared, afraid, alarmed,
anxious, anxiety, anxieties, shocked, surprised, outraged, furious, frustrated, frustration, hostile,
hostility, disdain, scorn, dismay, resentment, passion, passionate, impressed, enamored, liked, likes,
rattled, stinging, warmly, enthusiastic, enthusiasm, embarrassed, skittish, bitter, sympathetic, sympathy
`

// irregular holds the past and participle of verbs that do not end in -ed.
const irregular = `
say said said
tell told told
write wrote written
speak spoke spoken
think thought thought
know knew known
see saw seen
find found found
feel felt felt
understand understood understood
swear swore sworn
seek sought sought
forecast forecast forecast
read read read
show showed shown
plead pleaded pleaded
hear heard heard
forget forgot forgotten
foresee foresaw foreseen
choose chose chosen
shoot shot shot
lay laid laid
make made made
beg begged begged
sue sued sued
`

// An entry is what a word may express, given the words that must follow it.
type entry struct {
	act  Act
	rest []string
}

// A lexicon has the entries of each form of each word, longer ones first.
type lexicon map[string][]entry

// verbs is the lexicon of verbs.
var verbs = sync.OnceValue(func() lexicon {
	odd := map[string][]string{}
	for line := range strings.Lines(irregular) {
		if f := strings.Fields(line); len(f) == 3 {
			odd[f[0]] = f[1:]
		}
	}
	return readLexicon(verbTable, func(word string) []string { return inflect(word, odd[word]) })
})

// acts is the lexicon of verbs and other words.
var acts = sync.OnceValue(func() lexicon {
	all := readLexicon(wordTable, func(word string) []string { return []string{word} })
	for form, entries := range verbs() {
		all[form] = append(entries[:len(entries):len(entries)], all[form]...)
	}
	return all
})

// readLexicon reads a table; forms gives those of an entry's first word.
func readLexicon(table string, forms func(word string) []string) lexicon {
	all := lexicon{}
	var act Act
	for item := range strings.FieldsFuncSeq(table, func(r rune) bool { return r == ',' || r == '\n' }) {
		if heading, rest, ok := strings.Cut(item, ":"); ok {
			act, item = Act(heading), rest
		}
		words := strings.Fields(item)
		if len(words) == 0 {
			continue
		}
		e := entry{act, words[1:]}
		for _, form := range forms(words[0]) {
			at := 0
			for at < len(all[form]) && len(all[form][at].rest) >= len(e.rest) {
				at++
			}
			all[form] = append(all[form][:at:at], append([]entry{e}, all[form][at:]...)...)
		}
	}
	return all
}

// inflect returns the forms of a verb.
func inflect(base string, odd []string) []string {
	stem := strings.TrimSuffix(base, "e")
	if doubles(base) {
		stem = base + base[len(base)-1:]
	}
	s, ed := base+"s", stem+"ed"
	switch last := base[len(base)-1]; {
	case last == 'y' && !strings.ContainsRune("aeiou", rune(base[len(base)-2])):
		s, ed = base[:len(base)-1]+"ies", base[:len(base)-1]+"ied"
	case last == 's' || last == 'x' || strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch"):
		s = base + "es"
	}
	if strings.HasSuffix(base, "ee") {
		stem, ed = base, base+"d"
	}
	if odd != nil {
		return append([]string{base, s, stem + "ing"}, odd...)
	}
	return []string{base, s, stem + "ing", ed}
}

// doubles reports whether a verb doubles its last letter: "planned".
func doubles(base string) bool {
	switch base {
	case "admit", "plan", "quip", "rebut", "slam", "concur", "rip", "refer", "commit", "bar", "ban", "beg", "brag",
		"nod", "shrug", "prefer":
		return true
	}
	return false
}
