package channel

import "github.com/huotong/huotong/internal/fault"

// Faults of shops.
var (
	// ErrShopNotFound is the answer to a shop or buyer account unknown to the set, removed, or outside the person's data scope.
	ErrShopNotFound = fault.Define(fault.NotFound, "shop.not_found",
		fault.ZH("找不到这个 1688 账号", "它可能已被移除，或不在您的数据范围内；请刷新列表"),
		fault.EN("1688 account not found", "It may have been removed or lies outside your data scope; reload the list"))
	// ErrShopDisabled has the parameter shop.
	ErrShopDisabled = fault.Define(fault.Conflict, "shop.disabled",
		fault.ZH("1688 账号“{shop}”已停用", "在“店铺授权”或“采购账号”中启用后再操作"),
		fault.EN("The 1688 account {shop} is disabled", "Enable it in the list of shops or buyer accounts first"))
	// ErrAuthorisation has the parameter shop.
	ErrAuthorisation = fault.Define(fault.Conflict, "shop.authorisation_lost",
		fault.ZH("“{shop}”的 1688 授权已失效", "由账户的主人在“店铺授权”或“采购账号”中重新授权；未完成的下载会自动继续"),
		fault.EN("The 1688 authorisation of {shop} is no longer valid", "Let the owner authorise it again in the list of shops or buyer accounts; downloads under way go on by themselves"))
	// ErrNoApp is the answer when the installation has no 1688 app.
	ErrNoApp = fault.Define(fault.Unavailable, "shop.no_app",
		fault.ZH("还没有设置 1688 应用的 AppKey 和 AppSecret", "由管理员设置 HUOTONG_1688_APP_KEY 和 HUOTONG_1688_APP_SECRET 后重启"),
		fault.EN("The app key and secret for 1688 are not set", "Let the administrator set HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET and restart"))
	// ErrUnreachable is the answer when 1688 does not answer.
	ErrUnreachable = fault.Define(fault.Unavailable, "shop.unreachable",
		fault.ZH("1688 暂时没有应答", "稍等几分钟再试；若一直如此，请检查服务器能否访问外网"),
		fault.EN("1688 does not answer at the moment", "Try again in a few minutes; if it stays, check whether the server can reach the internet"))
	// ErrPlatform has the parameters code and message, as 1688 worded them.
	ErrPlatform = fault.Define(fault.Conflict, "shop.platform",
		fault.ZH("1688 拒绝了请求：{message}（{code}）", "按 1688 的提示处理后再试"),
		fault.EN("1688 refused the request: {message} ({code})", "Do what 1688 asks for and try again"))
	// ErrPermission has the parameter message.
	ErrPermission = fault.Define(fault.Conflict, "shop.platform_permission",
		fault.ZH("1688 应用没有调用此接口的权限：{message}", "在 1688 开放平台为应用订购或申请相应的解决方案"),
		fault.EN("The 1688 app may not call this interface: {message}", "Order or apply for the solution for your app on the 1688 open platform"))
	// ErrUsage has the parameter message.
	ErrUsage = fault.Define(fault.Conflict, "shop.platform_usage",
		fault.ZH("1688 应用的调用次数已用完：{message}", "在 1688 开放平台购买调用量，或等到额度恢复"),
		fault.EN("The calls of the 1688 app are used up: {message}", "Buy more on the 1688 open platform, or wait until the quota returns"))
)
