package capture

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// isPacking reports whether an error says that packed bytes are damaged.
func isPacking(err error) bool {
	var corrupt flate.CorruptInputError
	for _, known := range []error{
		gzip.ErrChecksum, gzip.ErrHeader, zip.ErrChecksum, zip.ErrFormat, zip.ErrAlgorithm, tar.ErrHeader,
		zstd.ErrMagicMismatch, zstd.ErrCRCMismatch, zstd.ErrBlockTooSmall, zstd.ErrReservedBlockType,
		zstd.ErrWindowSizeExceeded, zstd.ErrWindowSizeTooSmall, zstd.ErrDecoderSizeExceeded, zstd.ErrUnexpectedBlockSize,
		zstd.ErrCompressedSizeTooBig, zstd.ErrUnknownDictionary, zstd.ErrFrameSizeExceeded, zstd.ErrFrameSizeMismatch,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return errors.As(err, &corrupt)
}

// gzip reads what is packed with gzip. Each record of a web archive is packed
// alone, and its reader unpacks them itself.
func (w *walk) gzip(s source, head []byte) bool {
	first := make([]byte, len(warcMark))
	if zip, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
		if _, err := io.ReadFull(zip, first); err == nil && string(first) == warcMark {
			return w.warc(s, nil)
		}
	}
	zip, err := gzip.NewReader(s.bytes)
	if err != nil {
		return w.fails(s.path, s.name, unpackError("gzip", err))
	}
	return w.read(s.unpacked("gzip", zip))
}

// unpacked returns the source as it was before it was packed.
func (s source) unpacked(packing string, r io.Reader) source {
	s.bytes, s.file, s.size, s.plain = s.meter.unpacked(packing, r), nil, -1, true
	s.depth++
	return s
}

const (
	maxWindow     = 128 << 20 // how many bytes a zstd frame may have its reader remember: what zstd --long uses
	maxDictionary = 16 << 20
)

// zstd reads what is packed with zstd. In a web archive a dictionary may stand
// before the first record, for all of them.
func (w *walk) zstd(s source, head []byte) bool {
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true)}
	if bytes.HasPrefix(head, []byte(dictionaryMark)) {
		dictionary, err := readDictionary(s.bytes)
		if err != nil {
			return w.fails(s.path, s.name, err)
		}
		opts = append(opts, zstd.WithDecoderDicts(dictionary))
	}
	frames, err := zstd.NewReader(s.bytes, opts...)
	if err != nil {
		return w.fails(s.path, s.name, unpackError("zstd", err))
	}
	defer frames.Close()
	return w.read(s.unpacked("zstd", frames))
}

// readDictionary reads the frame that holds a dictionary, which may itself be
// packed.
func readDictionary(from io.Reader) ([]byte, error) {
	var frame struct{ Mark, Length uint32 }
	if err := binary.Read(from, binary.LittleEndian, &frame); err != nil {
		return nil, unpackError("zstd", err)
	}
	if frame.Length > maxDictionary {
		return nil, errors.New("its zstd has a dictionary that is too large")
	}
	dictionary := make([]byte, frame.Length)
	if _, err := io.ReadFull(from, dictionary); err != nil {
		return nil, unpackError("zstd", err)
	}
	if !bytes.HasPrefix(dictionary, []byte(zstdMark)) {
		return dictionary, nil
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
	if err != nil {
		return nil, unpackError("zstd", err)
	}
	defer d.Close()
	if dictionary, err = d.DecodeAll(dictionary, nil); err != nil {
		return nil, unpackError("zstd", err)
	}
	return dictionary, nil
}

// tar reads all that a tar holds.
func (w *walk) tar(s source) bool {
	entries := tar.NewReader(s.bytes)
	for {
		entry, err := entries.Next()
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil && !errors.Is(err, tar.ErrInsecurePath): // a path is only a name here
			return w.fails(s.path, s.name, unpackError("tar", err))
		case entry.Typeflag != tar.TypeReg:
			continue
		}
		if !w.entry(s, entry.Name, entry.Size, entries) {
			return false
		}
	}
}

