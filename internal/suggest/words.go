package suggest

import (
	"slices"

	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/replenish"
)

// Faults of rules, runs and suggestions.
var (
	// ErrRuleNotFound is the answer to a rule unknown to the set or outside the person's data scope.
	ErrRuleNotFound = fault.Define(fault.NotFound, "replenish_rule.not_found",
		fault.ZH("找不到这条补货规则", "它可能已被删除，或不在您的数据范围内；请刷新列表"),
		fault.EN("Replenishment rule not found", "It may have been deleted or lies outside your data scope; reload the list"))
	// ErrRuleTwice refuses a second rule for the same goods and warehouse.
	ErrRuleTwice = fault.Define(fault.Conflict, "replenish_rule.twice",
		fault.ZH("这里已经有一条补货规则", "修改已有的那条"), fault.EN("There is a rule for this already", "Change that one"))
	// ErrRuleScope refuses a rule of a SKU without a warehouse, or with a category.
	ErrRuleScope = fault.Define(fault.Invalid, "replenish_rule.scope",
		fault.ZH("SKU 的规则要指定一个仓库，不再选分类", "选择仓库；分类只用于默认规则"), fault.EN("A rule of a SKU names one warehouse and no category", "Choose the warehouse; categories are for default rules"))
	// ErrWholeSet refuses somebody of some warehouses who changes a rule for all.
	ErrWholeSet = fault.Define(fault.Forbidden, "replenish_rule.whole_set",
		fault.ZH("适用于所有仓库的规则要由能管理所有仓库的人维护", "选择您负责的仓库，或请管理员修改"), fault.EN("Rules for all warehouses are kept by people who work with all of them", "Choose a warehouse of yours, or ask an owner"))
	// ErrMinAboveMax marks a minimum above the maximum.
	ErrMinAboveMax = fault.Define(fault.Invalid, "replenish_rule.min_above_max",
		fault.ZH("最低库存不能高于最高库存", "把最高库存改得不低于最低库存"), fault.EN("The minimum lies above the maximum", "Enter a maximum that is not below it"))
	// ErrService has the parameter levels.
	ErrService = fault.Define(fault.Invalid, "replenish_rule.service",
		fault.ZH("服务水平要选 {levels} 之一", "选择一个服务水平，或直接填写安全库存"), fault.EN("The service level is one of {levels}", "Choose one, or enter a safety stock instead"))
	// ErrDays has the parameters min and max.
	ErrDays = fault.Define(fault.Invalid, "replenish_rule.days",
		fault.ZH("天数要在 {min} 到 {max} 之间", "改一个天数"), fault.EN("The days must lie between {min} and {max}", "Enter another number of days"))
	// ErrRuleRowTwice has the parameter row.
	ErrRuleRowTwice = fault.Define(fault.Invalid, "replenish_rule.row_twice",
		fault.ZH("与第 {row} 行重复", "同一个 SKU 和仓库只写一行"), fault.EN("The same as row {row}", "Write a SKU and warehouse once"))
	// ErrUnknownCode has the parameter code.
	ErrUnknownCode = fault.Define(fault.Invalid, "replenish_rule.unknown_code",
		fault.ZH("找不到“{code}”", "核对后重新填写"), fault.EN("{code} is unknown", "Check it and enter it again"))

	// ErrDayOffNotFound is the answer to days off unknown to the set.
	ErrDayOffNotFound = fault.Define(fault.NotFound, "day_off.not_found",
		fault.ZH("找不到这段供应商休假", "它可能已被删除；请刷新列表"), fault.EN("Days off not found", "They may have been deleted; reload the list"))
	// ErrSpan marks a last day before the first.
	ErrSpan = fault.Define(fault.Invalid, "day_span.order",
		fault.ZH("结束日期早于开始日期", "改成不早于开始日期的日期"), fault.EN("The last day lies before the first", "Enter a last day that is not before it"))
	// ErrSpanLong has the parameter max.
	ErrSpanLong = fault.Define(fault.Invalid, "day_span.too_long",
		fault.ZH("一段最多 {max} 天", "缩短这一段，或分成几段填写"), fault.EN("A span has at most {max} days", "Shorten it, or enter it in parts"))

	// ErrEntryNotFound is the answer to an entry unknown to the set or outside the person's data scope.
	ErrEntryNotFound = fault.Define(fault.NotFound, "demand_entry.not_found",
		fault.ZH("找不到这条需求日历", "它可能已被删除，或不在您的数据范围内；请刷新列表"),
		fault.EN("Entry of the demand calendar not found", "It may have been deleted or lies outside your data scope; reload the list"))
	// ErrEntryScope refuses an entry of a SKU and of a category at once.
	ErrEntryScope = fault.Define(fault.Invalid, "demand_entry.scope",
		fault.ZH("选了 SKU 就不再选商品类别", "只留一个"), fault.EN("It is for a SKU or for a category", "Choose one of them"))
	// ErrFigureScope refuses a figure per day that is not of one SKU in one warehouse.
	ErrFigureScope = fault.Define(fault.Invalid, "demand_entry.figure_scope",
		fault.ZH("按每天数量预计要指定一个 SKU 和一个仓库", "选择 SKU 和仓库，或改成按倍数预计"),
		fault.EN("A figure per day is of one SKU in one warehouse", "Choose both, or enter a factor of the usual demand"))
	// ErrFactor has the parameters min and max.
	ErrFactor = fault.Define(fault.Invalid, "demand.factor",
		fault.ZH("百分比要在 {min}% 到 {max}% 之间", "改一个百分比；100% 是平时的销量"), fault.EN("The percentage must lie between {min}% and {max}%", "Enter another one; 100% is the usual demand"))
	// ErrOverlap has the parameters name, start and until.
	ErrOverlap = fault.Define(fault.Invalid, "demand_entry.overlap",
		fault.ZH("与“{name}”（{start} 至 {until}）的日期重叠", "改日期，或修改已有的那条；同样的商品和仓库，一天只有一个预计"),
		fault.EN("{name} ({start} to {until}) has some of these days", "Enter other days, or change that one: for the same goods and warehouse a day has one expectation"))
	// ErrSeasonNotFound is the answer to a season unknown to the set.
	ErrSeasonNotFound = fault.Define(fault.NotFound, "demand_season.not_found",
		fault.ZH("找不到这条季节系数", "它可能已被删除；请刷新列表"), fault.EN("Season not found", "It may have been deleted; reload the list"))
	// ErrSeasonTwice has the parameter name.
	ErrSeasonTwice = fault.Define(fault.Invalid, "demand_season.twice",
		fault.ZH("已用在季节系数“{name}”里", "改那一条，或先把商品类别从那一条里去掉"), fault.EN("{name} is its season already", "Change that one, or take the category away from it first"))

	// ErrRunNotFound is the answer to an unknown run.
	ErrRunNotFound = fault.Define(fault.NotFound, "suggestion_run.not_found",
		fault.ZH("找不到这次计算", "刷新后查看最近一次计算"), fault.EN("Run not found", "Reload and look at the last one"))
	// ErrRunning tells that a run is under way.
	ErrRunning = fault.Define(fault.Conflict, "suggestion_run.running",
		fault.ZH("正在计算采购建议", "等这次计算完成"), fault.EN("Suggestions are being worked out", "Wait until this run has ended"))
	// ErrRunFailed has the parameter reason.
	ErrRunFailed = fault.Define(fault.Internal, "suggestion_run.failed",
		fault.ZH("计算采购建议失败", "稍后重新计算；仍失败请查看后台任务的日志"), fault.EN("Working out the suggestions failed", "Try again later; if it fails again, look at the log of the background jobs"))
	// ErrNoRules tells that nothing says how stock is to be kept.
	ErrNoRules = fault.Define(fault.Conflict, "suggestion_run.no_rules",
		fault.ZH("还没有补货规则", "先设置一条默认规则，或给 SKU 设置规则"), fault.EN("There are no replenishment rules yet", "Make a default rule first, or rules of SKUs"))
	// logDone has the parameters items and lines.
	logDone = fault.Define(fault.Invalid, "suggestion_run.done",
		fault.ZH("检查了 {items} 个 SKU，建议采购 {lines} 行", ""), fault.EN("{items} SKUs looked at, {lines} lines suggested", ""))

	// ErrNotFound is the answer to a suggestion that is not of the last run, or outside the person's data scope.
	ErrNotFound = fault.Define(fault.NotFound, "suggestion.not_found",
		fault.ZH("找不到这条采购建议", "建议可能已重新计算；请刷新列表"), fault.EN("Suggestion not found", "They may have been worked out anew; reload the list"))
	// ErrReplaced tells that the suggestions somebody saw were worked out anew.
	ErrReplaced = fault.Define(fault.Conflict, "suggestion.replaced",
		fault.ZH("采购建议已重新计算", "刷新后查看新的建议"), fault.EN("The suggestions have been worked out anew", "Reload and look at the new ones"))
	// ErrState has the parameters sku and state.
	ErrState = fault.Define(fault.Conflict, "suggestion.state",
		fault.ZH("SKU {sku} 的建议{state:suggestion.state}", "刷新后只选择待采购的建议"), fault.EN("The suggestion for {sku} is {state:suggestion.state}", "Reload and choose open suggestions only"))
	// ErrMultiple has the parameter multiple.
	ErrMultiple = fault.Define(fault.Invalid, "suggestion.multiple",
		fault.ZH("供应商按 {multiple} 的倍数卖", "改成 {multiple} 的倍数"), fault.EN("The supplier sells it in multiples of {multiple}", "Enter a multiple of {multiple}"))
	// ErrBelowMinimum has the parameters sku, minimum and total.
	ErrBelowMinimum = fault.Define(fault.Conflict, "suggestion.below_minimum",
		fault.ZH("SKU {sku} 所在的商品起订量是 {minimum}，选中的一共只有 {total}", "多买一些，或把同一商品的其他规格一起选上"),
		fault.EN("The offer of {sku} has the minimum {minimum}, what is chosen comes to {total}", "Buy more, or choose other specs of the same offer with it"))
	// ErrMoreComing has the parameters sku, was and now.
	ErrMoreComing = fault.Define(fault.Conflict, "suggestion.more_coming",
		fault.ZH("SKU {sku} 在途数量已变（计算时 {was}，现在 {now}），可能别人刚下过单", "重新计算采购建议后再生成"),
		fault.EN("More of {sku} is on order now ({now}) than when the suggestion was made ({was}); somebody else may have ordered it", "Work the suggestions out anew, then make orders"))
	// ErrNothingChosen refuses to make orders of nothing.
	ErrNothingChosen = fault.Define(fault.Invalid, "suggestion.nothing_chosen",
		fault.ZH("没有可生成采购单的建议", "选择待采购的建议，或先计算采购建议"), fault.EN("There are no open suggestions to order", "Choose open ones, or work suggestions out first"))
	// ErrTooMany has the parameter max.
	ErrTooMany = fault.Define(fault.Invalid, "suggestion.too_many",
		fault.ZH("一次最多生成 {max} 行", "按供应商或仓库筛选，分几次生成"), fault.EN("At most {max} lines are ordered at once", "Filter by supplier or warehouse and order in parts"))
)

