package channel

import "github.com/huotong/huotong/internal/fault"

// What an examination finds. They are declared as faults for the two languages and
// the remedy; the verdict says whether something is wrong.
var (
	foundNoAddress = found("no_address",
		fault.ZH("{url} 不是有效的地址", "改正 HUOTONG_PUBLIC_URL"), fault.EN("{url} is no address", "correct HUOTONG_PUBLIC_URL"))
	foundThisMachine = found("this_machine",
		fault.ZH("只有本机能打开：1688 和手机都回不到这里", "正式使用时设置 HUOTONG_PUBLIC_URL"),
		fault.EN("is this machine only: 1688 and phones cannot come back to it", "set HUOTONG_PUBLIC_URL for real use"))
	foundThisNetwork = found("this_network",
		fault.ZH("只在本地网络里能打开：店主授权、手机开单都要连这个网络", ""),
		fault.EN("is an address of this network only: owners must be in it to authorise a shop, phones to open the page", ""))
	foundNoHTTPS = found("no_https",
		fault.ZH("没有用 https：密码和授权会明文传输", "在前面放一个带证书的代理，并设置 HUOTONG_PUBLIC_URL"),
		fault.EN("is not https: passwords and authorisations travel in the open", "put a proxy with a certificate in front and set HUOTONG_PUBLIC_URL"))
	foundRegister = found("register",
		fault.ZH("{url} 要在 1688 开放平台控制台登记为应用的回调地址", ""), fault.EN("{url} must be registered for the app in its console", ""))
	foundNobody = found("nobody",
		fault.ZH("现在访问 {url} 没有应答", "启动服务后再诊断"), fault.EN("nothing answers at {url} now", "start the server and run doctor again"))
	foundSomebodyElse = found("somebody_else",
		fault.ZH("{url} 上应答的不是货通", "让代理把所有路径转到本程序，或改正 HUOTONG_PUBLIC_URL"),
		fault.EN("something else than Huotong answers at {url}", "let the proxy pass every path to Huotong, or correct HUOTONG_PUBLIC_URL"))
	foundOurselves = found("ourselves",
		fault.ZH("{url} 由货通应答", ""), fault.EN("Huotong answers at {url}", ""))

	foundNoApp = found("no_app",
		fault.ZH("没有设置 AppKey：货通在没有 1688 的情况下运行", "设置 HUOTONG_1688_APP_KEY 和 HUOTONG_1688_APP_SECRET"),
		fault.EN("no key is set: Huotong runs without 1688", "set HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET"))
	foundGateway = found("gateway",
		fault.ZH("能连上 1688 网关，AppKey 有效", ""), fault.EN("answers and knows the app key", ""))
	foundGatewaySilent = found("gateway_silent",
		fault.ZH("1688 网关没有正常应答：{answer}", "检查网络、HUOTONG_1688_GATEWAY，以及 HUOTONG_1688_APP_KEY 是否与控制台一致"),
		fault.EN("does not answer as it should: {answer}", "check the network, HUOTONG_1688_GATEWAY, and that HUOTONG_1688_APP_KEY is that of the app's console"))
	foundClock = found("clock",
		fault.ZH("与 1688 的时间相差 {duration}", ""), fault.EN("differs from 1688's by {duration}", ""))
	foundClockOff = found("clock_off",
		fault.ZH("与 1688 的时间相差 {duration}", "让服务器用 NTP 自动对时"), fault.EN("differs from 1688's by {duration}", "let the machine set its clock by NTP"))
	foundSignature = found("signature",
		fault.ZH("1688 认可用 AppSecret 做的签名", ""), fault.EN("1688 accepts what the app secret signs", ""))
	foundSignatureRefused = found("signature_refused",
		fault.ZH("1688 不认可签名：{answer}", "改正 HUOTONG_1688_APP_KEY 和 HUOTONG_1688_APP_SECRET：两者都在应用的控制台里"),
		fault.EN("{answer}", "correct HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET: the app's console shows both"))
	foundNoMoreCalls = found("no_more_calls",
		fault.ZH("1688 现在不再接受调用：{answer}", "稍后再诊断"), fault.EN("1688 answers no more calls now: {answer}", "run doctor again later"))

	foundNoProbe = found("no_probe",
		fault.ZH("没有设置 AppKey，无法诊断", ""), fault.EN("cannot be probed without an app key", ""))
	foundDisabled = found("disabled",
		fault.ZH("账号已停用，没有诊断", "先启用它"), fault.EN("is disabled and not probed", "enable it first"))
	foundToken = found("token",
		fault.ZH("令牌有效，到 {until}（UTC）前会自动更新", ""), fault.EN("the token works until {until} UTC and is renewed by itself", ""))
	foundTokenRefused = found("token_refused",
		fault.ZH("令牌不能用：{answer}", "如果一直如此，请重新授权"),
		fault.EN("the token does not work: {answer}", "if it stays so, authorise the account again"))
	foundNotKnown = found("not_known",
		fault.ZH("没有查清：{answer}", "稍后再诊断"), fault.EN("could not be found out: {answer}", "run doctor again later"))
	foundEnd = found("end",
		fault.ZH("授权到 {until}", ""), fault.EN("authorised until {until}", ""))
	foundEnding = found("ending",
		fault.ZH("授权到 {until}，快到期了", "请店主在此之前重新授权"), fault.EN("authorised until {until}", "authorise the account again before then"))
	foundNoEnd = found("no_end",
		fault.ZH("1688 没有说明授权到什么时候", ""), fault.EN("1688 does not tell until when the authorisation lasts", ""))
	foundEntitled = found("entitled",
		fault.ZH("应用可以调用所需的全部接口", ""), fault.EN("the app may call everything that is needed", ""))
	foundDenied = found("denied",
		fault.ZH("应用没有权限调用 {calls}", "在开放平台控制台为应用订购或申请含这些接口的解决方案，再重新授权"),
		fault.EN("the app may not call {calls}", "buy or apply for the solutions with these interfaces in the app's console, then authorise the account again"))
	foundCallsUnknown = found("calls_unknown",
		fault.ZH("没有查清能否调用 {calls}", "稍后再诊断"), fault.EN("not known for {calls}", "run doctor again"))
	foundNoMarket = found("no_market",
		fault.ZH("没有绑定市场，不能生成预订单", "在“店铺授权”中绑定"), fault.EN("no market is bound, so it cannot make pre-orders", "bind one on the page of shops"))
)

func found(code string, zh, en fault.Text) *fault.Error {
	return fault.Define(fault.Internal, "shop.found."+code, zh, en)
}

func init() {
	fault.AddWords("examination",
		fault.Word{Code: "public_url", ZH: "访问地址", EN: "public url"}, fault.Word{Code: "callback", ZH: "回调地址", EN: "callback"},
		fault.Word{Code: "app", ZH: "1688 应用", EN: "1688 app"}, fault.Word{Code: "gateway", ZH: "1688 网关", EN: "1688 gateway"},
		fault.Word{Code: "clock", ZH: "服务器时钟", EN: "clock"}, fault.Word{Code: "signature", ZH: "签名", EN: "signature"},
		fault.Word{Code: "token", ZH: "令牌", EN: "token"}, fault.Word{Code: "authorisation", ZH: "授权期限", EN: "authorisation"},
		fault.Word{Code: "calls", ZH: "接口权限", EN: "interfaces"}, fault.Word{Code: "messages", ZH: "消息推送", EN: "messages"}, fault.Word{Code: "market", ZH: "市场", EN: "market"})
}
