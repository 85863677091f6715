package record

import "testing"

func TestRecentKeepsWhatWasAskedForLately(t *testing.T) {
	r := recent[string]{room: 100}
	r.put(1, "first", 10)
	for n := int64(2); n <= 1000; n++ {
		r.put(n, "other", 10)
		if _, found := r.get(1); !found {
			t.Fatalf("after %d others the one asked for each time is gone", n)
		}
		if kept := len(r.young) + len(r.old); kept > 12 {
			t.Fatalf("%d values of 10 bytes are kept, there is room for 100", kept)
		}
	}
	if _, found := r.get(2); found {
		t.Error("one of long ago is still there")
	}
	if v, found := r.get(1000); !found || v != "other" {
		t.Errorf("the last one is %q, found %v", v, found)
	}
	for range 100 {
		r.put(1000, "anew", 10)
	}
	if r.used > 50 {
		t.Errorf("%d bytes are counted of values that took the place of others", r.used)
	}
	if v, _ := r.get(1000); v != "anew" {
		t.Errorf("it is %q after it was put anew", v)
	}
	if r.drop(1000); len(r.young) == 0 {
		t.Error("all are gone with one")
	}
	if _, found := r.get(1000); found {
		t.Error("one that was dropped is there")
	}
	r.put(7, "too large", 1000)
	if v, found := r.get(7); !found || v != "too large" {
		t.Errorf("one larger than the room: %q, %v", v, found)
	}
	r.clear()
	if _, found := r.get(7); found || r.used != 0 {
		t.Errorf("after clearing: found %v, %d used", found, r.used)
	}
}
