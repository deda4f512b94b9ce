package sandbox1688

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"iter"
	"time"
)

// batchStep is the distance between the ids of two generated offers.
const batchStep = 11

// batch is a rule from which any number of offers follow: the same batch gives the
// same offers each time one is looked at.
type batch struct {
	seller   string
	seed     uint64
	n, skus  int
	firstID  int64
	firstSKU int64
	created  time.Time
	prefix   string // of the 货号, unique per batch
	stub     Offer
}

func (b *batch) contains(id int64) bool {
	return id >= b.firstID && (id-b.firstID)%batchStep == 0 && (id-b.firstID)/batchStep < int64(b.n)
}

// ids are those of the batch's offers.
func (b *batch) ids() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for i := range b.n {
			if !yield(b.firstID + int64(i)*batchStep) {
				return
			}
		}
	}
}

func (b *batch) makeStub() {
	b.stub = Offer{Seller: b.seller, Status: statusPublished, Modified: b.created}
}

var (
	genMaterial = []string{"纯棉", "亚麻", "真丝", "牛仔", "针织", "雪纺", "莫代尔", "羊毛", "冰丝", "灯芯绒"}
	genStyle    = []string{"韩版", "港风", "法式", "国潮", "通勤", "复古", "极简", "学院风", "运动", "小香风"}
	genThing    = []struct {
		name string
		leaf int64
	}{
		{"短袖T恤", catTee}, {"连衣裙", catDress}, {"休闲裤", catTrousers}, {"卫衣", catHoodie}, {"衬衫", catShirt},
	}
	genSeason  = []string{"春秋款", "夏季薄款", "秋冬加厚", "四季百搭", "早春新款", "2026新款"}
	genColours = []string{"黑色", "白色", "藏青色", "酒红色", "卡其色", "墨绿色", "浅灰色", "雾霾蓝", "杏色", "焦糖色", "粉色", "紫色", "姜黄色", "湖蓝色", "咖啡色", "砖红色", "军绿色", "米白色", "深灰色", "天蓝色"}
	genSizes   = []string{"S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL", "6XL", "均码"}
)

// maxGenSKUs is every colour in every size.
const maxGenSKUs = 200

// head is the offer without its SKUs.
func (b *batch) head(id int64) *Offer {
	i := (id - b.firstID) / batchStep
	r := random(b.seed*0x9e3779b97f4a7c15 + uint64(i)) //nolint:gosec // i is never negative
	thing := genThing[r.below(len(genThing))]
	o := &Offer{
		ID: id, Seller: b.seller, Status: statusPublished, CategoryID: thing.leaf,
		Subject: genSeason[r.below(len(genSeason))] + genStyle[r.below(len(genStyle))] + genMaterial[r.below(len(genMaterial))] +
			thing.name + fmt.Sprintf(" 编号%06d", i+1),
		CargoNumber: fmt.Sprintf("%s%06d", b.prefix, i+1),
		Unit:        "件", MinOrder: 1, InvReduceType: 2, Weight: "0.3",
		Created:  b.created.Add(-time.Duration(r.below(1000)) * time.Hour),
		Modified: b.created,
	}
	o.Images = []string{imagePath(o.ID, 0, motifTee, "")}
	base := Price(500+r.below(29500)) * 100 // 5.00 to 300 yuan
	o.RetailPrice = base * 2
	if b.skus == 0 {
		o.Stock = int64(r.below(2000))
		o.Tiers = []Tier{{1, base}, {10, base * 9 / 10 / 100 * 100}, {100, base * 8 / 10 / 100 * 100}}
	} else {
		o.QuoteType = 1
		o.Tiers = []Tier{{1, base}}
	}
	return o
}

// offer is the whole offer.
func (b *batch) offer(id int64) *Offer {
	o := b.head(id)
	i := (id - b.firstID) / batchStep
	r := random(b.seed ^ uint64(i)<<20) //nolint:gosec // i is never negative
	sizes := min(b.skus, 5)
	if b.skus > 5*len(genColours) {
		sizes = len(genSizes)
	}
	o.SKUs = make([]SKU, b.skus)
	base := o.Tiers[0].Price
	for j := range o.SKUs {
		colour, size := genColours[j/sizes], genSizes[j%sizes]
		skuID := b.firstSKU + i*int64(b.skus) + int64(j)
		o.SKUs[j] = SKU{
			ID: skuID, SpecID: specID(id, skuID), CargoNumber: fmt.Sprintf("%s-%02d%s", o.CargoNumber, j/sizes+1, size),
			Stock: int64(r.below(500)), Price: base + Price(j%sizes)*10_000, RetailPrice: 2 * (base + Price(j%sizes)*10_000),
			Attributes: []Attribute{
				{ID: attrColour, Name: "颜色", Value: colour, Image: imagePath(id, j/sizes+1, motifTee, colour)},
				{ID: attrSize, Name: "尺码", Value: size},
			},
		}
	}
	return o
}

// specID is 32 hex characters, fixed by the two ids.
func specID(offer, sku int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "spec %d %d", offer, sku))
	return hex.EncodeToString(sum[:16])
}

// rng is a small reproducible generator (splitmix64); nothing secret depends on it.
type rng uint64

func random(seed uint64) *rng { return new(rng(seed)) }

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (r *rng) below(n int) int { return int(r.next() % uint64(n)) } //nolint:gosec // n is positive and small

// fraction is a number from 0 up to but without 1.
func (r *rng) fraction() float64 { return float64(r.next()>>11) / (1 << 53) }

// openUID is an account's id towards one app: opaque, and different for each.
func openUID(appKey string, userID int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "openuid %s %d", appKey, userID))
	return "BBB" + base64.RawURLEncoding.EncodeToString(sum[:18])
}
