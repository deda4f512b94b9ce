package report

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// subject is a kind of thing that a finding is about.
type subject struct {
	fault.Word
	naming     *naming // of records whose id stands in the finding
	vocabulary string  // of codes
}

const subjectWords = "proof.subject"

var subjects = []subject{
	{fault.Word{Code: "warehouse", ZH: "仓库", EN: "warehouse"}, &warehouses, ""},
	{fault.Word{Code: "scope", ZH: "成本池", EN: "cost pool of"}, &warehouses, wholeSet},
	{fault.Word{Code: "sku", ZH: "单品", EN: "SKU"}, &skus, ""},
	{fault.Word{Code: "customer", ZH: "客户", EN: "customer"}, &customers, ""},
	{fault.Word{Code: "supplier", ZH: "供应商", EN: "supplier"}, &suppliers, ""},
	{fault.Word{Code: "fund_account", ZH: "结算账户", EN: "fund account"}, &funds, ""},
	{fault.Word{Code: "account", ZH: "科目", EN: "account"}, nil, "account"},
	{fault.Word{Code: "document", ZH: "单据", EN: "document"}, nil, ""},
	{fault.Word{Code: "entry", ZH: "凭证", EN: "entry"}, nil, ""},
	{fault.Word{Code: "sale", ZH: "销售单据", EN: "sale"}, nil, ""},
	{fault.Word{Code: "line", ZH: "行", EN: "line"}, nil, ""},
	{fault.Word{Code: "state", ZH: "状态", EN: "state"}, nil, "sale.state"},
	{fault.Word{Code: "fulfilment", ZH: "状态", EN: "state"}, nil, "sale.fulfilment"},
	{fault.Word{Code: "preorder", ZH: "预订单", EN: "pre-order"}, nil, ""},
	{fault.Word{Code: "attempt", ZH: "第几次上传", EN: "attempt"}, nil, ""},
	{fault.Word{Code: "online_sku", ZH: "线上单品", EN: "online SKU"}, nil, ""},
}

// wholeSet spells the scope of costs that are one in the whole account set.
const wholeSet = "proof.scope"

func init() {
	for _, s := range subjects {
		fault.AddWords(subjectWords, s.Word)
	}
	fault.AddWords(wholeSet, fault.Word{Code: "0", ZH: "全账套", EN: "the whole set"})
}

// tellTx puts the subjects of findings into words: kinds in the language of the
// request, records by their names where they have any. It asks once per kind.
func tellTx(ctx context.Context, tx *db.Tx, findings []doc.Finding) error {
	names := map[*naming]map[db.ID]string{} // empty until they are found
	for _, f := range findings {
		eachPart(f.Subject, func(s subject, value string) {
			id, err := db.ParseID(value)
			if err != nil || s.naming == nil {
				return
			}
			if names[s.naming] == nil {
				names[s.naming] = map[db.ID]string{}
			}
			names[s.naming][id] = ""
		})
	}
	for n, called := range names {
		for ids := range slices.Chunk(slices.Collect(maps.Keys(called)), namesChunk) {
			found, err := n.namesTx(ctx, tx, ids)
			if err != nil {
				return err
			}
			maps.Copy(called, found)
		}
	}
	lang := api.Lang(ctx)
	for i := range findings {
		var parts []string
		eachPart(findings[i].Subject, func(s subject, value string) {
			said := value
			if word := fault.WordFor(lang, s.vocabulary, value); word != "" {
				said = word
			}
			if id, err := db.ParseID(value); err == nil && names[s.naming][id] != "" {
				said = names[s.naming][id]
			}
			parts = append(parts, strings.TrimSpace(fault.WordFor(lang, subjectWords, s.Code)+" "+said))
		})
		findings[i].Subject = strings.Join(parts, api.Say(ctx, "，", ", "))
	}
	return nil
}

// namesChunk keeps a statement below the number of arguments a driver takes.
const namesChunk = 500

// eachPart takes a subject apart: "warehouse 12 sku 34".
func eachPart(text string, fn func(s subject, value string)) {
	words := strings.Fields(text)
	for pair := range slices.Chunk(words, 2) {
		i := slices.IndexFunc(subjects, func(s subject) bool { return s.Code == pair[0] })
		if i < 0 || len(pair) < 2 {
			fn(subject{}, strings.Join(pair, " "))
			continue
		}
		fn(subjects[i], pair[1])
	}
}