// zip reads all that a zip holds, or the pages of a web archive in one (WACZ).
func (w *walk) zip(s source) bool {
	file, done, err := s.seekable()
	if err != nil {
		return w.fails(s.path, s.name, err)
	}
	defer done()
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return w.fails(s.path, s.name, err)
	}
	var packed io.ReaderAt = file
	if s.file != nil {
		packed = s.meter.at(file)
	}
	entries, err := zip.NewReader(packed, end)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return w.fails(s.path, s.name, unpackError("zip", err))
	}
	if what := document(entries); what != "" {
		return w.fails(s.path, s.name, fmt.Errorf("looks like %s, not a page", what))
	}
	collection := wacz(entries)
	for _, entry := range entries.File {
		if entry.Mode()&os.ModeType != 0 || strings.HasSuffix(entry.Name, "/") {
			continue
		}
		if collection != nil && !isWebArchive(entry.Name) {
			continue // its indexes, its list of pages, its pictures of them
		}
		if !w.zipEntry(s, entry, collection) {
			return false
		}
	}
	return true
}

func (w *walk) zipEntry(s source, entry *zip.File, pages map[string]bool) bool {
	if entry.Flags&1 != 0 {
		in := s.within(entry.Name, 0, nil)
		return w.fails(in.path, in.name, errors.New("it needs a password"))
	}
	r, err := entry.Open()
	if err != nil {
		in := s.within(entry.Name, 0, nil)
		return w.fails(in.path, in.name, unpackError("zip", err))
	}
	defer r.Close()
	size := int64(-1) // what it states may be untrue
	if entry.UncompressedSize64 <= 1<<62 {
		size = int64(entry.UncompressedSize64)
	}
	unpacked := s.meter.unpacked("zip", r)
	if pages == nil {
		return w.entry(s, entry.Name, size, unpacked)
	}
	in := s.within(entry.Name, size, bufio.NewReader(unpacked))
	if len(pages) == 0 {
		pages = nil
	}
	return w.warc(in, pages)
}

// entry reads an entry of a container that holds files under names.
func (w *walk) entry(s source, name string, size int64, r io.Reader) bool {
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))[1:]
	in := s.within(name, size, r)
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	if companion(name) {
		w.opts.PassedOver(in.path)
		return true
	}
	return w.read(in)
}

// document names the format of a document that is written as a zip, or returns "".
func document(z *zip.Reader) string {
	for _, entry := range z.File {
		switch entry.Name {
		case "[Content_Types].xml":
			return "an office document (DOCX, XLSX, PPTX)"
		case "META-INF/container.xml":
			return "an EPUB"
		case "META-INF/manifest.xml":
			return "an office document (ODT)"
		}
	}
	return ""
}

// seekable returns the source as a file, which is a copy where it is inside
// another one.
func (s source) seekable() (file *os.File, done func(), err error) {
	if s.file != nil {
		return s.file, func() {}, nil
	}
	file, err = os.CreateTemp("", "hearsay-*.zip")
	if err != nil {
		return nil, nil, fmt.Errorf("unpacking: %w", err)
	}
	done = func() { _ = errors.Join(file.Close(), os.Remove(file.Name())) } // nobody needs it
	if _, err := io.Copy(file, s.bytes); err != nil {
		done()
		return nil, nil, fmt.Errorf("unpacking: %w", inWords(err))
	}
	return file, done, nil
}

// wacz returns the addresses of the pages that a WACZ lists, which may be none,
// or nil if the zip is not one. What else its web archives hold are parts of
// those pages: frames, advertisements.
func wacz(z *zip.Reader) map[string]bool {
	described, archived := false, false
	for _, entry := range z.File {
		described = described || entry.Name == "datapackage.json"
		archived = archived || isWebArchive(entry.Name)
	}
	if !described || !archived {
		return nil
	}
	pages := make(map[string]bool)
	for _, name := range []string{"pages/pages.jsonl", "pages/extraPages.jsonl"} {
		file, err := z.Open(name)
		if err != nil {
			continue
		}
		lines := json.NewDecoder(io.LimitReader(file, MaxPage))
		for {
			var page struct {
				URL string `json:"url"`
			}
			if lines.Decode(&page) != nil {
				break // its end, or what is no list
			}
			if page.URL != "" {
				pages[page.URL] = true
			}
		}
		file.Close()
	}
	return pages
}

// isWebArchive reports whether that is the name of a web archive in a WACZ.
func isWebArchive(name string) bool {
	name, ok := strings.CutPrefix(name, "archive/")
	return ok && (extension(name) == ".warc")
}
