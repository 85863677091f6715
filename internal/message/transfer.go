package message

import (
	"bytes"
	"strings"
)

// untransfer undoes a transfer encoding. One that is not known is left as it is.
func untransfer(body []byte, encoding string) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return unbase64(body)
	case "quoted-printable":
		return unquote(body)
	}
	return body
}

// unbase64 decodes what there is of base64: bytes that are not of its alphabet are
// passed over, and so are lines of several words, such as the footer that a mailing
// list puts behind it.
func unbase64(body []byte) []byte {
	out := make([]byte, 0, len(body)/4*3+3)
	var bits uint32
	n := 0 // digits in bits
	for len(body) > 0 {
		var line []byte
		line, body, _ = bytes.Cut(body, []byte("\n"))
		if line = bytes.TrimSpace(line); bytes.IndexByte(line, ' ') >= 0 {
			continue
		}
		for _, b := range line {
			digit := base64Digit(b)
			switch {
			case digit >= 0:
				bits = bits<<6 | uint32(digit)
				if n++; n == 4 {
					out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
					bits, n = 0, 0
				}
			case b == '=':
				out = append(out, lastOf(bits, n)...)
				bits, n = 0, 0
			}
		}
	}
	return append(out, lastOf(bits, n)...)
}

// lastOf returns the whole bytes of a group of fewer than four digits.
func lastOf(bits uint32, digits int) []byte {
	switch digits {
	case 2:
		return []byte{byte(bits >> 4)}
	case 3:
		return []byte{byte(bits >> 10), byte(bits >> 2)}
	}
	return nil
}

func base64Digit(b byte) int {
	switch {
	case b >= 'A' && b <= 'Z':
		return int(b - 'A')
	case b >= 'a' && b <= 'z':
		return int(b-'a') + 26
	case b >= '0' && b <= '9':
		return int(b-'0') + 52
	case b == '+':
		return 62
	case b == '/':
		return 63
	}
	return -1
}

// unquote decodes quoted-printable. An equals sign that stands for nothing stays.
func unquote(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for len(body) > 0 {
		line, rest, ended := bytes.Cut(body, []byte("\n"))
		body = rest
		end := ""
		if ended {
			end = "\n"
			if bare, ok := bytes.CutSuffix(line, []byte("\r")); ok {
				line, end = bare, "\r\n"
			}
			line = bytes.TrimRight(line, " \t") // added on the way
			if goesOn, ok := bytes.CutSuffix(line, []byte("=")); ok {
				line, end = goesOn, ""
			}
		}
		out = unquoteLine(out, line)
		out = append(out, end...)
	}
	return out
}

func unquoteLine(out, line []byte) []byte {
	for i := 0; i < len(line); i++ {
		if line[i] == '=' && i+2 < len(line) {
			if high, low := hexDigit(line[i+1]), hexDigit(line[i+2]); high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, line[i])
	}
	return out
}

func hexDigit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	}
	return -1
}
