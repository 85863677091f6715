package web

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Many tries at once are held up as those one after another are.
func TestBrakeAtOnce(t *testing.T) {
	var b brake
	var through atomic.Int32
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if b.try(held{"192.0.2.9", "ines"}) == 0 {
				through.Add(1)
			}
		})
	}
	all.Wait()
	if n := through.Load(); n != freeOfName {
		t.Errorf("%d of 100 went through", n)
	}
}

// What is remembered is bounded, and who was tried of late is remembered.
func TestBrakeForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b brake
		others := func(from, to int) {
			for i := from; i < to; i++ {
				b.try(held{fmt.Sprint("address ", i), fmt.Sprint("name ", i)})
			}
			time.Sleep(time.Second)
		}
		others(0, mostBraked/2)
		for range freeOfName {
			b.try(held{"192.0.2.9", "ines"})
		}
		time.Sleep(time.Second)
		others(mostBraked/2, mostBraked/2+200)
		if len(b.tried) != mostBraked {
			t.Errorf("%d are remembered", len(b.tried))
		}
		if b.try(held{"198.51.100.7", "ines"}) == 0 {
			t.Error("an account that was tried of late is forgotten")
		}
		time.Sleep(forgotten)
		if wait := b.try(held{"192.0.2.9", "ines"}); wait != 0 {
			t.Errorf("an hour later it waits %v", wait)
		}
	})
}
