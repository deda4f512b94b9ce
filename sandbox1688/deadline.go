package sandbox1688

import (
	"cmp"
	"container/heap"
	"time"
)

// deadline is something that happens by itself when the sandbox clock reaches it.
type deadline struct {
	at  time.Time
	n   uint64 // in order of planning
	run func(now time.Time)
}

// deadlines is a heap, the next one first; of several at the same moment the one
// planned first.
type deadlines []deadline

func (d deadlines) Len() int      { return len(d) }
func (d deadlines) Swap(i, j int) { d[i], d[j] = d[j], d[i] }

// Less implements sort.Interface.
func (d deadlines) Less(i, j int) bool {
	return cmp.Or(d[i].at.Compare(d[j].at), cmp.Compare(d[i].n, d[j].n)) < 0
}

// Push implements heap.Interface.
func (d *deadlines) Push(x any) { *d = append(*d, x.(deadline)) } // only at pushes deadlines

// Pop implements heap.Interface.
func (d *deadlines) Pop() any {
	last := (*d)[len(*d)-1]
	(*d)[len(*d)-1] = deadline{}
	*d = (*d)[:len(*d)-1]
	return last
}

// at plans run for the moment at. run must look whether it still applies. The
// caller holds s.mu, and so does whoever calls run.
func (s *Server) at(at time.Time, run func(now time.Time)) {
	s.planned++
	heap.Push(&s.due, deadline{at, s.planned, run})
}

func (s *Server) runDue(now time.Time) {
	for len(s.due) > 0 && !s.due[0].at.After(now) {
		d, ok := heap.Pop(&s.due).(deadline)
		if ok {
			d.run(d.at)
		}
	}
}
