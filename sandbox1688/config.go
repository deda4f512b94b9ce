package sandbox1688

import (
	"log/slog"
	"time"
)

// Config is what a sandbox is started with. The zero value works: it seeds the
// default catalogue and accepts the app key "1000000" with the secret "test123",
// the pair of the platform's published signature example.
type Config struct {
	// AppKey and AppSecret are the first app; the control API adds more.
	AppKey, AppSecret string
	// PublicURL is the base of detailUrl, picture and authorise addresses, without
	// a trailing slash. Empty: taken from each request's Host.
	PublicURL string
	// PushURL is where the messages of the first app are posted; empty: nowhere. The
	// control API gives other apps an address.
	PushURL string
	// Seed is the initial content; nil means DefaultSeed. A reset returns to it.
	Seed *Seed
	// Now is the clock the sandbox clock is an offset of; nil means the system's.
	Now func() time.Time
	// Rate is the number of gateway calls per second an app may make, with a burst
	// of the same size; 0 means no limit.
	Rate int
	// Logger receives one line per refused or failed call; nil means silence.
	Logger *slog.Logger
	// RepeatIDs starts the ids of offers, pre-orders, orders and tokens at the same
	// numbers at each start and reset, for tests that compare them. Otherwise they
	// follow the time, so that an ERP never sees an id twice.
	RepeatIDs bool
	// Switches chooses between plausible behaviours of the platform.
	Switches Switches
}

// Defaults of Config and Switches.
const (
	defaultAppKey        = "1000000"
	defaultAppSecret     = "test123"
	defaultPreOrderTTL   = 5 * 24 * time.Hour
	defaultRefreshTTL    = 180 * 24 * time.Hour
	defaultConsoleTTL    = 365 * 24 * time.Hour
	defaultOrderPayTTL   = 12 * time.Hour
	defaultPriceMin      = 10
	defaultPriceMax      = 1000
	defaultMaxLines      = 50
	defaultPushRetries   = 3
	defaultPushSpacing   = time.Minute
	defaultPushTimeout   = 3 * time.Second
	defaultPushRetention = 7 * 24 * time.Hour
	defaultMaxOrderSKUs  = 50
	defaultBuyerPageSize = 50
	accessTTL            = 10 * time.Hour // expires_in "36000"
	codeTTL              = 2 * time.Minute
	postponeWindow       = 30 * 24 * time.Hour
	cancelGrace          = 10 * time.Second // CLOSE_ORDER_TOO_FAST before that
	autoConfirmAfter     = 10 * 24 * time.Hour
	maxBodyBytes         = 8 << 20
	maxRetiredPreOrders  = 10_000
	maxRequestLogEntries = 500
)

