package speaker

import (
	"strings"
	"sync"
)

// isPlace reports whether a key names a state or a capital that papers let
// speak ("Moscow said"): nobody's surname alone, though somebody may have it.
func isPlace(key string) bool { return placeNames()[key] }

var placeNames = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for name := range strings.SplitSeq(`afghanistan,albania,algeria,angola,argentina,armenia,australia,austria,azerbaijan,bahrain,
		bangladesh,belarus,belgium,bolivia,bosnia,brazil,britain,great britain,bulgaria,cambodia,cameroon,canada,chad,chile,
		china,colombia,congo,croatia,cuba,cyprus,czech republic,denmark,ecuador,egypt,england,eritrea,estonia,ethiopia,
		finland,france,georgia,germany,ghana,greece,guatemala,haiti,honduras,hungary,iceland,india,indonesia,iran,iraq,
		ireland,israel,italy,jamaica,japan,jordan,kazakhstan,kenya,kosovo,kuwait,kyrgyzstan,laos,latvia,lebanon,libya,
		lithuania,luxembourg,macedonia,malaysia,mali,malta,mexico,moldova,mongolia,montenegro,morocco,myanmar,nepal,
		netherlands,new zealand,nicaragua,niger,nigeria,north korea,norway,oman,pakistan,palestine,panama,paraguay,peru,
		philippines,poland,portugal,qatar,romania,russia,rwanda,saudi arabia,scotland,senegal,serbia,singapore,slovakia,
		slovenia,somalia,south africa,south korea,spain,sri lanka,sudan,sweden,switzerland,syria,taiwan,tajikistan,
		tanzania,thailand,tunisia,turkey,turkmenistan,uganda,ukraine,united kingdom,united states,uruguay,uzbekistan,
		venezuela,vietnam,wales,yemen,zambia,zimbabwe,america,europe,
		ankara,athens,baghdad,beijing,berlin,brussels,cairo,canberra,damascus,delhi,new delhi,dublin,geneva,hanoi,havana,
		islamabad,jakarta,jerusalem,kabul,kiev,kyiv,lisbon,london,madrid,minsk,moscow,oslo,ottawa,paris,prague,pyongyang,
		riyadh,rome,seoul,sofia,stockholm,taipei,tehran,tel aviv,tokyo,tripoli,vatican,vienna,warsaw,washington,
		downing street,white house,kremlin,pentagon,capitol hill,wall street,whitehall,westminster,holyrood,
		california,texas,florida,virginia,carolina,dakota,new york,hong kong`, ",") {
		m[strings.TrimSpace(name)] = true
	}
	return m
})
