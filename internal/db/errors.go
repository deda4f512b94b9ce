package db

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"github.com/huotong/huotong/internal/fault"
)

// Faults of the database itself.
var (
	// ErrDuplicate is a broken unique rule that the caller did not foresee.
	// Callers who do foresee it test IsDuplicate and name the field.
	ErrDuplicate = fault.Define(fault.Conflict, "db.duplicate",
		fault.ZH("已有相同的记录", "换一个编号或名称"), fault.EN("The same record exists already", "Use another code or name"))
	// ErrReferenced is a broken foreign key.
	ErrReferenced = fault.Define(fault.Conflict, "db.referenced",
		fault.ZH("记录正被其他数据使用，或引用的数据不存在", "先处理引用它的数据"), fault.EN("The record is in use, or it refers to one that does not exist", "Deal with what refers to it first"))
	// ErrBusy is a database that stayed locked through all tries.
	ErrBusy = fault.Define(fault.Unavailable, "db.busy",
		fault.ZH("数据库正忙", "稍等几秒再试"), fault.EN("The database is busy", "Wait a few seconds and try again"))
)

const (
	sqliteBusy             = 5
	sqliteLocked           = 6
	sqliteConstraintFK     = 787
	sqliteConstraintUnique = 2067
	sqliteConstraintPK     = 1555
	sqliteConstraintRowID  = 2579
)

func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}

func pgCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

// IsDuplicate reports whether err is a broken unique rule; with constraint
// given, only that one (the PostgreSQL name, or for SQLite a column it names).
func IsDuplicate(err error, constraint ...string) bool {
	c := sqliteCode(err)
	dup := pgCode(err) == "23505" || c == sqliteConstraintUnique || c == sqliteConstraintPK || c == sqliteConstraintRowID
	if !dup || len(constraint) == 0 {
		return dup
	}
	text := err.Error()
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		text = e.ConstraintName
	}
	for _, want := range constraint {
		if strings.Contains(text, want) {
			return true
		}
	}
	return false
}

func isForeignKey(err error) bool {
	return pgCode(err) == "23503" || sqliteCode(err) == sqliteConstraintFK
}

func retryable(err error) bool {
	if errors.Is(err, ErrAgain) {
		return true
	}
	switch pgCode(err) {
	case "40001", "40P01", "55P03":
		return true
	}
	c := sqliteCode(err) & 0xff
	return c == sqliteBusy || c == sqliteLocked
}

// toFault gives driver errors a meaning; faults and other errors pass unchanged.
func toFault(err error) error {
	switch {
	case err == nil, fault.As(err) != nil, errors.Is(err, context.Canceled):
		return err
	case IsDuplicate(err):
		return ErrDuplicate.Because(err)
	case isForeignKey(err):
		return ErrReferenced.Because(err)
	case retryable(err):
		return ErrBusy.Because(err)
	}
	return err
}
