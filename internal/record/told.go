package record

import (
	"fmt"
	"strings"
)

// String tells a correction in words, as the journal is read by people.
func (c Correction) String() string {
	var what string
	who := ""
	if c.Speaker != nil {
		who = c.Speaker.String()
	}
	switch c.Do {
	case Rename:
		what = fmt.Sprintf("rename %s to %s", who, c.Name)
	case Merge:
		what = fmt.Sprintf("merge %s into %s", calledAll(c.Aliases), who)
	case Split:
		what = fmt.Sprintf("split %s from %s", calledAll(c.Aliases), calledAll(c.From))
		if len(c.Statements) > 0 {
			what = fmt.Sprintf("split statements %s from %s", strings.Join(c.Statements, ", "), calledAll(c.From))
		}
		if c.Name != "" {
			what += " as " + c.Name
		} else if len(c.Aliases) == 0 || *c.Speaker != c.Aliases[0] {
			what += " as " + who
		}
	case SetSpeaker:
		what = fmt.Sprintf("set the speaker of %s to %s", c.Statement, who)
		if who == "" {
			what = fmt.Sprintf("set the speaker of %s to not known", c.Statement)
		}
	case KeepApart:
		what = fmt.Sprintf("keep %s and %s apart", calledAll(c.Aliases), calledAll(c.From))
	case JoinWitnesses:
		what = "join statements " + strings.Join(c.Statements, ", ")
	case PartWitnesses:
		what = fmt.Sprintf("part statement %s from %s", strings.Join(c.Statements, ", "), strings.Join(c.Others, ", "))
	case SetEncoding:
		what = fmt.Sprintf("set the encoding of %s to %s", c.Capture, c.Encoding)
	case Save:
		what = "save search " + c.Name
		if asked := c.Search.String(); asked != "" {
			what += ": " + asked
		}
	case KnowPeople:
		what = "know the people of list " + c.File[:min(len(c.File), 8)]
	default:
		what = strings.TrimSpace(c.Do + " " + c.Statement + c.Entry)
	}
	return what
}

// String is a name with its walk of life in brackets.
func (a AliasRef) String() string {
	if a.Domain == "" {
		return a.Name
	}
	return a.Name + " (" + a.Domain + ")"
}

func calledAll(aliases []AliasRef) string {
	names := make([]string, len(aliases))
	for i, a := range aliases {
		names[i] = a.String()
	}
	return strings.Join(names, ", ")
}
