package placing

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// TaskRef is what tasks of placing many orders are about.
const TaskRef = "placing_batch"

// ErrBatchNotFound is returned for a batch that the set does not have.
var ErrBatchNotFound = fault.Define(fault.NotFound, "placing.batch_not_found",
	fault.ZH("找不到这次批量下单", "它可能属于另一个账套；请刷新页面"),
	fault.EN("There is no such batch", "It may belong to another account set; reload the page"))

// ErrNothingFailed is returned when a batch has nothing to try again.
var ErrNothingFailed = fault.Define(fault.Conflict, "placing.nothing_failed",
	fault.ZH("这次批量下单没有失败的采购单", "不用重试"),
	fault.EN("No order of this batch failed", "There is nothing to try again"))

// StartBatch has many orders placed with the same choices. Each has a result of its own;
// what cannot be placed is told at once, what differs beyond the tolerance is not placed.
func (s *Service) StartBatch(ctx context.Context, sc db.Scope, ids []db.ID, c Choices, within tenant.DataScope) (*jobs.Task, error) {
	var f fault.Fields
	if c.check(&f); f.Len() > 0 {
		return nil, f.Err()
	}
	ids = unique(ids)
	var task jobs.Task
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		found, err := s.purchases.OrdersTx(ctx, tx, ids, true)
		if err != nil {
			return err
		}
		var (
			orders []*purchase.Order
			f      fault.Fields
		)
		for i, id := range ids {
			if o := found[id]; o != nil && within.Allows(o.WarehouseID, o.BuyerAccountID) {
				orders = append(orders, o)
				continue
			}
			f.Add(fmt.Sprintf("ids[%d]", i), purchase.ErrNotFound)
		}
		if err := f.Err(); err != nil {
			return err
		}
		plan, err := s.planTx(ctx, tx, orders, &c)
		if err != nil {
			return err
		}
		task, err = jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "placing_batch", Title: orders[0].No, Total: int64(len(orders)), RefKind: TaskRef})
		if err != nil {
			return err
		}
		return s.startTx(ctx, tx, task.ID, plan, &c)
	})
	return &task, err
}

