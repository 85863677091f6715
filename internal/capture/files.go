package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hearsay/internal/fields"
)

// MaxPage is how many bytes a page may have, unpacked.
const MaxPage = 32 << 20

// A FileError tells why a file, or what is inside one, gave no capture.
type FileError struct {
	Input string // as [Capture.Input]
	Path  string // as [Capture.Path]
	Name  string // as [Capture.Name]
	Err   error
}

// Error is one line, whatever the file's name holds.
func (e *FileError) Error() string { return printable(e.Path) + ": " + e.Reason() }

// Reason is what Error says besides the path.
func (e *FileError) Reason() string { return reason(e.Err) }

func (e *FileError) Unwrap() error { return e.Err }

// FileOptions are how [Files] reads. The zero FileOptions will do.
type FileOptions struct {
	Now     func() time.Time // the clock that tells when a page was captured; time.Now if nil
	Charset string           // the encoding of all the files, where whoever names them states it
	Stdin   io.Reader        // what the path "-" means; os.Stdin if nil

	// PassedOver, if not nil, hears of each file or folder that is not looked
	// into because it goes with a page but is none: its script, its picture.
	// Files and folders whose name begins with a dot it does not hear of, nor
	// the records of a web archive.
	PassedOver func(path string)

	// Fields is the mapping by which the articles in JSON are read, where whoever
	// names the files states it; else it is chosen for each file, and Mapped, if not
	// nil, hears of it.
	Fields fields.Mapping
	Mapped func(path string, mapping fields.Mapping)

	// Read, if not nil, hears how many bytes more of the files have been read,
	// as they lie on the disk.
	Read func(bytes int64)
}

// Files reads the files named, and all files in the folders named, one at a
// time and in the order of their names; "-" is standard input. What is packed
// is unpacked (gzip, zstd), and what holds others (WARC, WACZ, zip, tar, mbox,
// JSON lines) is read with all that it holds, one within the other up to a
// depth. In a folder the companions of saved pages (scripts, pictures, fonts)
// are passed over, and JSON lines that have no articles and links to folders
// are; a file that is named itself is always tried.
//
// What cannot be read as a page gives a [*FileError], and the next is read. If
// ctx ends, its error is the last thing given.
func Files(ctx context.Context, paths []string, opts FileOptions) iter.Seq2[Capture, error] {
	return func(yield func(Capture, error) bool) {
		w := newWalk(ctx, opts, yield)
		for _, path := range paths {
			if !w.named(path) {
				return
			}
		}
	}
}

// ErrNoSize tells that nobody knows before how much will be read: of a pipe, say.
var ErrNoSize = errors.New("it is not known how much there is")

// Size returns how many bytes [Files] will read of the files named, as they lie on
// the disk now. Where standard input is among them the error is [ErrNoSize].
func Size(ctx context.Context, paths []string) (int64, error) {
	var total int64
	w := newWalk(ctx, FileOptions{}, func(Capture, error) bool { return ctx.Err() == nil }) // what cannot be read has no size
	w.each = func(path, _ string, _ bool) bool {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			total += info.Size()
		}
		return ctx.Err() == nil
	}
	for _, path := range paths {
		if path == "-" {
			return 0, ErrNoSize
		}
		if !w.named(path) {
			return 0, ctx.Err()
		}
	}
	return total, nil
}

// A walk goes through files and folders. Its methods return false when it has
// to end.
type walk struct {
	ctx   context.Context //nolint:containedctx // a walk lives as long as one call
	opts  FileOptions
	yield func(Capture, error) bool
	each  func(path, name string, named bool) bool // is called for each file
	input string                                   // what is being read, as it was named
}

func newWalk(ctx context.Context, opts FileOptions, yield func(Capture, error) bool) *walk {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Stdin == nil {
		opts.Stdin = os.Stdin
	}
	if opts.PassedOver == nil {
		opts.PassedOver = func(string) {}
	}
	if opts.Mapped == nil {
		opts.Mapped = func(string, fields.Mapping) {}
	}
	if opts.Read == nil {
		opts.Read = func(int64) {}
	}
	w := &walk{ctx: ctx, opts: opts, yield: yield}
	w.each = w.file
	return w
}

