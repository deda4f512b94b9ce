package inbox

import (
	"context"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// What an examination of an account finds about its messages.
var (
	foundArrived = found("arrived",
		fault.ZH("最近一条消息在 {at} 收到", ""), fault.EN("the last message came at {at}", ""))
	foundNone = found("none",
		fault.ZH("还没有收到过这个账号的消息，订单变化只能靠定时查询发现", "在开放平台控制台的消息管理中，把 HTTP 推送地址设为 {url}，并勾选买家订单和物流的消息"),
		fault.EN("no message of this account has come yet, so changes of orders are found by asking from time to time", "in the app's console, under messages, set the HTTP address to {url} and choose the messages of buyers' orders and logistics"))
	foundStuck = found("stuck",
		fault.ZH("有 {count} 条消息没能处理", "在“1688 消息”中查看原因，处理后重试"),
		fault.EN("{count} message(s) could not be handled", "look at why in the list of 1688 messages, and try them again"))
	foundRefused = found("refused",
		fault.ZH("{at} 收到签名不对的消息，已拒收", "消息用应用的 AppSecret 签名：确认 HUOTONG_1688_APP_SECRET 与推送消息的应用一致"),
		fault.EN("a message with a wrong signature came at {at} and was refused", "messages are signed with the app's secret: make sure that HUOTONG_1688_APP_SECRET is that of the app whose messages are pushed here"))
)

func found(code string, zh, en fault.Text) *fault.Error {
	return fault.Define(fault.Internal, "inbox.found."+code, zh, en)
}

const (
	subjectMessages = "messages"
	refusedLately   = 24 * time.Hour
)

// examine is a channel.ExamineFunc: whether messages of a buyer account arrive. Nothing
// of shops goes by messages yet.
func (s *Service) examine(ctx context.Context, sc db.Scope, purpose channel.Purpose, account *channel.Shop) (channel.Findings, error) {
	if purpose != channel.Buy {
		return nil, nil
	}
	var (
		last  db.Time
		stuck int64
	)
	err := s.DB.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Row(ctx, "SELECT MAX(received_at) FROM inbox_delivery WHERE tenant_id = ? AND account_id = ?", []any{tx.Tenant, account.ID}, &last); err != nil {
			return err
		}
		_, err := tx.Row(ctx, "SELECT COUNT(*) FROM inbox_delivery WHERE tenant_id = ? AND account_id = ? AND state = 'stuck'", []any{tx.Tenant, account.ID}, &stuck)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for the messages of an account: %w", err)
	}
	var out channel.Findings
	add := func(v channel.Verdict, what *fault.Error) {
		out = append(out, channel.Finding{Subject: subjectMessages, Verdict: v, What: what})
	}
	if last.IsZero() {
		add(channel.VerdictNote, foundNone.With("url", s.PublicURL+Path))
	} else {
		add(channel.VerdictGood, foundArrived.With("at", beijing(last.Time)))
	}
	if refused := time.UnixMicro(s.refusedAt.Load()); s.DB.Now().Sub(refused) < refusedLately && refused.After(last.Time) {
		add(channel.VerdictBad, foundRefused.With("at", beijing(refused)))
	}
	if stuck > 0 {
		add(channel.VerdictBad, foundStuck.With("count", stuck))
	}
	return out, nil
}

// beijing writes a time for people.
func beijing(t time.Time) string { return t.In(open1688.Beijing).Format("2006-01-02 15:04") }
