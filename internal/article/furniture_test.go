package article

import "testing"

func TestSortOf(t *testing.T) {
	tests := []struct {
		line string
		want sort
	}{
		{"Advertisement", advert},
		{"ADVERTISEMENT - Scroll to continue", advert},
		{"Story continues below", advert},
		{"Comments: 0", counter},
		{"Comments (14)", counter},
		{"1,204 views", counter},
		{"Просмотров: 120", counter},
		{"4 min read", counter},
		{"Published 12-11-2017, 00:00", stamp},
		{"05 June 2017 [17:35] - HARBOUR.NET", stamp},
		{"Updated at 14:05 GMT, Monday, 6 May 2019", stamp},
		{"May 6, 2019 | 9:30 am", stamp},
		{"2019-05-06T09:30:00Z", stamp},
		{"By Ada Moor", byline},
		{"By Ada Moor and Tomas Reed in Selm", byline},
		{"BY ADA MOOR, POLITICAL EDITOR", byline},
		{"Author: Ada Moor", byline},
		{"(Reporting by Ada Moor; Editing by Ina Volk)", byline},
		{"URL: http://harbour.example/1.html", address},
		{"https://harbour.example/news/1", address},
		{"Source: Harbour Wire", address},
		{"Print version", tool},
		{"Share this article", tool},
		{"Facebook | Twitter | WhatsApp", tool},
		{"Recommend news to friend", tool},
		{"• Your e-mail:", comment},
		{"Leave a Reply", comment},
		{"Your email address will not be published. Required fields are marked *", comment},
		{"Be the first to comment on \"Minister says no\"", comment},
		{"You must be logged in to post a comment.", comment},
		{"Sign up for our daily newsletter.", newsletter},
		{"Connect with us. Get latest news and updates.", newsletter},
		{"Follow us on Facebook and Twitter!", newsletter},
		{"Read more: Minister says no toll", related},
		{"READ ALSO: The bridge that nobody wanted", related},
		{"RELATED ARTICLES", related},
		{"Tags: bridge, toll, Karvia", related},
		{"This site uses cookies to improve your visit.", cookies},
		{"© 2019 Harbour Post", rights},
		{"Copyright 2019 Harbour Post. All rights reserved.", rights},
		{"The bridge at night. (KNA Photo/Ida Brandt)", caption},
		{"The bridge at night. (Photo by Ida Brandt)", caption},
		{"Oona Tarn at the pier | Photo: Ida Brandt", caption},
		{"The bridge at night. REUTERS/Ida Brandt", caption},
		{"The pier, 3 Feb 2019 (Ida Brandt/POOL/EPA-EFE/Shutterstock)", caption},
		{"FILE PHOTO: The court in Selm", caption},
		{"Photo by Ida Brandt", caption},

		// An article's own lines.
		{"Advertisement sales fell by a third last year.", prose},
		{"Advertisements for the bridge were torn down", prose},
		{"Published in 1911, the paper had four pages.", prose},
		{"By Tuesday the harbour was frozen.", prose},
		{"By the sea", prose},
		{"Comments by the minister angered Orme.", prose},
		{"Views differ on the toll.", prose},
		{"Share prices fell.", prose},
		{"He painted a gloomy picture: trade is dead.", prose},
		{"The picture: a bridge in fog, nothing else.", prose},
		{"“Follow us on Twitter and you will see,” she said.", prose},
		{"\"Leave a comment if you must,\" he told reporters.", prose},
		{"Sign up for the navy, his father told him, and get news of the world.", prose},
		{"Read more closely, the contract leaves a way out.", prose},
		{"Source: the word comes from Old Karvian, he said, and means a spring.", prose},
		{"On May 6, 2019, the bridge was closed.", prose},
		{"May 6, 2019 was a Monday like any other.", prose},
		{"The minister spoke to AFP and Reuters.", prose},
		{"He paid (as a courtesy).", prose},
		{"We use the ferry, and nobody bakes cookies on it.", prose},
		{"Line by line", prose},
		{"What the bridge will cost", prose},
		{"Related talks failed.", prose},
		{"Tarn: Karvia will not pay", prose},
		{"12 people were hurt.", prose},
		{"Trump's comments", prose},
		{"The Print Workers' Union", prose},
		{"", prose},
	}
	for _, test := range tests {
		if got := sortOf(test.line); got != test.want {
			t.Errorf("%q is %v, want %v", test.line, got, test.want)
		}
	}
}
