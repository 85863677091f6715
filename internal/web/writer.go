package web

import "net/http"

// writer tells who writes by a request, or why nobody may by it. Who is signed
// in as an editor may, and whoever comes from this machine; the name is empty
// for those of the latter who are not signed in, and say themselves who they are.
//
// What writes is JSON, which a browser sends to another origin only after
// asking, and nobody here answers that; or a form of this server's own, which
// has been read then. No page elsewhere in the same browser can send either.
func (s *site) writer(r *http.Request) (name, refusal string) {
	if why := foreign(r); why != "" {
		return "", "Only pages of this server may write, and " + why + "."
	}
	v := visitorOf(r.Context())
	switch why := v.Refusal(); {
	case why == "":
	case v.Session == nil:
		return "", why + ", and " + elsewhere(r) + "."
	default:
		return "", why + "."
	}
	switch mediaType(r) {
	case "application/json":
	case formType:
		if refusal := notOurForm(r); refusal != "" {
			return "", refusal
		}
		if v.Session != nil && !v.Session.owns(r.PostForm.Get("token")) {
			return "", staleForm
		}
	default:
		return "", "A correction is sent with Content-Type: application/json, or by a form of this server."
	}
	if v.Session != nil {
		return v.Session.Account.Name, ""
	}
	return "", ""
}
