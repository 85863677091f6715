package speaker

import (
	"strings"
	"sync"
)

// soundOfGiven returns what the writings of a given name have in common that
// come of another script or language: Sergei, Sergey, Serguei.
func soundOfGiven(given string) string {
	sound := soundOf(given)
	if class, found := givenClasses()[sound]; found {
		return class
	}
	return sound
}

// soundOfSurname is soundOfGiven for surnames, where two letters may stand for
// an umlaut: Mueller, Müller.
func soundOfSurname(surname string) string {
	surname = withoutUmlauts(surname)
	sound := soundOf(surname)
	if class, found := surnameClasses()[sound]; found {
		return class
	}
	return sound
}

// soundOf writes a folded word by one habit of transliteration. It maps what
// must be equal; that it also maps some different names together matters
// little: they would have to share a given name too.
func soundOf(word string) string {
	word = transliteration().Replace(word)
	for _, end := range []struct{ from, to string }{{"off", "ov"}, {"eff", "ev"}, {"iov", "ev"}, {"ah", "a"}, {"ndr", "nder"}} {
		if len(word) > len(end.from)+1 && strings.HasSuffix(word, end.from) {
			word = strings.TrimSuffix(word, end.from) + end.to
			break
		}
	}
	if rest, found := strings.CutPrefix(word, "ie"); found && rest != "" { // Yeltsin, Eltsin
		word = "e" + rest
	}
	if before, found := strings.CutSuffix(word, "ij"); found {
		word = before + "i"
	}
	return withoutDoubles(word)
}

// transliteration takes the longest habit first.
var transliteration = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"shch", "sch", "tsch", "ch", "tch", "ch",
		"sch", "sch", // Russian or German: left alone
		"kh", "h", "gh", "g", "dh", "d", "ph", "f", "uei", "ei", "uey", "ei", "ou", "u", "tz", "ts", "x", "ks",
		"q", "k", "w", "v", "y", "i",
	)
})

// withoutDoubles writes letters that follow their like once.
func withoutDoubles(word string) string {
	var once strings.Builder
	last := rune(-1)
	for _, r := range word {
		if r != last {
			once.WriteRune(r)
		}
		last = r
	}
	return once.String()
}

// withoutUmlauts writes ae, oe and ue between consonants as a, o and u.
func withoutUmlauts(word string) string {
	const vowels = "aeiouy"
	var plain strings.Builder
	for i := 0; i < len(word); i++ {
		plain.WriteByte(word[i])
		if strings.IndexByte("aou", word[i]) >= 0 && i > 0 && i+2 < len(word) && word[i+1] == 'e' &&
			strings.IndexByte(vowels, word[i-1]) < 0 && strings.IndexByte(vowels, word[i+2]) < 0 {
			i++
		}
	}
	return plain.String()
}

// classes reads lines of names that are one, each class called by its first.
func classes(lines string, fold func(string) string) map[string]string {
	classes := make(map[string]string)
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		for _, w := range words {
			classes[fold(w)] = fold(words[0])
		}
	}
	return classes
}

// givenClasses are forms of one given name that no habit of letters explains.
var givenClasses = sync.OnceValue(func() map[string]string {
	return classes(`alexander aleksandr alexandr oleksandr alexandre aleksander
		mohammed muhammad mohamed mohammad muhammed mohamad mehmed
		dmitri dmitry dmitriy dimitri dmytro
		vladimir wladimir volodymyr
		sergei serhiy serge
		mikhail mykhailo
		nikolai mykola nikolay nicolai
		andrei andriy andrey
		hussein husain hussain husayn
		yusuf youssef yousef yousuf yussef
		abdullah abdallah
		yulia julia iulia yuliya
		yuri juri iouri yury
		natalia nataliya natalya
		tatiana tatyana
		maria mariya
		oleg oleh
		igor ihor
		yevgeny evgeny evgueni yevhen eugeny
		fyodor fedor feodor theodor
		semyon semen
		ahmed ahmad
		osama usama
		hassan hasan
		khalid khaled
		saeed said sayed
		omar umar
		ali aly
		catherine katherine katharine
		carl karl
		eric erik
		steven stephen
		sean shaun shawn
		philip phillip
		geoffrey jeffrey
		marc mark
		jon john`, soundOf)
})

var surnameClasses = sync.OnceValue(func() map[string]string {
	return classes(`gaddafi qaddafi kadafi qadhafi gadhafi kaddafi
		putin poutine
		zelensky zelenskyi
		lukashenko lukashenka
		hussein husain hussain
		erdogan erdoghan
		netanyahu netanyahou`, func(name string) string { return soundOf(withoutUmlauts(name)) })
})

// nickname returns the full form of a given name's sound, where it is a
// nickname of one.
func nickname(sound string) string {
	if full, found := nicknames()[sound]; found {
		return full
	}
	return sound
}

var nicknames = sync.OnceValue(func() map[string]string {
	return classes(`william bill will billy
		michael mike mick
		joseph joe
		robert bob rob bobby
		richard dick rick rich
		james jim jimmy jamie
		thomas tom tommy
		charles charlie chuck
		edward ed ted eddie teddy
		anthony tony
		daniel dan danny
		david dave
		donald don donnie
		gregory greg
		kenneth ken
		lawrence larry
		matthew matt
		nicholas nick
		patrick pat paddy
		peter pete
		ronald ron
		samuel sam
		stephen steve
		timothy tim
		benjamin ben
		andrew andy
		christopher chris
		frederick fred
		geoffrey geoff jeff
		gerald jerry gerry
		leonard len lenny
		raymond ray
		alexander alex
		elizabeth liz beth betty
		katherine kate kathy katie cathy
		margaret maggie meg peggy
		susan sue
		deborah debbie
		barbara barb
		jennifer jen jenny
		rebecca becky
		victoria vicky
		mitchell mitch
		theodore theo
		bernard bernie
		charlotte lottie
		zachary zach zack`, soundOfGiven)
})
