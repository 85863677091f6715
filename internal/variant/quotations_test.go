package variant_test

// inventedQuotations are of people who do not exist, long enough to be edited.
var inventedQuotations = []string{
	"We have looked at every plan for the harbour, and I don't think that any of them will keep the water out of the mill when the river comes up in spring.",
	"I told the council in March that the dam was leaking. Nobody wanted to hear it, and now we're all going to pay for that.",
	"The ferrymen of Orlund have carried letters for two hundred years, and we will carry them for two hundred more, whatever the new bridge costs and whoever builds it.",
	"You can see the quarry from my kitchen. It's a hole in the ground, and it has been one since my grandfather stopped digging there.",
	"If the guild is asked, the guild will answer. It was not asked about the tax, it was not asked about the wells, and it does not expect to be asked about this either.",
	"There are three things that the valley needs: a doctor who stays, a road that is open in winter, and a school with more than one room.",
	"I believe that Mayor Tarbuck knows where the money is. He signed for it, he counted it, and he was the last one out of the building that night.",
	"Our neighbours in Gorsk say that the fence is theirs. We say that it is ours. The fence itself has no opinion, and the sheep walk through it every day.",
	"My father was a miller and my mother was a miller, so nobody can tell me that the price of flour is a matter of opinion.",
	"We are not against the railway. We want to know who will own the land beside it, who will own the stations, and who will pay when the first winter breaks the rails.",
	"It is a bad law, and I told the senate so before the vote. It will cost every farm in the valley its well, and it will not bring a single drop of water to the town.",
	"They promised us a hospital with forty beds. What we have today is a sign at the side of the road that says where the hospital would have been.",
	"I'm not going to resign because a newspaper that nobody reads has printed a letter that nobody wrote.",
	"When the snow melts, you will find the boats exactly where we left them, under the old sail loft, with the nets still folded inside.",
	"The warden has a key, the warden's brother has a key, and I am told that the baker has one too, which tells you how safe that archive is.",
	"We've counted the votes four times by hand. The result was the same each time, and I can't see why a fifth count would make anybody happier.",
}
