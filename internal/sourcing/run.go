package sourcing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// RunState is where a match run stands.
type RunState string

// The states of a match run. A paused one waits for a new authorisation and goes on by
// itself; a failed or cancelled one can go on where it stopped.
const (
	RunRunning   RunState = "running"
	RunPaused    RunState = "paused"
	RunFailed    RunState = "failed"
	RunCancelled RunState = "cancelled"
	RunReady     RunState = "ready" // every offer was asked for
)

// Origin says what the rows of a run were made of.
type Origin string

// The origins.
const (
	OriginSKUs  Origin = "skus"  // chosen SKUs that have a link
	OriginList  Origin = "list"  // a pasted list
	OriginSheet Origin = "sheet" // a workbook
)

// DraftState is where a row of a run stands.
type DraftState string

// The states of a row.
const (
	DraftWaiting DraftState = "waiting" // its offer has not been asked for
	DraftFound   DraftState = "found"
	DraftBad     DraftState = "bad"    // the row itself cannot be read; asking again does not help
	DraftFailed  DraftState = "failed" // the offer is gone or cannot be looked at
	DraftSaved   DraftState = "saved"
)

// Run is a list of SKUs and links that is matched together.
type Run struct {
	ID         db.ID
	TaskID     db.ID
	AccountID  db.ID
	Origin     Origin
	State      RunState
	Total      int64
	Reason     *fault.Error // why it failed or waits
	StartedBy  string
	CreatedAt  db.Time
	UpdatedAt  db.Time
	FinishedAt db.Time
	Counts     map[DraftState]int64
	Open       int64 // found, without a spec chosen
}

// Draft is a row of a run.
type Draft struct {
	Number    int64
	SKUCode   string // as given
	SKUID     db.ID
	Link      string // as given
	Given     string // the spec as given
	SourceID  db.ID  // the unmatched source it came from
	OfferID   int64
	LinkSKUID int64
	State     DraftState
	Why       *fault.Error // what is wrong with it, or what a person should know
	Chosen    bool         // a spec was chosen: Spec, empty for an offer without specs
	Spec      string       // its key
	Reason    Reason
	Num, Den  int64
	Skipped   bool // a person leaves it out
}

// Faults of match runs.
var (
	// ErrRunNotFound is the answer to a run unknown to the set or outside the person's data scope.
	ErrRunNotFound = fault.Define(fault.NotFound, "match_run.not_found",
		fault.ZH("找不到这次批量匹配", "它可能已被删除，或不在您的数据范围内；请刷新列表"),
		fault.EN("Bulk match not found", "It may have been deleted or lies outside your data scope; reload the list"))
	// ErrRunEnded refuses to cancel what has ended.
	ErrRunEnded = fault.Define(fault.Conflict, "match_run.ended",
		fault.ZH("这次批量匹配已经读完", "刷新页面"), fault.EN("This bulk match has ended", "Reload the page"))
	// ErrRunBusy refuses to go on with what is under way.
	ErrRunBusy = fault.Define(fault.Conflict, "match_run.busy",
		fault.ZH("这次批量匹配还在读取商品", "等它结束，或先停下"), fault.EN("This bulk match is still looking offers up", "Wait until it has ended, or stop it first"))
	// ErrNothingToRetry refuses to read again where nothing failed.
	ErrNothingToRetry = fault.Define(fault.Conflict, "match_run.nothing_to_retry",
		fault.ZH("没有读取失败的行", "需要时重新开始一次批量匹配"), fault.EN("No row failed to be looked up", "Start another bulk match if needed"))
	// ErrNothingToSave refuses to save where no row is ready.
	ErrNothingToSave = fault.Define(fault.Conflict, "match_run.nothing_to_save",
		fault.ZH("没有可以保存的行", "先给读到的商品选规格"), fault.EN("No row can be saved", "Choose specs for the offers first"))
	// ErrRowUnknown is the answer to a row that the run does not have.
	ErrRowUnknown = fault.Define(fault.NotFound, "match_run.row_unknown",
		fault.ZH("这次批量匹配里没有第 {row} 行", "刷新页面"), fault.EN("This bulk match has no row {row}", "Reload the page"))
	// ErrRowState refuses to change a row whose offer is not there, or that is saved.
	ErrRowState = fault.Define(fault.Conflict, "match_run.row_state",
		fault.ZH("第 {row} 行现在不能改", "只有读到商品、还没保存的行可以选规格"), fault.EN("Row {row} cannot be changed now", "Specs are chosen where the offer was found and nothing is saved yet"))

	logFetched = fault.Define(fault.Internal, "match_run.done",
		fault.ZH("读到 {matched} 行，{failed} 行没有读到", ""), fault.EN("{matched} rows found, {failed} not", ""))
)

// TopicRun is the topic of the live events of match runs; the data names the run and its account.
const TopicRun = "match_run"

const (
	entityRun     = "match_run"
	entityAccount = "buyer_account" // what the tasks of runs are about
)

func publishRunTx(tx *db.Tx, r *Run) {
	live.PublishTx(tx, TopicRun, map[string]db.ID{"id": r.ID, "accountId": r.AccountID})
}

const runColumns = `r.id, r.task_id, r.account_id, r.origin, r.state, r.total, r.code, r.params, r.started_by, r.created_at, r.updated_at, r.finished_at`

