package open1688

import (
	"context"
	"fmt"
)

// PushService fetches the messages that were not acknowledged when they were pushed
// (reference §6.5). The platform stores them for seven days, after three repeats. None
// of its calls needs a token: the messages are those of the app.
type PushService service

// Messages of one replay call.
const (
	minMessages = 20
	maxMessages = 200
)

// MessageListRequest says which messages are wanted; the zero value of a field does not
// filter.
type MessageListRequest struct {
	Start    Time   `param:"createStartTime"`
	End      Time   `param:"createEndTime"`
	Page     int    `param:"page"`     // from 1
	PageSize int    `param:"pageSize"` // 20 to 200, by default 20
	Type     string `param:"type"`     // a topic
	UserInfo string `param:"userInfo"` // member id of an account
}

func (r MessageListRequest) check() (param, problem string) {
	if r.Page < 0 {
		return "page", "must not be negative"
	}
	return checkMessages("pageSize", r.PageSize)
}

func checkMessages(name string, n int) (param, problem string) {
	if n != 0 && (n < minMessages || n > maxMessages) {
		return name, fmt.Sprintf("must be %d to %d", minMessages, maxMessages)
	}
	return "", ""
}

// MessagePage is one page of stored messages.
type MessagePage struct {
	Messages   []Message `json:"datas"`
	TotalCount int64     `json:"totalCount"`
	Extra      Extra     `json:"-"`
}

// MessageListReply is the whole answer of push.query.messageList.
type MessageListReply struct {
	Page  MessagePage `json:"pushMessagePage"`
	Extra Extra       `json:"-"`
}

// List returns one page of stored messages. They stay, and come again, until
// [PushService.Confirm] is called for them: keep each, confirm it, and ask for the first
// page again until it is empty.
//
// API cn.alibaba.open:push.query.messageList-1. Precondition: none, no token.
func (s *PushService) List(ctx context.Context, req MessageListRequest) (*MessagePage, *Response, error) {
	var reply MessageListReply
	resp, err := s.client.call(ctx, &opPushList, Token{}, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	unwrapMessages(reply.Page.Messages)
	return &reply.Page, resp, nil
}

type confirmParams struct {
	IDs []ID `param:"msgIdList,required"`
}

func (p confirmParams) check() (param, problem string) {
	if len(p.IDs) > maxMessages {
		return "msgIdList", fmt.Sprintf("must not have more than %d ids", maxMessages)
	}
	for _, id := range p.IDs {
		if !id.Numeric() {
			return "msgIdList", "has something that is not a decimal id"
		}
	}
	return "", ""
}

// Confirm tells the platform that these messages are in safe hands; it gives them out no
// more. Confirming a message twice does no harm.
//
// API cn.alibaba.open:push.message.confirm-1. Precondition: none, no token.
func (s *PushService) Confirm(ctx context.Context, ids []ID) (*ConfirmReply, *Response, error) {
	var reply ConfirmReply
	resp, err := s.client.call(ctx, &opPushConfirm, Token{}, confirmParams{ids}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply, resp, nil
}

// ConfirmReply is the answer of push.message.confirm.
type ConfirmReply struct {
	Success bool  `json:"isSuccess"`
	Extra   Extra `json:"-"`
}

// MessageTakeRequest says which messages are wanted; the zero value of a field but
// Quantity does not filter.
type MessageTakeRequest struct {
	Quantity int    `param:"quantity,required"` // 20 to 200
	Start    Time   `param:"createStartTime"`
	End      Time   `param:"createEndTime"`
	Type     string `param:"type"`
	UserInfo string `param:"userInfo"`
}

func (r MessageTakeRequest) check() (param, problem string) {
	return checkMessages("quantity", r.Quantity)
}

type takeReply struct {
	Messages []Message `json:"pushMessageList"`
	Extra    Extra     `json:"-"`
}

// Take returns stored messages and confirms them at the same time: when the answer is
// lost, so are they. [PushService.List] with Confirm loses none.
//
// API cn.alibaba.open:push.cursor.messageList-1. Precondition: none, no token.
func (s *PushService) Take(ctx context.Context, req MessageTakeRequest) ([]Message, *Response, error) {
	var reply takeReply
	resp, err := s.client.call(ctx, &opPushTake, Token{}, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	unwrapMessages(reply.Messages)
	return reply.Messages, resp, nil
}

func unwrapMessages(list []Message) {
	for i := range list {
		list[i].Data = unwrapJSON(list[i].Data)
	}
}
