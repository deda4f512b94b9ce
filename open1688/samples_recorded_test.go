package open1688

import (
	"testing"
	"time"
)

// recordedSamples holds a row for each recorded or quoted answer.
func recordedSamples() map[string]sample {
	return map[string]sample{
		"01-push-order-pay": as(decodePush, func(t *testing.T, got *Message) {
			event, err := DecodeEvent[OrderEvent](got)
			if err != nil {
				t.Fatal(err)
			}
			want(t, "order", event.OrderID, "2237938826932626149")
			want(t, "bizKey is another id", ID(got.BizKey) == event.OrderID, false)
			want(t, "message", got.ID, "92705609220")
		}),
		"02-gateway-no-usage-left": refusal(decodeGateway, KindGateway, "gw.NoUsageLeftError"),
		"03-gateway-acl-declined":  refusal(decodeGateway, KindGateway, "gw.APIACLDecline"),
		"04-logistics-not-shipped": refusal(DecodeLogistics, KindBusiness, "500_2"),
		"05-logistics-infos-two-parcels": as(DecodeLogistics, func(t *testing.T, got *LogisticsReply) {
			want(t, "first parcel", got.Parcels[0].LogisticsID, "LP1")
			want(t, "second parcel", got.Parcels[1].BillNo, "SF002")
		}),
		"06-logistics-trace-two-parcels-other-order": as(DecodeTraces, func(t *testing.T, got *TraceReply) {
			want(t, "first trace", got.Traces[0].LogisticsID, "LP2")
			want(t, "order", got.Traces[1].OrderID, "2916850100004498520")
		}),
		"07-seller-view-shipped": as(decodeCall[OrderReply](&opTradeGetSeller), func(t *testing.T, got *OrderReply) {
			want(t, "masked", got.RetCodes[0], "BUYER_ENCRYPT")
			item := got.Order.NativeLogistics.Items[0]
			want(t, "carrier name", item.CompanyName, "极兔速递")
			want(t, "carrier code", item.CompanyNo, "HTKY")
			want(t, "carrier id", item.CompanyID, "352")
			want(t, "refund", got.Order.BaseInfo.RefundPayment, "0")
		}),
		"08-buyer-order-two-packages": as(DecodeOrderPage, func(t *testing.T, got *OrderPage) {
			lines, items := got.Orders[0].Lines, got.Orders[0].NativeLogistics.Items
			want(t, "price as number", fen(t, lines[0].Price), 450)
			want(t, "price as text", fen(t, lines[1].Price), 500)
			want(t, "line id", lines[0].LineID(), "line-1")
			want(t, "bill", items[0].BillNo, "不需要物流")
			want(t, "number in the code", items[0].LogisticsCode, "SF123456789")
			want(t, "status", items[1].Status, "signinsuccess")
		}),
		"09-cross-detail-pet-stairs": as(DecodeCrossDetail, func(t *testing.T, got *CrossDetailReply) {
			want(t, "id as text", got.Result.Detail.OfferID, "5930006142361")
			want(t, "price", fen(t, got.Result.Detail.SKUs[0].Price), 5580)
			want(t, "weight as text", got.Result.Detail.ShippingInfo.Weight, "1.68")
		}),
		"10-cross-detail-missing":       refusal(DecodeCrossDetail, KindBusiness, "SP0056"),
		"11-cross-detail-no-permission": refusal(DecodeCrossDetail, KindBusiness, ""),
		"12-cross-detail-multi-value-attributes": as(Decode[CrossDetail], func(t *testing.T, got *CrossDetail) {
			want(t, "repeated name", got.Attributes[1].NameTrans, got.Attributes[2].NameTrans)
			want(t, "missing price", got.SKUs[1].Price, "")
			want(t, "promotion price", fen(t, got.SKUs[1].PromotionPrice), 12800)
			want(t, "kept raw", string(got.Extra["productPackageInfos"]), `[{"weight":1.0}]`)
		}),
		"13-preview-two-pay-channels": as(DecodePreview, func(t *testing.T, got *PreviewReply) {
			want(t, "no limit told", got.Orders[0].PayChannels[0].AmountLimit == nil, true)
			want(t, "limit", *got.Orders[0].PayChannels[1].AmountLimit, 30000)
		}),
		"14-fast-create-order": as(DecodeCreateOrder, func(t *testing.T, got *CreateOrderReply) {
			want(t, "id", got.Created()[0].OrderID, "99887766")
			want(t, "amount", got.Created()[0].OrderAmount, 12345)
		}),
		"15-preview-minimal": as(DecodePreview, func(t *testing.T, got *PreviewReply) {
			want(t, "orderable", got.Orders[0].Orderable, true)
			want(t, "sum", got.Orders[0].SumPayment, 12345)
		}),
		"16-trace-yunda": as(Decode[LogisticsTrace], func(t *testing.T, got *LogisticsTrace) {
			want(t, "newest first", got.Steps[0].AcceptTime.After(got.Steps[5].AcceptTime.Time), true)
			want(t, "first step", got.FirstStep.AcceptTime.UTC().Format(time.DateTime), "2018-01-26 11:07:31")
		}),
		"17-order-id-beyond-int64": as(Decode[Order], func(t *testing.T, got *Order) {
			want(t, "number id", got.BaseInfo.ID, "9223372036854775808")
			want(t, "text id", got.BaseInfo.IDText, "9223372036854775808")
			want(t, "product", got.Lines[0].ProductID, "18446744073709551615")
		}),
		"18-retail-price-detail": as(Decode[CrossDetail], func(t *testing.T, got *CrossDetail) {
			want(t, "13-digit offer", got.OfferID, "1040473674152")
			want(t, "kept raw", len(got.Extra["skuList"]) > 0, true)
		}),
	}
}
