package platform

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// FetchState is where a fetch stands.
type FetchState string

// The states of a fetch. A paused one waits for a person or for a new authorisation, with
// which it goes on by itself; a failed or cancelled one can go on where it stopped.
const (
	FetchRunning   FetchState = "running"
	FetchPaused    FetchState = "paused"
	FetchDone      FetchState = "done"
	FetchFailed    FetchState = "failed"
	FetchCancelled FetchState = "cancelled"
)

// Fetch reads the orders of an account that were made, or changed, in a span of time
// (同步1688订单).
type Fetch struct {
	ID          db.ID
	TaskID      db.ID
	AccountID   db.ID
	AccountName string
	ByChange    bool
	From, To    db.Time // To is not part of the span
	Archive     bool
	Page        int64
	Total       sql.NullInt64 // of the part being read
	State       FetchState
	Read, Added int64
	Reason      *fault.Error // why it failed or waits; nil for one that a person paused
	StartedBy   string
	CreatedAt   db.Time
	UpdatedAt   db.Time
	FinishedAt  db.Time
}

const (
	entityFetch = "platform_fetch"
	// TaskRef is what tasks about the orders of an account refer to, by the account.
	TaskRef = "platform_orders"
	// TopicFetch is the topic of the live events of fetches; the data is id and accountId.
	TopicFetch = "platform_fetch"
	// longestFetch bounds a span; a longer one is fetched in parts.
	longestFetch = 366 * day
	// archivedAfter is less than the three months after which 1688 moves orders to its
	// archive, so that none falls between the two.
	archivedAfter = 80 * day
)

// Faults of fetching.
var (
	// ErrFetchNotFound is the answer to a fetch unknown to the set or of an account out of reach.
	ErrFetchNotFound = fault.Define(fault.NotFound, "platform_fetch.not_found",
		fault.ZH("找不到这次订单同步", "它可能不在您的数据范围内；请刷新列表"), fault.EN("Fetch not found", "It may lie outside your data scope; reload the list"))
	// ErrFetchBusy refuses a second fetch of an account.
	ErrFetchBusy = fault.Define(fault.Conflict, "platform_fetch.busy",
		fault.ZH("这个采购账号正在同步订单", "等它完成，或先停止它"), fault.EN("The orders of this account are being fetched", "Wait until that is done, or stop it first"))
	// ErrFetchOver refuses to stop what has ended.
	ErrFetchOver = fault.Define(fault.Conflict, "platform_fetch.over",
		fault.ZH("这次订单同步已经结束", "刷新页面"), fault.EN("This fetch has ended", "Reload the page"))
	// ErrFetchRuns refuses to go on with what is under way or done.
	ErrFetchRuns = fault.Define(fault.Conflict, "platform_fetch.runs",
		fault.ZH("这次订单同步正在进行或已完成", "刷新页面；需要时重新同步"), fault.EN("This fetch is under way or done", "Reload the page; fetch again if needed"))
	// ErrSpan refuses a span that ends before it begins.
	ErrSpan = fault.Define(fault.Invalid, "platform_fetch.span",
		fault.ZH("结束日期早于开始日期", "改一下日期"), fault.EN("The last day is before the first", "Change the days"))
	// ErrSpanLong has the parameter days.
	ErrSpanLong = fault.Define(fault.Invalid, "platform_fetch.span_long",
		fault.ZH("一次最多同步 {days} 天", "分几次同步"), fault.EN("At most {days} days are fetched together", "Fetch them in parts"))
	// ErrSpanLate refuses a span that has not begun.
	ErrSpanLate = fault.Define(fault.Invalid, "platform_fetch.span_late",
		fault.ZH("开始日期还没到", "改一下日期"), fault.EN("The first day has not come yet", "Change the days"))

	logFetched = fault.Define(fault.Internal, "platform_fetch.done",
		fault.ZH("读取了 {count} 张 1688 订单，其中 {added} 张是新的", ""), fault.EN("{count} orders of 1688 were read, {added} of them new", ""))
)

