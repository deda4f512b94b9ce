package fault

// Faults that any package may return.
var (
	// ErrRequired marks an input that was left out.
	ErrRequired = Define(Invalid, "input.required",
		ZH("必填", "请填写此项"), EN("Required", "Fill this in"))
	// ErrTooLong has parameters max.
	ErrTooLong = Define(Invalid, "input.too_long",
		ZH("太长，最多 {max} 个字符", "请缩短"), EN("Too long, at most {max} characters", "Shorten it"))
	// ErrFormat has the parameter expected.
	ErrFormat = Define(Invalid, "input.format",
		ZH("格式不对，应为 {expected}", "按要求的格式填写"), EN("Wrong format, expected {expected}", "Use the expected format"))
	// ErrChoice has the parameter allowed.
	ErrChoice = Define(Invalid, "input.choice",
		ZH("不是可选的值，可选：{allowed}", "从可选值中选择"), EN("Not one of the allowed values: {allowed}", "Pick an allowed value"))
	// ErrTooMany has the parameter max.
	ErrTooMany = Define(Invalid, "input.too_many",
		ZH("一次最多 {max} 条", "请分批提交"), EN("At most {max} at a time", "Submit in several batches"))
	// ErrPositive marks a number that must be above zero.
	ErrPositive = Define(Invalid, "decimal.not_positive",
		ZH("必须大于 0", "请填写大于 0 的数"), EN("Must be greater than 0", "Enter a number greater than 0"))
	// ErrNegative marks a number that must not be below zero.
	ErrNegative = Define(Invalid, "decimal.negative",
		ZH("不能为负数", "请填写 0 或更大的数"), EN("Must not be negative", "Enter 0 or more"))
	// ErrDecimal marks text that is no number.
	ErrDecimal = Define(Invalid, "decimal.invalid",
		ZH("不是有效的数字", "请填写如 12.5 的数字"), EN("Not a valid number", "Enter a number such as 12.5"))
	// ErrPlaces has the parameter max.
	ErrPlaces = Define(Invalid, "decimal.too_many_places",
		ZH("小数位太多，最多 {max} 位", "请减少小数位"), EN("Too many decimals, at most {max}", "Use fewer decimals"))
	// ErrRange has the parameter max.
	ErrRange = Define(Invalid, "decimal.out_of_range",
		ZH("数值太大，最大 {max}", "请检查是否多输了数字"), EN("Too large, at most {max}", "Check for extra digits"))
	// ErrNotFound has the parameter what, a code of the vocabulary "record" or a name.
	ErrNotFound = Define(NotFound, "not_found",
		ZH("找不到{what:record}", "它可能已被删除，或不属于当前账套；请刷新列表"), EN("{what:record} not found", "It may have been deleted or belongs to another account set; reload the list"))
	// ErrStale is the answer to an update made on an old version.
	ErrStale = Define(Conflict, "version.stale",
		ZH("这条记录刚被别人改过", "刷新后在最新内容上重新修改"), EN("Somebody else has just changed this record", "Reload and make the change on the current content"))
	// ErrForbidden has the parameter permission, its key.
	ErrForbidden = Define(Forbidden, "forbidden",
		ZH("没有权限：{permission:permission}", "请让账套管理员给你的角色加上这项权限"), EN("Permission missing: {permission:permission}", "Ask the owner of the account set to add it to your role"))
	// ErrInternal hides what went wrong inside; the log has it under the request id.
	ErrInternal = Define(Internal, "internal",
		ZH("系统内部出错", "请重试；若仍出错，把请求编号发给管理员"), EN("Internal error", "Try again; if it stays, give the request id to your administrator"))
)

func init() {
	AddWords("record",
		Word{"token", "令牌", "Token"}, Word{"session", "登录", "Sign-in"}, Word{"role", "角色", "Role"}, Word{"invitation", "邀请", "Invitation"},
		Word{"person", "人员", "Person"}, Word{"job", "后台任务", "Job"}, Word{"task", "任务", "Task"}, Word{"fund_account", "结算账户", "Fund account"},
		Word{"warehouse", "仓库", "Warehouse"}, Word{"shop", "店铺", "Shop"}, Word{"sku", "SKU", "SKU"})
}
