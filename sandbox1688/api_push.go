package sandbox1688

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

func pushAPIs() []api {
	const ns = "cn.alibaba.open"
	return []api{
		{namespace: ns, name: "push.query.messageList", version: 1, fail: failE1, run: pushQuery},
		{namespace: ns, name: "push.message.confirm", version: 1, required: []string{"msgIdList"}, fail: failE1, run: pushConfirm},
		{namespace: ns, name: "push.cursor.messageList", version: 1, required: []string{"quantity"}, fail: failE1, run: pushCursor},
	}
}

// Messages of one replay call (§6.5).
const (
	minPushPage = 20
	maxPushPage = 200
)

// replayed is a message in the answers of the replay calls.
type replayed struct {
	AppKey     string `json:"appKey"`
	BizKey     string `json:"bizKey,omitempty"`
	Data       any    `json:"data"`
	GmtBorn    any    `json:"gmtBorn"`
	MsgID      any    `json:"msgId"`
	TopicGroup string `json:"topicGroup"`
	TopicName  string `json:"topicName"`
	Type       string `json:"type"`
	UserInfo   string `json:"userInfo"`
}

func (s *Server) replay(list []*message) []replayed {
	out := []replayed{}
	for _, m := range list {
		group, name, _ := strings.Cut(m.Topic, "_")
		out = append(out, replayed{
			AppKey: m.AppKey, BizKey: m.BizKey, Data: s.pushData(m.Data), GmtBorn: s.number(m.Born.UnixMilli()), MsgID: s.number(m.ID),
			TopicGroup: group, TopicName: name, Type: m.Topic, UserInfo: m.UserInfo,
		})
	}
	return out
}

type pushPageReply struct {
	Page struct {
		Datas      []replayed `json:"datas"`
		TotalCount int        `json:"totalCount"`
	} `json:"pushMessagePage"`
}

type pushListReply struct {
	List []replayed `json:"pushMessageList"`
}

type pushConfirmReply struct {
	IsSuccess bool `json:"isSuccess"`
}

// storedMessages are those of the app which the call asks for, oldest first. Messages
// that are still to be tried again are not among them.
func (c *call) storedMessages(a *args) []*message {
	topic, userInfo, from, to := a.text("type"), a.text("userInfo"), a.date("createStartTime"), a.date("createEndTime")
	var list []*message
	for _, m := range c.s.push.byID {
		if m.State == pushStored && m.AppKey == c.app.Key && (topic == "" || topic == m.Topic) && (userInfo == "" || userInfo == m.UserInfo) && between(m.Born, from, to) {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b *message) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// pushSize reads how many messages are wanted; over says that the platform gives none
// so many, or so few.
func (c *call) pushSize(a *args, name string) (size int64, over bool) {
	size = a.longOr(name, minPushPage)
	if size < minPushPage || size > maxPushPage {
		return min(max(size, minPushPage), maxPushPage), !c.s.switches.ClampPageSize
	}
	return size, false
}

func refusePushSize(name string) any {
	return failE1(errParamWrong, fmt.Sprintf("%s必须为%d到%d", name, minPushPage, maxPushPage))
}

// pushQuery is push.query.messageList (§6.5): what it shows stays until it is confirmed.
func pushQuery(c *call) (any, error) {
	a := c.args()
	list := c.storedMessages(a)
	page := a.longOr("page", 1)
	size, over := c.pushSize(a, "pageSize")
	switch {
	case a.err != nil:
		return nil, a.err
	case page < 1:
		return failE1(errParamWrong, "page必须大于0"), nil
	case over:
		return refusePushSize("pageSize"), nil
	}
	var out pushPageReply
	out.Page.Datas, out.Page.TotalCount = c.s.replay(pageOf(list, page, size)), len(list)
	return out, nil
}

// pushConfirm is push.message.confirm. Confirming twice, or what is not there, does no harm.
func pushConfirm(c *call) (any, error) {
	a := c.args()
	ids := a.longs("msgIdList")
	switch {
	case a.err != nil:
		return nil, a.err
	case len(ids) == 0 || len(ids) > maxPushPage:
		return failE1(errParamWrong, fmt.Sprintf("msgIdList必须为1到%d条", maxPushPage)), nil
	}
	for _, id := range ids {
		if m := c.s.push.byID[id]; m != nil && m.AppKey == c.app.Key && m.State == pushStored {
			c.s.endMessage(m, pushConfirmed)
		}
	}
	return pushConfirmReply{true}, nil
}

// pushCursor is push.cursor.messageList: what it gives out counts as confirmed, also when
// the answer is lost.
func pushCursor(c *call) (any, error) {
	a := c.args()
	list := c.storedMessages(a)
	size, over := c.pushSize(a, "quantity")
	switch {
	case a.err != nil:
		return nil, a.err
	case over:
		return refusePushSize("quantity"), nil
	}
	list = list[:min(int(size), len(list))]
	out := pushListReply{c.s.replay(list)}
	for _, m := range list {
		c.s.endMessage(m, pushConfirmed)
	}
	return out, nil
}
