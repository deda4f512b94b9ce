package finance

// The accounts of the chart that the program posts to.
const (
	AccountCash           = "1001" // 库存现金
	AccountBank           = "1002" // 银行存款
	AccountOtherFunds     = "1012" // 其他货币资金: Alipay and 1688 escrow
	AccountReceivable     = "1122" // 应收账款
	AccountPrepaid        = "1123" // 预付账款
	AccountInventory      = "1405" // 库存商品
	AccountPayable        = "2202" // 应付账款
	AccountAdvance        = "2203" // 预收账款
	AccountTax            = "2221" // 应交税费
	AccountOpening        = "4001" // 实收资本, where opening balances come from
	AccountSales          = "6001" // 主营业务收入
	AccountOtherIncome    = "6051" // 其他业务收入: fees borne by the customer
	AccountGain           = "6301" // 营业外收入: stock found
	AccountCostOfSales    = "6401" // 主营业务成本
	AccountCostAdjustment = "6402" // 成本调整: true-ups of issues below zero
	AccountSellingExpense = "6601" // 销售费用: stock given away or used
	AccountFinanceCost    = "6603" // 财务费用: what banks and payment services charge
	AccountLoss           = "6711" // 营业外支出: stock lost
)

// Account is one account of the chart.
type Account struct {
	Code   string
	Name   string
	NameEN string
	Kind   string // asset, liability, equity, income or expense
}

// chart is what every account set starts with.
var chart = []Account{
	{AccountCash, "库存现金", "Cash on hand", "asset"},
	{AccountBank, "银行存款", "Bank deposits", "asset"},
	{AccountOtherFunds, "其他货币资金", "Other monetary funds", "asset"},
	{AccountReceivable, "应收账款", "Accounts receivable", "asset"},
	{AccountPrepaid, "预付账款", "Advances to suppliers", "asset"},
	{AccountInventory, "库存商品", "Inventory", "asset"},
	{AccountPayable, "应付账款", "Accounts payable", "liability"},
	{AccountAdvance, "预收账款", "Advances from customers", "liability"},
	{AccountTax, "应交税费", "Taxes payable", "liability"},
	{AccountOpening, "实收资本", "Paid-in capital", "equity"},
	{AccountSales, "主营业务收入", "Sales revenue", "income"},
	{AccountOtherIncome, "其他业务收入", "Other operating income", "income"},
	{AccountGain, "营业外收入", "Non-operating income", "income"},
	{AccountCostOfSales, "主营业务成本", "Cost of sales", "expense"},
	{AccountCostAdjustment, "成本调整", "Cost adjustments", "expense"},
	{AccountSellingExpense, "销售费用", "Selling expenses", "expense"},
	{AccountFinanceCost, "财务费用", "Finance costs", "expense"},
	{AccountLoss, "营业外支出", "Non-operating expenses", "expense"},
}
