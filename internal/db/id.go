package db

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"
)

// ID is the key of a row: 41 bits of milliseconds since 2024, 10 bits of the
// process, 12 bits of a counter. It is made without asking the database, so that
// a document and its lines are written in a handful of statements, and rises
// with time. In JSON it is a decimal string, since it exceeds 2⁵³. Zero means none.
type ID int64

var idEpoch = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

type idMaker struct {
	now  func() time.Time
	mu   sync.Mutex
	node int64 // 0 before the first id, then 1 + node number
	last int64 // milliseconds<<12 | counter of the last id
}

func (m *idMaker) next() ID {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.node == 0 {
		var b [2]byte
		_, _ = rand.Read(b[:]) // never fails
		m.node = 1 + int64(binary.BigEndian.Uint16(b[:])&1023)
	}
	// A burst borrows from the coming milliseconds, and a clock set back goes on
	// from the last id: ids of one process never repeat and always rise.
	tick := max((m.now().UnixMilli()-idEpoch)<<12, m.last+1)
	m.last = tick
	return ID(tick>>12<<22 | (m.node-1)<<12 | tick&4095)
}

// ErrID is returned by ParseID for text that is no id.
var ErrID = errors.New("not an id")

// ParseID reads the decimal form.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, ErrID
	}
	return ID(n), nil
}

// String is the decimal form.
func (id ID) String() string { return strconv.FormatInt(int64(id), 10) }

// MarshalText makes the JSON form a string.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the JSON form; the empty string is no id.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = 0
		return nil
	}
	v, err := ParseID(string(b))
	*id = v
	return err
}

// Value stores the id; zero is stored as NULL, since it means none.
func (id ID) Value() (driver.Value, error) {
	if id == 0 {
		return nil, nil
	}
	return int64(id), nil
}

// Scan reads the stored id; NULL is zero.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = 0
	case int64:
		*id = ID(v)
	default:
		return fmt.Errorf("scan id from %T", src)
	}
	return nil
}
