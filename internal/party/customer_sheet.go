package party

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// customerFields are the columns of the customer sheet.
var customerFields = []sheet.Field{
	{Key: "code", Titles: []string{"客户代码", "Code"}},
	{Key: "name", Titles: []string{"客户名称", "Name"}, Required: true},
	{Key: "level", Titles: []string{"客户等级", "Level"}},
	{Key: "contact", Titles: []string{"联系人", "Contact"}},
	{Key: "phone", Titles: []string{"电话", "Phone"}},
	{Key: "address", Titles: []string{"地址", "Address"}},
	{Key: "creditLimit", Titles: []string{"信用额度", "Credit limit"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

func customerReader(ctx context.Context, tx *db.Tx) (rowReader[*Customer], error) {
	levels, err := levelsTx(ctx, tx)
	return func(r sheet.Row, c *Customer, wrong *fault.Fields) {
		c.Name = api.BuiltinKept("customer", c.Name)
		if name := r.Get("level"); name != "" {
			at := slices.IndexFunc(levels, func(l Level) bool {
				return slices.Contains([]string{name, api.BuiltinKept("level_customer", name)}, l.CustomerName) || slices.Contains([]string{name, api.BuiltinKept("level", name)}, l.Name)
			})
			if at < 0 {
				wrong.Add("level", ErrLevelNotFound)
			} else {
				c.LevelID = levels[at].ID
			}
		}
		if limit := r.Decimal("creditLimit"); limit != "" {
			var err error
			if c.CreditLimit, err = dec.ParseAmount(limit); err != nil {
				wrong.Add("creditLimit", check.Decimal(err))
			}
		}
	}, err
}

// cells is a customer as a row of its sheet.
func (c *CustomerBody) cells(ctx context.Context) []any {
	return []any{
		c.Code, api.Builtin(ctx, "customer", c.Name), api.Builtin(ctx, "level_customer", c.LevelName), c.Contact, c.Phone, c.Address,
		sheet.Number(c.CreditLimit.String()), c.Note,
	}
}
