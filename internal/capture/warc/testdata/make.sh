#!/bin/sh
# Makes the WARC files of other makers that the tests read. Needs wget
# (1.21.3 was used) and Python with warcio (1.8.1). Run it in this folder.
#
# The pages come from a server on 127.0.0.1 port 8089 that this script starts,
# and every word of them is invented.
set -eu
here=$PWD
work=$(mktemp -d)
cd "$work"
mkdir site
cat > site/harbour.html <<'PAGE'
<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour dues to rise in Ostrel</title>
<p>OSTREL, May 4 (Nordvik Wire) — “The dues will rise in autumn,” said harbour master Ilse Quandt.</p></html>
PAGE
echo 'Ostrel ferry timetable. Änderungen vorbehalten.' > site/timetable.txt
python3 -m http.server --bind 127.0.0.1 --directory site 8089 >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -r "$work"' EXIT
sleep 1

for name in wget wget-plain; do
	plain=
	[ $name = wget ] || plain=--no-warc-compression
	wget --quiet --no-config --no-warc-keep-log --user-agent=wget --warc-file=$name $plain \
		http://127.0.0.1:8089/harbour.html http://127.0.0.1:8089/timetable.txt
done
cp wget.warc.gz wget-plain.warc "$here"

python3 - "$here" <<'PROGRAM'
import gzip, io, os, sys
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

os.chdir(sys.argv[1])

def write(name, compress, version):
    with open(name, "wb") as file:
        w = WARCWriter(file, gzip=compress, warc_version=version)
        w.write_record(w.create_warcinfo_record(name, {"software": "warcio", "description": "invented"}))
        body = "<!doctype html><title>Ostrel</title><p>“No,” said Quandt.".encode()
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"),
                                           ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        w.write_record(w.create_warc_record("http://ostrel.example/no", "response", payload=io.BytesIO(body),
                       http_headers=head, warc_headers_dict={"WARC-Date": "2031-05-04T06:07:08Z"}))
        w.write_record(w.create_warc_record("http://ostrel.example/note", "resource",
                       payload=io.BytesIO(b"A note.\n"), warc_content_type="text/plain",
                       warc_headers_dict={"WARC-Date": "2031-05-04T06:07:09Z"}))

write("warcio.warc.gz", True, "1.1")
write("warcio-plain.warc", False, "1.0")

# A file compressed as one piece, as careless makers leave behind.
plain = open("warcio-plain.warc", "rb").read()
with open("one-member.warc.gz", "wb") as file:
    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
        out.write(plain)
PROGRAM
