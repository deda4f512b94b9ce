package purchase

import (
	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// NoticeFilter gives the condition that the arrival notice of an order is in a state, "none"
// for orders without one; column holds the order's id. Whoever keeps notices lies above.
type NoticeFilter func(tx *db.Tx, column, state string) (cond string, args []any)

// ConnectNotices gives the service what tells orders by their arrival notices. Called once,
// before serving.
func (s *Service) ConnectNotices(f NoticeFilter) { s.notices = f }

// NarrowByNotice keeps of a list what has an arrival notice in the state; an empty one keeps
// everything.
func (s *Service) NarrowByNotice(tx *db.Tx, l *api.List, column, state string) {
	if state == "" || s.notices == nil {
		return
	}
	cond, args := s.notices(tx, column, state)
	l.And(cond, args...)
}

// narrowed is the order list under the filters.
func (s *Service) narrowed(tx *db.Tx, f *Filter) api.List {
	l := f.query(tx)
	s.NarrowByNotice(tx, &l, "o.id", f.Notice)
	return l
}