// Model is replenish.Model with one more.
type Model = replenish.Model

// ModelNone keeps goods out of replenishment.
const ModelNone Model = "none"

var models = []Model{replenish.ModelMinMax, replenish.ModelCover, replenish.ModelContinuous, replenish.ModelPeriodic, ModelNone}

// Reasons that the planner does not have.
const (
	ReasonTopUp    = "top_up"   // bought to fill an order up to a minimum or a better price
	ReasonNoRate   = "no_rate"  // it is sold in a currency that has no rate today only
	ReasonExcluded = "excluded" // its rule says that it is not bought
)

func init() {
	fault.AddWords("suggestion.state",
		fault.Word{Code: string(StateOpen), ZH: "待采购", EN: "open"}, fault.Word{Code: string(StateOrdered), ZH: "已生成采购单", EN: "ordered already"},
		fault.Word{Code: string(StateDismissed), ZH: "已忽略", EN: "dismissed"}, fault.Word{Code: string(StateLeft), ZH: "不建议采购", EN: "not suggested"})
	fault.AddWords("replenish.model",
		fault.Word{Code: string(replenish.ModelMinMax), ZH: "最低最高", EN: "Min/max"}, fault.Word{Code: string(replenish.ModelCover), ZH: "备货天数", EN: "Days of cover"},
		fault.Word{Code: string(replenish.ModelContinuous), ZH: "连续检查", EN: "Continuous review"}, fault.Word{Code: string(replenish.ModelPeriodic), ZH: "定期检查", EN: "Periodic review"},
		fault.Word{Code: string(ModelNone), ZH: "不补货", EN: "Not bought"})
	fault.AddWords("replenish.target",
		fault.Word{Code: string(replenish.TargetCycle), ZH: "周期服务率", EN: "Cycle service"}, fault.Word{Code: string(replenish.TargetFill), ZH: "数量满足率", EN: "Fill rate"})
	fault.AddWords("suggestion.reason",
		fault.Word{Code: string(replenish.ReasonBelowTrigger), ZH: "低于补货点", EN: "Below the trigger"}, fault.Word{Code: ReasonTopUp, ZH: "凑单", EN: "Fills an order up"},
		fault.Word{Code: string(replenish.ReasonEnough), ZH: "库存和在途够用", EN: "Stock and what is coming suffice"}, fault.Word{Code: string(replenish.ReasonNoDemand), ZH: "没有销量", EN: "Nothing is sold"},
		fault.Word{Code: string(replenish.ReasonNoHistory), ZH: "销售历史太短", EN: "Too little history"}, fault.Word{Code: string(replenish.ReasonRule), ZH: "规则不完整", EN: "The rule contradicts itself"},
		fault.Word{Code: string(replenish.ReasonNoSource), ZH: "没有可用货源", EN: "No source to buy from"}, fault.Word{Code: string(replenish.ReasonSellerStock), ZH: "卖家库存不足", EN: "The seller has no more"},
		fault.Word{Code: string(replenish.ReasonPurchaseLimit), ZH: "卖家限购", EN: "The seller limits purchases"}, fault.Word{Code: string(replenish.ReasonMaxCover), ZH: "超过最长备货天数", EN: "It would last too long"},
		fault.Word{Code: string(replenish.ReasonRounding), ZH: "不足一个销售倍数", EN: "Less than a multiple"}, fault.Word{Code: string(replenish.ReasonTooLarge), ZH: "数量过大", EN: "Too large"},
		fault.Word{Code: string(replenish.ReasonBelowMinimum), ZH: "达不到起订量", EN: "Below the minimum"}, fault.Word{Code: string(replenish.ReasonWait), ZH: "可等下次采购", EN: "Can wait for the next round"},
		fault.Word{Code: string(replenish.ReasonBudget), ZH: "超出预算", EN: "Beyond the budget"}, fault.Word{Code: ReasonNoRate, ZH: "货源的币种没有汇率", EN: "No rate for the currency of its source"}, fault.Word{Code: ReasonExcluded, ZH: "规则设为不补货", EN: "Its rule says not to buy"})
}

// isLevel tells whether the planner has such a level of service.
func isLevel(bps int64) bool { return slices.Contains(replenish.Levels(), bps) }