func (r *Run) scan(rows *sql.Rows) error {
	var code, params string
	err := rows.Scan(&r.ID, &r.TaskID, &r.AccountID, &r.Origin, &r.State, &r.Total, &code, &params, &r.StartedBy, &r.CreatedAt, &r.UpdatedAt, &r.FinishedAt)
	if err == nil {
		r.Reason, err = fault.Restore(code, params)
	}
	return err
}

const draftColumns = `d.number, d.sku_code, d.sku_id, d.link, d.given, d.source_id, d.offer_id, d.link_sku_id, d.state, d.code, d.params, d.chosen, d.spec_key, d.reason, d.unit_num, d.unit_den, d.skipped`

func (d *Draft) scan(rows *sql.Rows) error {
	var code, params string
	err := rows.Scan(&d.Number, &d.SKUCode, &d.SKUID, &d.Link, &d.Given, &d.SourceID, &d.OfferID, &d.LinkSKUID, &d.State, &code, &params, &d.Chosen, &d.Spec, &d.Reason, &d.Num, &d.Den, &d.Skipped)
	if err == nil {
		d.Why, err = fault.Restore(code, params)
	}
	return err
}

// faultArgs are code and parameters as they are stored.
func faultArgs(e *fault.Error) (code, params string) {
	if e == nil {
		return "", "{}"
	}
	return e.Code, e.StoredParams()
}

// runTx reads a run within reach; lock is empty or tx.ForUpdate().
func runTx(ctx context.Context, tx *db.Tx, id db.ID, reach tenant.Limit, lock string) (*Run, error) {
	var out *Run
	err := tx.Each(ctx, `SELECT `+runColumns+` FROM match_run r WHERE r.tenant_id = ? AND r.id = ?`+lock, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		out = &Run{}
		return out.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read match run: %w", err)
	}
	if out == nil || !reach.Allows(out.AccountID) {
		return nil, ErrRunNotFound
	}
	return out, nil
}

// everywhere is the reach of the program itself.
var everywhere = tenant.Limit{All: true}

// countTx fills in how the rows of runs stand, in one statement.
func countTx(ctx context.Context, tx *db.Tx, list []*Run) error {
	byID := make(map[db.ID]*Run, len(list))
	ids := make([]db.ID, 0, len(list))
	for _, r := range list {
		r.Counts = map[DraftState]int64{}
		byID[r.ID] = r
		ids = append(ids, r.ID)
	}
	return db.EachIn(ctx, tx, `SELECT d.run_id, d.state, COUNT(*), SUM(CASE WHEN d.state = 'found' AND d.chosen = FALSE AND d.skipped = FALSE THEN 1 ELSE 0 END)
		FROM match_draft d WHERE d.tenant_id = ? AND d.run_id IN ({in}) GROUP BY d.run_id, d.state`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			id      db.ID
			state   DraftState
			n, open int64
		)
		err := rows.Scan(&id, &state, &n, &open)
		if r := byID[id]; r != nil {
			r.Counts[state] = n
			r.Open += open
		}
		return err
	})
}

// draftsTx reads rows of a run under a condition on d.
func draftsTx(ctx context.Context, tx *db.Tx, run db.ID, cond string, args ...any) ([]*Draft, error) {
	var out []*Draft
	err := tx.Each(ctx, `SELECT `+draftColumns+` FROM match_draft d WHERE d.tenant_id = ? AND d.run_id = ? AND `+cond+` ORDER BY d.number`, append([]any{tx.Tenant, run}, args...), func(rows *sql.Rows) error {
		d := &Draft{}
		out = append(out, d)
		return d.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read rows of a match run: %w", err)
	}
	return out, nil
}

// writeDraftsTx stores rows, new ones and those there are.
func writeDraftsTx(ctx context.Context, tx *db.Tx, run db.ID, list []*Draft) error {
	var args []any
	for _, d := range list {
		code, params := faultArgs(d.Why)
		args = append(args, tx.Tenant, run, d.Number, d.SKUCode, d.SKUID, d.Link, d.Given, d.SourceID, d.OfferID, d.LinkSKUID, string(d.State), code, params,
			d.Chosen, d.Spec, string(d.Reason), d.Num, d.Den, d.Skipped)
	}
	_, err := db.Insert(ctx, tx, `INSERT INTO match_draft (tenant_id, run_id, number, sku_code, sku_id, link, given, source_id, offer_id, link_sku_id, state, code, params,
			chosen, spec_key, reason, unit_num, unit_den, skipped) VALUES`, 19, args,
		`ON CONFLICT (tenant_id, run_id, number) DO UPDATE SET sku_id = excluded.sku_id, source_id = excluded.source_id, state = excluded.state, code = excluded.code, params = excluded.params,
			chosen = excluded.chosen, spec_key = excluded.spec_key, reason = excluded.reason, unit_num = excluded.unit_num, unit_den = excluded.unit_den, skipped = excluded.skipped`)
	if err != nil {
		return fmt.Errorf("write rows of a match run: %w", err)
	}
	return nil
}

// Run reads one run with how its rows stand.
func (s *Service) Run(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Run, error) {
	var r *Run
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		if r, err = runTx(ctx, tx, id, reach, ""); err != nil {
			return err
		}
		return countTx(ctx, tx, []*Run{r})
	})
	return r, err
}

// accountNameTx is what the account of a run is called; a removed one keeps its name nowhere.
func (s *Service) accountNameTx(ctx context.Context, tx *db.Tx, id db.ID) (string, error) {
	p, err := s.shops.BuyerTx(ctx, tx, id)
	if errors.Is(err, channel.ErrShopNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return p.Name, nil
}