// FetchInput says what to fetch: whole days of Beijing.
type FetchInput struct {
	AccountID db.ID
	From, To  db.Date // both inclusive
	ByChange  bool
}

// StartFetch begins to fetch the orders of an account in the background.
func (s *Service) StartFetch(ctx context.Context, sc db.Scope, in FetchInput, reach tenant.Limit) (*Fetch, error) {
	var out *Fetch
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		r := &Fetch{AccountID: in.AccountID, ByChange: in.ByChange, Page: 1, State: FetchRunning, StartedBy: tx.Actor.Name}
		r.span(in, tx.Now, &f)
		account, err := s.shops.BuyerTx(ctx, tx, in.AccountID)
		if err == nil && !reach.Allows(in.AccountID) {
			err = channel.ErrShopNotFound
		}
		if err == nil && !account.Authorised() {
			err = channel.ErrAuthorisation.With("shop", account.Name)
		}
		if err != nil && !f.AddErr("accountId", err) {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := s.shops.AuthorisedTx(ctx, tx, account.ID); err != nil { // holds the account: one fetch at a time
			return err
		}
		busy, err := tx.Row(ctx, "SELECT id FROM platform_fetch WHERE tenant_id = ? AND account_id = ? AND state IN ('running', 'paused') LIMIT 1", []any{tx.Tenant, account.ID}, new(db.ID))
		if err != nil {
			return err
		}
		if busy {
			return ErrFetchBusy
		}
		r.ID, r.AccountName, r.CreatedAt, r.UpdatedAt = tx.NewID(), account.Name, tx.Now, tx.Now
		if err := r.startTx(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO platform_fetch (tenant_id, id, task_id, account_id, by_change, from_at, to_at, page, state, started_by, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			tx.Tenant, r.ID, r.TaskID, r.AccountID, r.ByChange, r.From, r.To, r.Page, string(r.State), r.StartedBy, r.CreatedAt, r.UpdatedAt); err != nil {
			return fmt.Errorf("begin a fetch: %w", err)
		}
		out = r
		return doc.AuditTx(ctx, tx, r.change("fetch"))
	})
	return out, err
}

// span reads the days of an input.
func (r *Fetch) span(in FetchInput, now db.Time, f *fault.Fields) {
	days := map[string]time.Time{}
	for field, d := range map[string]db.Date{"from": in.From, "to": in.To} {
		if d == "" {
			f.Add(field, fault.ErrRequired)
			continue
		}
		t, err := time.ParseInLocation(time.DateOnly, string(d), open1688.Beijing)
		if err != nil {
			f.Add(field, fault.ErrFormat)
			continue
		}
		days[field] = t
	}
	if len(days) < 2 {
		return
	}
	r.From, r.To = db.At(days["from"]), db.At(days["to"].AddDate(0, 0, 1))
	switch {
	case !r.From.Before(r.To.Time):
		f.Add("to", ErrSpan)
	case r.To.Sub(r.From.Time) > longestFetch:
		f.Add("to", ErrSpanLong.With("days", int64(longestFetch/day)))
	case r.From.After(now.Time):
		f.Add("from", ErrSpanLate)
	}
}

// startTx gives a fetch its task and its job.
func (r *Fetch) startTx(ctx context.Context, tx *db.Tx) error {
	t, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "platform_fetch", Title: r.AccountName, RefKind: TaskRef, RefID: r.AccountID})
	if err != nil {
		return err
	}
	r.TaskID = t.ID
	if r.Total.Valid { // goes on
		if err := jobs.ProgressTx(ctx, tx, t.ID, jobs.TaskDelta{Done: r.Read, Total: max(r.Total.Int64, r.Read)}); err != nil {
			return err
		}
	}
	return r.enqueueTx(ctx, tx)
}