func unique(ids []db.ID) []db.ID {
	seen := map[db.ID]bool{}
	return slices.DeleteFunc(slices.Clone(ids), func(id db.ID) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}

// startTx writes a batch down and lets the jobs of its accounts begin.
func (s *Service) startTx(ctx context.Context, tx *db.Tx, id db.ID, plan []planned, c *Choices) error {
	accounts := map[db.ID]bool{}
	var failed int64
	var args []any
	var changes []doc.Change
	for i := range plan {
		x := &plan[i]
		state, refusal := "waiting", ""
		if x.why != nil {
			state, refusal = "failed", reasonOf(x.why).text()
			failed++
		}
		for _, p := range x.parts {
			p.BatchID, p.AskedBy = id, tx.Actor.Name
			p.wait(StateWaiting, tx.Now)
			accounts[p.AccountID] = true
		}
		args = append(args, tx.Tenant, id, i+1, x.order.ID, state, refusal)
		if x.why == nil {
			changes = append(changes, doc.Change{Action: "place_ask", Entity: entity, EntityID: x.order.ID, EntityNo: x.order.No, After: map[string]any{"shopId": x.order.BuyerAccountID, "parts": len(x.parts)}})
		}
	}
	if _, err := tx.Exec(ctx, "INSERT INTO placing_batch (tenant_id, id, choices, started_by, created_at) VALUES (?, ?, ?, ?, ?)", tx.Tenant, id, jsonText(c), tx.Actor.Name, tx.Now); err != nil {
		return fmt.Errorf("write a batch: %w", err)
	}
	if _, err := db.Insert(ctx, tx, "INSERT INTO placing_batch_order (tenant_id, batch_id, position, order_id, state, refusal) VALUES", 6, args, ""); err != nil {
		return fmt.Errorf("write the orders of a batch: %w", err)
	}
	if err := replaceTx(ctx, tx, plan); err != nil {
		return err
	}
	if err := doc.AuditTx(ctx, tx, changes...); err != nil {
		return err
	}
	if failed > 0 {
		if err := jobs.ProgressTx(ctx, tx, id, jobs.TaskDelta{Failed: failed}); err != nil {
			return err
		}
	}
	if failed == int64(len(plan)) {
		return jobs.FinishTx(ctx, tx, id, jobs.StateSucceeded, nil)
	}
	for _, account := range slices.Sorted(maps.Keys(accounts)) {
		if err := wakeTx(ctx, tx, account, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

// reasonOf keeps why an order cannot be placed: of several problems the first.
func reasonOf(err error) *Refusal {
	e := fault.As(err)
	if len(e.Fields) > 0 {
		e = e.Fields[0].Err
	}
	return refusalOf(e)
}

// settleBatchTx notes what became of an order of a batch when its last part is through. An
// order that failed and is placed after all by a person's decision counts as done.
func (s *Service) settleBatchTx(ctx context.Context, tx *db.Tx, p *Part) error {
	if p.BatchID == 0 || (p.State == StatePlaced && !p.DueAt.IsZero()) || p.State == StateCancelling {
		return nil
	}
	if lock := tx.ForUpdate(); lock != "" { // two parts that end at once would each see the other under way
		var one int
		if _, err := tx.Row(ctx, "SELECT 1 FROM placing_batch_order WHERE tenant_id = ? AND batch_id = ? AND order_id = ?"+lock, []any{tx.Tenant, p.BatchID, p.OrderID}, &one); err != nil {
			return fmt.Errorf("hold an order of a batch: %w", err)
		}
	}
	var open, bad int64
	var refusal string
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(CASE WHEN state IN ('waiting', 'checking') THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN state IN ('refused', 'unclear') THEN 1 ELSE 0 END), 0),
			COALESCE(MAX(CASE WHEN state IN ('refused', 'unclear') THEN refusal END), '') FROM placing_part WHERE tenant_id = ? AND order_id = ? AND batch_id = ?`,
		[]any{tx.Tenant, p.OrderID, p.BatchID}, &open, &bad, &refusal); err != nil {
		return fmt.Errorf("see how far an order of a batch is: %w", err)
	}
	if open > 0 {
		return nil
	}
	state := "done"
	if bad > 0 {
		state = "failed"
	}
	n, err := tx.Exec(ctx, "UPDATE placing_batch_order SET state = ?, refusal = ? WHERE tenant_id = ? AND batch_id = ? AND order_id = ? AND state = 'waiting'", state, refusal, tx.Tenant, p.BatchID, p.OrderID)
	if err != nil {
		return fmt.Errorf("note what became of an order of a batch: %w", err)
	}
	if n == 0 {
		_, err := tx.Exec(ctx, "UPDATE placing_batch_order SET state = ?, refusal = ? WHERE tenant_id = ? AND batch_id = ? AND order_id = ? AND state <> ?", state, refusal, tx.Tenant, p.BatchID, p.OrderID, state)
		return err
	}
	delta := jobs.TaskDelta{Done: 1 - min(bad, 1), Failed: min(bad, 1)}
	if err := jobs.ProgressTx(ctx, tx, p.BatchID, delta); err != nil {
		return err
	}
	var one int
	found, err := tx.Row(ctx, "SELECT 1 FROM placing_batch_order WHERE tenant_id = ? AND batch_id = ? AND state = 'waiting' LIMIT 1", []any{tx.Tenant, p.BatchID}, &one)
	if err != nil || found {
		return err
	}
	task, err := jobs.TaskTx(ctx, tx, p.BatchID)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	end := jobs.StateSucceeded
	if task.CancelRequested {
		end = jobs.StateCancelled
	}
	return jobs.FinishTx(ctx, tx, p.BatchID, end, nil)
}

// ErrBatchCancelled is kept with orders that were not placed before their batch was cancelled.
var ErrBatchCancelled = fault.Define(fault.Conflict, "placing.batch_cancelled",
	fault.ZH("批量下单已取消，这张采购单没有下单", "需要时重新下单"),
	fault.EN("The batch was cancelled before this order was placed", "Place it again if it is still wanted"))

// stoppedTx tells whether the batch of a part was cancelled.
func stoppedTx(ctx context.Context, tx *db.Tx, p *Part) (bool, error) {
	if p.BatchID == 0 {
		return false, nil
	}
	task, err := jobs.TaskTx(ctx, tx, p.BatchID)
	if fault.KindOf(err) == fault.NotFound { // tasks are not kept for ever
		return false, nil
	}
	return task.CancelRequested, err
}

// Result is what became of one order of a batch.
type Result struct {
	OrderID  db.ID
	No       string
	Supplier string
	Account  string
	State    string // waiting, done or failed
	Refusal  *Refusal
	Orders   []string // on 1688
}

// Batch is many orders placed together.
type Batch struct {
	ID        db.ID
	Choices   Choices
	StartedBy string
	CreatedAt db.Time
	Results   []Result
}

// Batch reads a batch with the results within the person's scope.
func (s *Service) Batch(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*Batch, error) {
	b := &Batch{ID: id}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var choices string
		found, err := tx.Row(ctx, "SELECT choices, started_by, created_at FROM placing_batch WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, id}, &choices, &b.StartedBy, &b.CreatedAt)
		if err == nil && !found {
			err = ErrBatchNotFound
		}
		if err == nil {
			err = fromJSON(choices, &b.Choices)
		}
		if err != nil {
			return err
		}
		b.Results, err = resultsTx(ctx, tx, id, within)
		return err
	})
	return b, err
}

func resultsTx(ctx context.Context, tx *db.Tx, id db.ID, within tenant.DataScope) ([]Result, error) {
	cond, scoped := within.Where("o.warehouse_id", "o.buyer_account_id")
	if cond != "" {
		cond = " AND " + cond
	}
	var out []Result
	at := map[db.ID]int{}
	err := tx.Each(ctx, `SELECT b.order_id, o.no, s.name, COALESCE(h.name, ''), b.state, b.refusal FROM placing_batch_order b
		JOIN purchase_order o ON o.tenant_id = b.tenant_id AND o.id = b.order_id JOIN supplier s ON s.tenant_id = b.tenant_id AND s.id = o.supplier_id
		LEFT JOIN shop h ON h.tenant_id = b.tenant_id AND h.id = o.buyer_account_id
		WHERE b.tenant_id = ? AND b.batch_id = ?`+cond+` ORDER BY b.position`, append([]any{tx.Tenant, id}, scoped...), func(rows *sql.Rows) error {
		var r Result
		var refusal string
		if err := rows.Scan(&r.OrderID, &r.No, &r.Supplier, &r.Account, &r.State, &refusal); err != nil {
			return err
		}
		var err error
		r.Refusal, err = parseRefusal(refusal)
		at[r.OrderID], out = len(out), append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the results of a batch: %w", err)
	}
	err = tx.Each(ctx, `SELECT p.order_id, m.platform_id FROM placing_part p JOIN placing_order m ON m.tenant_id = p.tenant_id AND m.part_id = p.id
		WHERE p.tenant_id = ? AND p.batch_id = ? AND m.extra = FALSE ORDER BY p.order_id, p.number, m.platform_id`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var order db.ID
		var number string
		err := rows.Scan(&order, &number)
		if i, ok := at[order]; ok {
			out[i].Orders = append(out[i].Orders, number)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the orders of a batch: %w", err)
	}
	return out, nil
}

// RetryBatch places the orders of a batch again that failed, as a batch of its own.
func (s *Service) RetryBatch(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*jobs.Task, error) {
	b, err := s.Batch(ctx, sc, id, within)
	if err != nil {
		return nil, err
	}
	var ids []db.ID
	for i := range b.Results {
		if b.Results[i].State == "failed" {
			ids = append(ids, b.Results[i].OrderID)
		}
	}
	if len(ids) == 0 {
		return nil, ErrNothingFailed
	}
	return s.StartBatch(ctx, sc, ids, b.Choices, within)
}