// named reads what the caller has named.
func (w *walk) named(path string) bool {
	w.input = path
	if path == "-" {
		return w.stdin()
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return w.folder(path, "")
	}
	return w.each(path, filepath.Base(path), true)
}

// folder reads what is in a folder that stands below the one named.
func (w *walk) folder(path, below string) bool {
	entries, err := os.ReadDir(path) // sorted
	if err != nil && !w.fails(path, below, err) {
		return false
	}
	for _, entry := range entries {
		if w.ctx.Err() != nil {
			return w.stop()
		}
		name := entry.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		full, name := filepath.Join(path, name), strings.TrimPrefix(below+"/"+name, "/")
		link := entry.Type()&fs.ModeSymlink != 0
		folder := entry.IsDir()
		if link {
			info, err := os.Stat(full)
			folder = err == nil && info.IsDir()
		}
		ok := true
		switch {
		case folder && (link || companionFolder(entry.Name(), entries)), !folder && companion(name):
			w.opts.PassedOver(full)
		case folder:
			ok = w.folder(full, name)
		default:
			ok = w.each(full, name, false)
		}
		if !ok {
			return false
		}
	}
	return true
}

// file reads one file, which was named or found.
func (w *walk) file(path, name string, named bool) bool {
	if w.ctx.Err() != nil {
		return w.stop()
	}
	file, size, err := openFile(path)
	if err != nil {
		return w.fails(path, name, err)
	}
	defer file.Close() //nolint:errcheck // nothing was written
	address, err := fileAddress(path)
	if err != nil {
		return w.fails(path, name, err)
	}
	m := &meter{read: w.opts.Read}
	return w.read(source{
		path: path, name: name, address: address, charset: w.opts.Charset, named: named,
		bytes: m.packed(file), size: size, file: file, meter: m,
	})
}

// stdin reads what is piped in.
func (w *walk) stdin() bool {
	m := &meter{read: w.opts.Read}
	return w.read(source{
		path: "standard input", name: "-", charset: w.opts.Charset, named: true,
		bytes: m.packed(w.opts.Stdin), size: -1, meter: m,
	})
}

func (w *walk) fails(path, name string, err error) bool {
	return w.yield(Capture{}, &FileError{Input: w.input, Path: path, Name: name, Err: err})
}

func (w *walk) stop() bool {
	w.yield(Capture{}, w.ctx.Err())
	return false
}

// companion reports whether a file goes with a saved page by its name, or lies
// beside pages and is none: data, notes, programs.
func companion(name string) bool {
	return slices.Contains(companions, extension(strings.TrimSuffix(strings.ToLower(name), ".download")))
}

var companions = []string{
	".css", ".js", ".mjs", ".map", ".json", ".webmanifest", ".wasm", ".swf",
	".png", ".jpg", ".jpeg", ".jfif", ".gif", ".svg", ".svgz", ".webp", ".avif", ".ico", ".cur", ".bmp", ".tif", ".tiff",
	".woff", ".woff2", ".ttf", ".otf", ".eot",
	".mp3", ".m4a", ".ogg", ".oga", ".wav", ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".vtt",
	".csv", ".tsv", ".md", ".markdown", ".rst", ".yaml", ".yml", ".toml", ".ini", ".log",
	".py", ".sh", ".go", ".bat", ".ps1", ".db", ".sqlite",
}

// companionFolder reports whether a folder is the one that a browser has put
// beside the page that it saved.
func companionFolder(name string, beside []fs.DirEntry) bool {
	page, ok := strings.CutSuffix(name, "_files")
	return ok && slices.ContainsFunc(beside, func(e fs.DirEntry) bool {
		return !e.IsDir() && (e.Name() == page+".html" || e.Name() == page+".htm")
	})
}

// reason says in a few words what went wrong with a file.
func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "no such file or folder"
	}
	return inWords(err).Error()
}

// printable returns a path as it is, or quoted where it would not stay on its
// line or not be seen there.
func printable(path string) string {
	odd := func(r rune) bool { return !strconv.IsPrint(r) }
	if path == "" || !utf8.ValidString(path) || strings.ContainsFunc(path, odd) {
		return strconv.Quote(path)
	}
	return path
}

// sizeOf writes a number of bytes for people.
func sizeOf(bytes int64) string {
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
}
