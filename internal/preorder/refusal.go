package preorder

import (
	"encoding/json"
	"errors"

	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Why a pre-order is not made, each with what would make it pass (S12). They are
// kept with the pre-order and shown on it and on the sale.
var (
	// ErrShopGone has no parameters.
	ErrShopGone = fault.Define(fault.Conflict, "preorder.shop_gone",
		fault.ZH("销货单的店铺已移除或停用", "在店铺管理里恢复授权，或换一个店铺另开销货单"),
		fault.EN("The shop of the document was removed or disabled", "Authorise it again, or write the document for another shop"))
	// ErrMarketMissing has the parameter shop.
	ErrMarketMissing = fault.Define(fault.Conflict, "preorder.market_missing",
		fault.ZH("店铺“{shop}”还没有绑定市场", "到“店铺授权”给店铺绑定市场，然后重新上传"),
		fault.EN("Shop {shop} has no market bound", "Bind a market to the shop, then upload again"))
	// ErrNotMatched has the parameter skus.
	ErrNotMatched = fault.Define(fault.Conflict, "preorder.sku_not_matched",
		fault.ZH("这些商品没有匹配到 1688 店铺的规格：{skus}", "到“商品匹配”里匹配，或先下载商品，然后重新上传"),
		fault.EN("Not matched to a SKU of the 1688 shop: {skus}", "Match them or download the offers, then upload again"))
	// ErrOffline has the parameter offers.
	ErrOffline = fault.Define(fault.Conflict, "preorder.offer_offline",
		fault.ZH("商品已在 1688 下架或删除：{offers}", "在 1688 上架后重新上传"),
		fault.EN("Not on sale on 1688: {offers}", "Put them on sale on 1688, then upload again"))
	// ErrBelowMinimum has the parameter offers.
	ErrBelowMinimum = fault.Define(fault.Conflict, "preorder.below_minimum",
		fault.ZH("数量低于 1688 的起订量：{offers}", "在 1688 调低起订量后重新上传；或红冲这张销货单，加到起订量再开一张"),
		fault.EN("Below the minimum order quantity on 1688: {offers}", "Lower the minimum on 1688, then upload again; or reverse the document and write it with more"))
	// ErrOnlineStock has the parameter skus.
	ErrOnlineStock = fault.Define(fault.Conflict, "preorder.online_stock_short",
		fault.ZH("1688 线上库存不足：{skus}", "在 1688 补库存后重新上传；或红冲这张销货单，减少数量再开一张"),
		fault.EN("Not enough stock on 1688: {skus}", "Raise the stock on 1688, then upload again; or reverse the document and write it with less"))
	// ErrPriceLimits has the parameters skus and message.
	ErrPriceLimits = fault.Define(fault.Conflict, "preorder.price_limits",
		fault.ZH("单价超出 1688 允许的范围：{skus}（1688 提示：{message}）", "红冲这张销货单，按接近 1688 标价的单价再开一张；或在 1688 改价后重新上传"),
		fault.EN("Unit price outside what 1688 allows: {skus} (1688 says: {message})", "Reverse the document and write it with a price closer to that on 1688; or change the price on 1688, then upload again"))
	// ErrMarketRefused has the parameters market and message.
	ErrMarketRefused = fault.Define(fault.Conflict, "preorder.market_refused",
		fault.ZH("1688 不认市场“{market:market}”（1688 提示：{message}）", "给店铺绑定 1688 认可的市场，然后重新上传"),
		fault.EN("1688 does not accept market {market:market} (1688 says: {message})", "Bind a market that 1688 accepts, then upload again"))
	// ErrWholePieces has the parameter skus.
	ErrWholePieces = fault.Define(fault.Conflict, "preorder.whole_pieces",
		fault.ZH("1688 只收整数件数：{skus}", "红冲这张销货单，按整数件再开一张"),
		fault.EN("1688 takes whole pieces only: {skus}", "Reverse the document and write it with a whole number of base units"))
	// ErrNothingToBill has no parameters.
	ErrNothingToBill = fault.Define(fault.Conflict, "preorder.nothing_to_bill",
		fault.ZH("这张销货单没有要客户再付的钱了，不用生成预订单", "核对收款单和退货单；收错了先冲销，再重新上传"),
		fault.EN("Nothing is left to pay for this document, so it needs no pre-order", "Check its receipts and returns; reverse what is wrong, then upload again"))
	// ErrZeroPrice has the parameter skus.
	ErrZeroPrice = fault.Define(fault.Conflict, "preorder.zero_price",
		fault.ZH("这些商品扣掉已收的钱后每件不足 1 分，1688 不能开单：{skus}", "赠品单独开一张不上传的销货单；已经收了大部分钱的，剩下的也在柜台收"),
		fault.EN("These come to less than 0.01 each after what was paid, which 1688 cannot bill: {skus}", "Write gifts on a document of their own that is not uploaded; where most was paid already, take the rest at the counter too"))
	// ErrTooManyItems has the parameter max.
	ErrTooManyItems = fault.Define(fault.Conflict, "preorder.too_many_items",
		fault.ZH("一张预订单最多 {max} 行商品", "红冲这张销货单，拆成几张再开"),
		fault.EN("A pre-order holds at most {max} items", "Reverse the document and split it into several"))
	// ErrPermission has the parameter message.
	ErrPermission = fault.Define(fault.Conflict, "preorder.no_permission",
		fault.ZH("应用没有创建预订单的权限（1688 提示：{message}）", "在 1688 开放平台申请预订单接口权限"),
		fault.EN("The app may not create pre-orders (1688 says: {message})", "Apply for the pre-order API on the open platform"))
	// ErrUsage has the parameter message.
	ErrUsage = fault.Define(fault.Conflict, "preorder.usage_exhausted",
		fault.ZH("应用的 1688 调用额度用完了（1688 提示：{message}）", "在 1688 开放平台续购调用包，然后重新上传"),
		fault.EN("The app's package of 1688 calls is used up (1688 says: {message})", "Buy more calls on the open platform, then upload again"))
	// ErrPlatform has the parameters code and message.
	ErrPlatform = fault.Define(fault.Conflict, "preorder.platform_refused",
		fault.ZH("1688 拒绝了预订单：{message}（{code}）", "按 1688 的提示处理后重新上传"),
		fault.EN("1688 refused the pre-order: {message} ({code})", "Do what 1688 asks, then upload again"))
	// ErrUnreachable has no parameters.
	ErrUnreachable = fault.Define(fault.Conflict, "preorder.unreachable",
		fault.ZH("多次尝试都连不上 1688，预订单没有创建", "检查网络和网关设置，然后重新上传"),
		fault.EN("1688 could not be reached in several tries; the pre-order was not made", "Check the network and the gateway setting, then upload again"))
)

// Refusal is a kept fault: its code and parameters, told in either language.
type Refusal struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

func refusalOf(e *fault.Error) *Refusal { return &Refusal{Code: e.Code, Params: e.Params} }

// Fault gives the refusal its texts back.
func (r *Refusal) Fault() *fault.Error {
	declared := fault.Lookup(r.Code)
	if declared == nil {
		return ErrPlatform.With("code", r.Code, "message", "")
	}
	e := declared.With()
	e.Params = r.Params
	return e
}

func (r *Refusal) text() (string, error) {
	if r == nil {
		return "", nil
	}
	b, err := json.Marshal(r)
	return string(b), err
}

func parseRefusal(text string) (*Refusal, error) {
	if text == "" {
		return nil, nil
	}
	var r Refusal
	err := json.Unmarshal([]byte(text), &r)
	return &r, err
}

// platformSays is 1688's own wording of a failure, and its code.
func platformSays(err error) (code, message string) {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e.Code, e.Message
	}
	return "", err.Error()
}
