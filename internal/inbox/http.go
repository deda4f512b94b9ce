package inbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of messages.
var (
	PermRead   = api.DefinePermission("message.read", "查看 1688 消息", "See messages of 1688", "channel", tenant.RolePurchaser)
	PermHandle = api.DefinePermission("message.handle", "重试和忽略 1688 消息", "Try again and put aside messages of 1688", "channel", tenant.RolePurchaser)
)

const (
	tag    = "messages"
	entity = "message"

	actHandle  = "handle"
	actDismiss = "dismiss"
)

// Faults of what people ask for.
var (
	// ErrNotFound is the answer to a message unknown to the set, removed, or of an account outside the person's data scope.
	ErrNotFound = fault.Define(fault.NotFound, "inbox.not_found",
		fault.ZH("找不到这条消息", "它可能已过保留期，或不在您的数据范围内；请刷新列表"),
		fault.EN("Message not found", "It may have been kept long enough or lies outside your data scope; reload the list"))
	// ErrOver has the parameter state.
	ErrOver = fault.Define(fault.Conflict, "inbox.over",
		fault.ZH("这条消息不需要再处理（{state:message.state}）", "只有待处理和需人工处理的消息可以重试或忽略"),
		fault.EN("The message needs nothing any more ({state:message.state})", "Only messages that wait or are stuck can be tried again or put aside"))
)

type messageBody struct {
	ID          db.ID           `json:"id"`
	MessageID   string          `json:"messageId" doc:"Of the platform"`
	AccountID   db.ID           `json:"accountId"`
	AccountName string          `json:"accountName"`
	Topic       string          `json:"topic"`
	TopicName   string          `json:"topicName" doc:"In the language asked for; the topic itself when it is not known here"`
	Subject     string          `json:"subject,omitempty" doc:"The order or offer on 1688 it is about, the first of several"`
	BornAt      *db.Time        `json:"bornAt,omitempty" doc:"When it happened, as the platform says"`
	ReceivedAt  db.Time         `json:"receivedAt"`
	Replayed    bool            `json:"replayed" doc:"It could not be pushed and was fetched"`
	State       State           `json:"state" enum:"waiting,handled,unused,stuck,dismissed"`
	Attempts    int64           `json:"attempts"`
	NextAt      *db.Time        `json:"nextAt,omitempty" doc:"When a waiting one is tried"`
	Reason      *api.Reason     `json:"reason,omitempty" doc:"Why it waits or is stuck"`
	EndedAt     *db.Time        `json:"endedAt,omitempty"`
	Body        json.RawMessage `json:"body,omitempty" doc:"The payload; in the detail only"`
}

type listInput struct {
	api.ListQuery
	AccountID db.ID    `query:"accountId"`
	State     []string `query:"state" enum:"waiting,handled,unused,stuck,dismissed" doc:"Only these states"`
	Group     Group    `query:"group" enum:"order,refund,logistics,product,access,other" doc:"What it is about"`
}

type idInput struct {
	ID db.ID `path:"id"`
}

type messageOutput struct{ Body messageBody }

// Register adds the routes of messages.
func (s *Service) Register(a *api.API) {
	api.Get(a, api.Route{
		Path: "/messages", ID: "list-messages", Summary: "List the messages of 1688", Tag: tag, Permission: PermRead,
		Description: "Of the accounts within the data scope. q is an order or offer of 1688, a message's number, or a word of the topic.",
	}, s.list)
	api.Get(a, api.Route{Path: "/messages/{id}", ID: "get-message", Summary: "Read a message of 1688 with its payload", Tag: tag, Permission: PermRead}, s.get)
	api.Post(a, api.Route{Path: "/messages/actions/retry", ID: "retry-messages", Summary: "Handle messages again now", Tag: tag, Permission: PermHandle}, s.each(actHandle,
		"state = 'waiting', attempts = 0, next_at = ?, code = '', params = '{}'"))
	api.Post(a, api.Route{
		Path: "/messages/actions/dismiss", ID: "dismiss-messages", Summary: "Put messages aside", Tag: tag, Permission: PermHandle,
		Description: "They are not handled any more.",
	}, s.each(actDismiss, "state = 'dismissed', ended_at = ?"))
}