// Switches are the behaviours which the public description of the platform
// leaves open. The zero value is the default of each; the U-number in brackets
// is the open question of the 1688 reference, section 10.
type Switches struct {
	// TimestampTolerance refuses an _aop_timestamp further away than this (U1).
	// 0: the value is not looked at.
	TimestampTolerance time.Duration `json:"-"`
	// QosStatus is the HTTP status of gw.Qos… errors (U2). 0 means 400.
	QosStatus int `json:"qosStatus"`
	// UnknownAppKeyCode is the error for an app key that does not exist (U4).
	// Empty means gw.SignatureInvalid.
	UnknownAppKeyCode string `json:"unknownAppKeyCode"`
	// RefreshRepeatsToken makes a refresh repeat refresh_token and its timeout (U7).
	RefreshRepeatsToken bool `json:"refreshRepeatsToken"`
	// RefreshTTL is the life of a refresh token (U8). 0 means 180 days.
	RefreshTTL time.Duration `json:"-"`
	// ConsoleTokenTTL is the life of a token copied from the console (U9). 0 means
	// 365 days.
	ConsoleTokenTTL time.Duration `json:"-"`
	// SystemTimeSigned makes system/currentTime require a signature; without it
	// only a signature that is present is checked.
	SystemTimeSigned bool `json:"systemTimeSigned"`
	// CarrierListPublic lets the carrier list be read without a user token.
	CarrierListPublic bool `json:"carrierListPublic"`
	// ClampPageSize lowers a pageSize above the maximum instead of refusing it.
	ClampPageSize bool `json:"clampPageSize"`
	// PreOrderClosed declines both pre-order calls with gw.APIACLDecline (U35).
	PreOrderClosed bool `json:"preOrderClosed"`
	// AnyMarket accepts every marketName, not only the configured ones (U36).
	AnyMarket bool `json:"anyMarket"`
	// PreOrderTTL is the time to pay a pre-order (U37). 0 means five days.
	PreOrderTTL time.Duration `json:"-"`
	// LogisticsTypeRequired refuses a pre-order without logisticsType (U37);
	// otherwise the default is 2, express.
	LogisticsTypeRequired bool `json:"logisticsTypeRequired"`
	// FormalOrderTTL is the time to pay the formal order that a confirmed pre-order
	// became, from its confirmation (U37); the pre-order then lives as long as it. 0
	// means what is left of PreOrderTTL.
	FormalOrderTTL time.Duration `json:"-"`
	// PreOrderListOrder is the order of getList, which is not documented (U37): empty
	// is newest first, "oldest" oldest first, "mixed" neither.
	PreOrderListOrder string `json:"preOrderListOrder"`
	// PreOrderListLag is how long after its making getList does not show a pre-order.
	PreOrderListLag time.Duration `json:"-"`
	// KeepRetired lets expired and cancelled pre-orders stay in getList with the
	// state they had; otherwise they vanish from it (U37).
	KeepRetired bool `json:"keepRetired"`
	// AcceptTotalFee takes totalFee as sent even when it is not the sum of the
	// lines; otherwise such a pre-order is refused.
	AcceptTotalFee bool `json:"acceptTotalFee"`
	// ZeroPriceIsList reads auctionPrice 0 as the list price; otherwise it is a
	// price outside the limits.
	ZeroPriceIsList bool `json:"zeroPriceIsList"`
	// PriceMinPercent and PriceMaxPercent bound auctionPrice relative to the list
	// price. 0 means 10 and 1000.
	PriceMinPercent int `json:"priceMinPercent"`
	PriceMaxPercent int `json:"priceMaxPercent"`
	// MaxLines bounds the lines of a pre-order (after U13). 0 means 50.
	MaxLines int `json:"maxLines"`
	// PushDelay is how long after its cause a message is sent; 0: at once.
	PushDelay time.Duration `json:"-"`
	// PushTimeout is how long a receiver may take to answer a message (U41), by the
	// real clock. 0 means three seconds.
	PushTimeout time.Duration `json:"-"`
	// PushRetries is how often an unacknowledged message is sent again (U41). 0 means
	// three times, -1 never.
	PushRetries int `json:"pushRetries"`
	// PushRetrySpacing is the pause before the first of these, by the sandbox clock; the
	// second one comes after five, all further ones after fifteen times that (U41). 0
	// means a minute.
	PushRetrySpacing time.Duration `json:"-"`
	// PushRetention is how long a message that was given up can be fetched (U41). 0
	// means seven days.
	PushRetention time.Duration `json:"-"`
	// PushFlat posts the keys of a message as fields of their own, signed as such (U40).
	PushFlat bool `json:"pushFlat"`
	// PushTextData writes data as a text that holds JSON (U39).
	PushTextData bool `json:"pushTextData"`
	// PushTextNumbers writes msgId, gmtBorn and the ids in data as texts.
	PushTextNumbers bool `json:"pushTextNumbers"`
	// PushPlainBizKey makes bizKey the id of the order; otherwise it is one no order has,
	// as in a captured message.
	PushPlainBizKey bool `json:"pushPlainBizKey"`
	// PushBlankTime leaves changeTime blank in each message about a parcel; otherwise in
	// those about its dispatch alone, as in an official sample.
	PushBlankTime bool `json:"pushBlankTime"`
	// MemoFailureIsPlain makes memoAdd answer success:false when refused; otherwise
	// it answers success:true beside errorCode 400_4, as the documentation warns.
	MemoFailureIsPlain bool `json:"memoFailureIsPlain"`
	// MaskReceiver masks names and phones in the seller's view of an order.
	MaskReceiver bool `json:"maskReceiver"`
	// ForeignDateZone writes dates with the zone -0700, as some official samples do.
	ForeignDateZone bool `json:"foreignDateZone"`
	// TextAuctionNumber sends auctionNumber as text when it is no number; otherwise it
	// is then left out (U47).
	TextAuctionNumber bool `json:"textAuctionNumber"`
	// OrderPayTTL is the time to pay an ordinary order (U19). 0 means 12 hours.
	OrderPayTTL time.Duration `json:"-"`
	// DuplicateOutOrder is what a second creation with an outOrderId does (U11): empty
	// answers with the order there is, "error" refuses, "second" makes another order.
	DuplicateOutOrder string `json:"duplicateOutOrder"`
	// MaxOrderSKUs bounds the lines of one order (U13). 0 means 50.
	MaxOrderSKUs int `json:"maxOrderSKUs"`
	// SplitLargeOrders makes several orders of more lines than that; otherwise they are
	// refused (U13).
	SplitLargeOrders bool `json:"splitLargeOrders"`
	// FlatCreateReply answers a creation of one order without result and with
	// success:false, as two of three official samples do (U22).
	FlatCreateReply bool `json:"flatCreateReply"`
	// PartialOrders orders the lines that can be ordered and tells of the others in
	// failedOfferList; otherwise one bad line refuses the creation.
	PartialOrders bool `json:"partialOrders"`
	// PreviewPerPart tells of lines that cannot be ordered in the parts of a preview
	// that succeeds; otherwise they refuse it.
	PreviewPerPart bool `json:"previewPerPart"`
	// BuyerPageSize is the most orders of a page of getBuyerOrderList (U14). 0 means 50.
	BuyerPageSize int `json:"buyerPageSize"`
	// IgnoreOrderIDs makes getBuyerOrderList ignore orderIds, as some apps have seen.
	IgnoreOrderIDs bool `json:"ignoreOrderIds"`
	// OrderListLag is how long after its making getBuyerOrderList does not show an order.
	OrderListLag time.Duration `json:"-"`
	// NumericIDOfStr writes idOfStr as a number to buyers, as an official sample does.
	NumericIDOfStr bool `json:"numericIdOfStr"`
	// TraceNewestFirst turns the steps of a parcel's trace round.
	TraceNewestFirst bool `json:"traceNewestFirst"`
}

// withDefaults returns s with every zero that stands for a default filled in.
func (s Switches) withDefaults() Switches {
	fill(&s.QosStatus, 400)
	fill(&s.UnknownAppKeyCode, codeSignatureInvalid)
	fill(&s.RefreshTTL, defaultRefreshTTL)
	fill(&s.ConsoleTokenTTL, defaultConsoleTTL)
	fill(&s.PreOrderTTL, defaultPreOrderTTL)
	fill(&s.PriceMinPercent, defaultPriceMin)
	fill(&s.PriceMaxPercent, defaultPriceMax)
	fill(&s.MaxLines, defaultMaxLines)
	fill(&s.PushTimeout, defaultPushTimeout)
	fill(&s.PushRetries, defaultPushRetries)
	fill(&s.PushRetrySpacing, defaultPushSpacing)
	fill(&s.PushRetention, defaultPushRetention)
	fill(&s.OrderPayTTL, defaultOrderPayTTL)
	fill(&s.MaxOrderSKUs, defaultMaxOrderSKUs)
	fill(&s.BuyerPageSize, defaultBuyerPageSize)
	return s
}

func fill[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}