func (r *Fetch) enqueueTx(ctx context.Context, tx *db.Tx) error {
	return jobs.EnqueueTx(ctx, tx, fetchArgs{r.ID}, jobs.Options{Lane: "fetch:" + r.AccountID.String(), MaxAttempts: fetchAttempts, Subject: r.AccountName})
}

func (r *Fetch) change(action string) doc.Change {
	return doc.Change{Action: action, Entity: entityFetch, EntityID: r.ID, EntityNo: r.AccountName, After: map[string]any{"shopId": r.AccountID, "from": r.From, "to": r.To, "state": r.State}}
}

func (r *Fetch) publishTx(tx *db.Tx) {
	live.PublishTx(tx, TopicFetch, map[string]any{"id": r.ID, "accountId": r.AccountID})
}

const fetchColumns = `r.id, r.task_id, r.account_id, h.name, r.by_change, r.from_at, r.to_at, r.archive, r.page, r.total, r.state, r.read_count, r.new_count, r.code, r.started_by, r.created_at,
	r.updated_at, r.finished_at`

const fetchFrom = "platform_fetch r JOIN shop h ON h.tenant_id = r.tenant_id AND h.id = r.account_id"

func (r *Fetch) scan(rows *sql.Rows) error {
	var code string
	err := rows.Scan(&r.ID, &r.TaskID, &r.AccountID, &r.AccountName, &r.ByChange, &r.From, &r.To, &r.Archive, &r.Page, &r.Total, &r.State, &r.Read, &r.Added, &code, &r.StartedBy, &r.CreatedAt,
		&r.UpdatedAt, &r.FinishedAt)
	if err == nil {
		r.Reason, err = trouble(code)
	}
	return err
}

// fetchesTx reads fetches under a condition, by id; lock is empty or tx.ForUpdate().
func fetchesTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock string) ([]*Fetch, error) {
	if lock != "" { // the fetch alone, not its account
		if err := tx.Each(ctx, "SELECT r.id FROM platform_fetch r WHERE r.tenant_id = ? AND "+cond+" ORDER BY r.id"+lock, append([]any{tx.Tenant}, args...), func(*sql.Rows) error { return nil }); err != nil {
			return nil, fmt.Errorf("lock fetches: %w", err)
		}
	}
	var list []*Fetch
	err := tx.Each(ctx, "SELECT "+fetchColumns+" FROM "+fetchFrom+" WHERE r.tenant_id = ? AND "+cond+" ORDER BY r.id", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		r := &Fetch{}
		list = append(list, r)
		return r.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read fetches: %w", err)
	}
	return list, nil
}

func fetchTx(ctx context.Context, tx *db.Tx, id db.ID, reach tenant.Limit, lock string) (*Fetch, error) {
	list, err := fetchesTx(ctx, tx, "r.id = ?", []any{id}, lock)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || !reach.Allows(list[0].AccountID) {
		return nil, ErrFetchNotFound
	}
	return list[0], nil
}

// FetchOf reads a fetch within reach.
func (s *Service) FetchOf(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Fetch, error) {
	var out *Fetch
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		out, err = fetchTx(ctx, tx, id, reach, "")
		return err
	})
	return out, err
}

// Fetches gives one page of the fetches within reach, the newest first.
func (s *Service) Fetches(ctx context.Context, sc db.Scope, q api.ListQuery, account db.ID, reach tenant.Limit) (api.Page[*Fetch], error) {
	var page api.Page[*Fetch]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: fetchColumns, From: fetchFrom, Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"createdAt": "r.id"}, Default: "-createdAt", Tie: "r.id",
		}
		cond, args := reach.Where("r.account_id")
		l.And(cond, args...)
		if account != 0 {
			l.And("r.account_id = ?", account)
		}
		q.Q = ""
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (*Fetch, error) {
			r := &Fetch{}
			return r, r.scan(rows)
		})
		return err
	})
	return page, err
}
