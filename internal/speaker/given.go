package speaker

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed given.txt
var givenText string

// given tells of given names in lower case whose they are: 'm', 'f', or 'e' for
// either.
var given = sync.OnceValue(func() map[string]byte {
	names := make(map[string]byte, 6000)
	var whose byte
	for line := range strings.Lines(givenText) {
		line = strings.TrimSpace(line)
		switch line {
		case "male", "female", "either":
			whose = line[0]
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			names[name] = whose
		}
	}
	return names
})

// shortForms are given names by what they are short for.
var shortForms = sync.OnceValue(func() map[string]string {
	forms := make(map[string]string)
	for pair := range strings.FieldsSeq(`bill:william will:william billy:william bob:robert rob:robert bobby:robert mike:michael mick:michael jim:james jimmy:james
		joe:joseph jack:john johnny:john tom:thomas tommy:thomas dick:richard rick:richard rich:richard dan:daniel danny:daniel dave:david
		ed:edward eddie:edward ted:edward steve:stephen stevie:stephen tony:anthony andy:andrew drew:andrew chris:christopher matt:matthew
		nick:nicholas pat:patrick ken:kenneth greg:gregory jeff:jeffrey jerry:gerald larry:lawrence ron:ronald don:donald ray:raymond
		sam:samuel ben:benjamin bernie:bernard chuck:charles charlie:charles alex:alexander al:albert fred:frederick frank:francis hank:henry
		harry:henry jeb:john kathy:katherine kate:katherine katie:katherine liz:elizabeth beth:elizabeth betty:elizabeth sue:susan
		debbie:deborah deb:deborah jen:jennifer jenny:jennifer meg:margaret peggy:margaret maggie:margaret barb:barbara pam:pamela
		cindy:cynthia tina:christina sandy:sandra nancy:ann mitch:mitchell tim:timothy pete:peter phil:philip doug:douglas gus:august
		vova:vladimir sasha:alexander misha:mikhail dima:dmitry kolya:nikolai reince:reinhold`) {
		short, long, _ := strings.Cut(pair, ":")
		forms[short] = long
	}
	return forms
})