const columns = "m.id, m.message_id, m.account_id, h.name, m.topic, m.subject, m.born_at, m.received_at, m.replayed, m.state, m.attempts, m.next_at, m.code, m.params, m.ended_at"

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[messageBody], error) {
	shops := api.DataScope(ctx).Shops
	out := &api.PageOf[messageBody]{}
	err := s.DB.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: columns, From: "inbox_delivery m JOIN shop h ON h.tenant_id = ? AND h.id = m.account_id", Where: []string{"m.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
			Sorts: map[string]string{"receivedAt": "m.received_at"}, Default: "-receivedAt", Tie: "m.id",
		}
		cond, args := shops.Where("m.account_id")
		l.And(cond, args...)
		if in.AccountID != 0 {
			l.And("m.account_id = ?", in.AccountID)
		}
		if len(in.State) > 0 {
			l.And("m.state IN "+db.Tuples(1, len(in.State)), texts(in.State)...)
			if !slices.ContainsFunc(in.State, func(s string) bool { return s != string(Waiting) && s != string(Stuck) }) {
				l.And("m.state IN ('waiting', 'stuck')") // lets the index of the few open ones serve
			}
		}
		if in.Group != "" {
			topics, not := inGroup(in.Group)
			word := " IN "
			if not {
				word = " NOT IN "
			}
			l.And("m.topic"+word+db.Tuples(1, len(topics)), topics...)
		}
		cond, args = searched(ctx, in.Q)
		l.And(cond, args...)
		var err error
		q := in.ListQuery
		q.Q = ""
		out.Body, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (messageBody, error) { return scan(ctx, rows) })
		return err
	})
	return out, err
}

// searched is the condition that the list shows what q names: an order, an offer, a
// message, or words of a topic.
func searched(ctx context.Context, q string) (cond string, args []any) {
	q = strings.TrimSpace(q)
	if q == "" {
		return "", nil
	}
	args = []any{q, q, q}
	cond = "m.subject = ? OR m.message_id = ? OR m.topic = ?"
	var found []any
	for _, t := range topics {
		name := strings.ToLower(topicName(api.Lang(ctx), t.code))
		all := true
		for word := range strings.FieldsSeq(strings.ToLower(q)) {
			all = all && strings.Contains(name, word)
		}
		if all {
			found = append(found, t.code)
		}
	}
	if len(found) > 0 {
		cond += " OR m.topic IN " + db.Tuples(1, len(found))
		args = append(args, found...)
	}
	return cond, args
}

func scan(ctx context.Context, rows *sql.Rows, more ...any) (messageBody, error) {
	var (
		b            messageBody
		born, ended  db.Time
		next         db.Time
		code, params string
	)
	dest := []any{&b.ID, &b.MessageID, &b.AccountID, &b.AccountName, &b.Topic, &b.Subject, &born, &b.ReceivedAt, &b.Replayed, &b.State, &b.Attempts, &next, &code, &params, &ended}
	if err := rows.Scan(append(dest, more...)...); err != nil {
		return b, err
	}
	why, err := fault.Restore(code, params)
	b.TopicName, b.Reason = topicName(api.Lang(ctx), b.Topic), api.NewReason(ctx, why)
	if !born.IsZero() {
		b.BornAt = &born
	}
	if !ended.IsZero() {
		b.EndedAt = &ended
	}
	if b.State == Waiting {
		b.NextAt = &next
	}
	return b, err
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*messageOutput, error) {
	out := &messageOutput{}
	shops := api.DataScope(ctx).Shops
	err := s.DB.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		found := false
		err := tx.Each(ctx, "SELECT "+columns+", m.body FROM inbox_delivery m JOIN shop h ON h.tenant_id = ? AND h.id = m.account_id WHERE m.tenant_id = ? AND m.id = ?",
			[]any{tx.Tenant, tx.Tenant, in.ID}, func(rows *sql.Rows) (err error) {
				var body string
				if out.Body, err = scan(ctx, rows, &body); err == nil {
					found, out.Body.Body = shops.Allows(out.Body.AccountID), json.RawMessage(body)
				}
				return err
			})
		if err == nil && !found {
			return ErrNotFound
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// each does something to messages that wait or are stuck; change has one placeholder for
// the time.
func (s *Service) each(action, change string) func(context.Context, db.Scope, *api.BatchInput) (*api.BatchOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		shops := api.DataScope(ctx).Shops
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			return s.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				var (
					account   db.ID
					messageID string
					state     State
				)
				found, err := tx.Row(ctx, "SELECT account_id, message_id, state FROM inbox_delivery WHERE tenant_id = ? AND id = ?"+tx.ForUpdate(), []any{tx.Tenant, id}, &account, &messageID, &state)
				switch {
				case err != nil:
					return err
				case !found || !shops.Allows(account):
					return ErrNotFound
				case state != Waiting && state != Stuck:
					return ErrOver.With("state", state)
				}
				if _, err := tx.Exec(ctx, "UPDATE inbox_delivery SET "+change+" WHERE tenant_id = ? AND id = ?", tx.Now, tx.Tenant, id); err != nil {
					return err
				}
				if action == actHandle {
					if err := s.wakeTx(ctx, tx, []db.ID{account}); err != nil {
						return err
					}
				}
				return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entity, EntityID: id, EntityNo: messageID, Before: map[string]any{"state": state}})
			})
		})
	}
}
