package sandbox1688

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Motifs of generated pictures, one per kind of goods.
const (
	motifBox = iota
	motifTee
	motifTrousers
	motifDress
	motifBag
	motifWheel
	motifLamp
	motifPen
	motifBook
	motifTape
	motifBulb
)

var motifOf = map[int64]int{
	catTee: motifTee, catMensTee: motifTee, catPolo: motifTee, catKidsTee: motifTee, catHoodie: motifTee, catShirt: motifTee, catJacket: motifTee, catKidsSet: motifTee,
	catTrousers: motifTrousers, catMensJeans: motifTrousers, catDress: motifDress,
	catTote: motifBag, catBackpack: motifBag, catCrossbody: motifBag, catWallet: motifBag, catSuitcase: motifBag,
	catTyre: motifWheel, catBrake: motifWheel, catChain: motifWheel, catLamp: motifLamp, catDeskLamp: motifLamp, catFlood: motifLamp,
	catPen: motifPen, catPencil: motifPen, catEraser: motifBox, catNotebook: motifBook, catFile: motifBook, catStapler: motifBox,
	catTape: motifTape, catDouble: motifTape, catMasking: motifTape, catDuct: motifTape, catBulb: motifBulb, catStrip: motifTape,
}

// palette gives the colours variants are named after.
var palette = []struct {
	name string
	rgb  color.RGBA
}{
	{"黑色", rgb(0x2b2b2e)},
	{"白色", rgb(0xf7f7f2)},
	{"红色", rgb(0xd23b35)},
	{"蓝色", rgb(0x2f62c9)},
	{"藏青色", rgb(0x233456)},
	{"酒红色", rgb(0x7b1e3a)},
	{"卡其色", rgb(0xb9a27c)},
	{"墨绿色", rgb(0x23503f)},
	{"浅灰色", rgb(0xbfc3c7)},
	{"雾霾蓝", rgb(0x7d95ad)},
	{"杏色", rgb(0xe9d3b4)},
	{"焦糖色", rgb(0xa5602d)},
	{"粉色", rgb(0xf1a7b8)},
	{"紫色", rgb(0x7a52a8)},
	{"姜黄色", rgb(0xd9a125)},
	{"湖蓝色", rgb(0x2aa3b5)},
	{"咖啡色", rgb(0x5b3b2b)},
	{"砖红色", rgb(0xa94a36)},
	{"军绿色", rgb(0x5a6238)},
	{"米白色", rgb(0xf1ebdd)},
	{"深灰色", rgb(0x5c6167)},
	{"天蓝色", rgb(0x76b6e4)},
	{"银色", rgb(0xc9ccd1)},
	{"金色", rgb(0xd4ad4a)},
}

func rgb(v uint32) color.RGBA {
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} //nolint:gosec // the low eight bits are meant
}

// imagePath is the relative path of a generated picture, of the platform's shape.
// The digits after the underscore say what to draw: motif, colour, number.
func imagePath(offer int64, n, motif int, colour string) string {
	index := int(offer/7+int64(n)) % len(palette)
	for i, p := range palette {
		if p.name == colour {
			index = i
		}
	}
	return fmt.Sprintf("img/ibank/2026/%03d/%03d/%010d_17%02d%03d%03d.jpg", offer%997, offer%991, offer%10_000_000_000, motif, index, n%1000)
}

// pictures draws the generated pictures and keeps a bounded number of them.
type pictures struct {
	mu   sync.Mutex
	kept map[string][]byte
}

const (
	pictureSize = 480
	thumbSize   = 80
	maxPictures = 300
)

func (p *pictures) serve(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	if !strings.HasSuffix(name, ".jpg") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(p.get(name)))
}

func (p *pictures) get(name string) []byte {
	stem, thumb := strings.CutSuffix(strings.TrimSuffix(name, ".jpg"), ".80x80")
	_, digits, _ := strings.Cut(stem, "_")
	motif, index := 0, 0
	if len(digits) == 10 && allDigits(digits) {
		motif, _ = strconv.Atoi(digits[2:4])
		index, _ = strconv.Atoi(digits[4:7])
	}
	key := fmt.Sprint(motif, index%len(palette), thumb)
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.kept[key]; b != nil {
		return b
	}
	size := pictureSize
	if thumb {
		size = thumbSize
	}
	b := draw(motif, palette[index%len(palette)].rgb, size)
	if p.kept == nil || len(p.kept) >= maxPictures {
		p.kept = map[string][]byte{}
	}
	p.kept[key] = b
	return b
}

// draw paints the motif in the colour on a light ground. Each pixel averages four
// samples, which is smooth enough.
func draw(motif int, fill color.RGBA, size int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	ground, edge := rgb(0xeef1f4), shade(fill, 70)
	if int(fill.R)+int(fill.G)+int(fill.B) > 680 {
		ground = rgb(0xd8dde3)
	}
	inside := shapes[motif%len(shapes)]
	for y := range size {
		for x := range size {
			var r, g, b int
			for s := range 4 {
				u := (float64(x) + 0.25 + 0.5*float64(s&1)) / float64(size)
				v := (float64(y) + 0.25 + 0.5*float64(s>>1)) / float64(size)
				c := ground
				switch inside(u, v) {
				case 1:
					c = fill
				case 2:
					c = edge
				}
				r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
			}
			img.SetRGBA(x, y, color.RGBA{uint8(r / 4), uint8(g / 4), uint8(b / 4), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 82}); err != nil {
		panic("sandbox1688: jpeg into memory: " + err.Error())
	}
	return out.Bytes()
}

func shade(c color.RGBA, percent int) color.RGBA {
	f := func(v uint8) uint8 { return uint8(int(v) * percent / 100) } //nolint:gosec // at most 255
	return color.RGBA{f(c.R), f(c.G), f(c.B), 255}
}

// A shape says for a point of the unit square: 0 ground, 1 body, 2 detail.
type shape func(x, y float64) int

var shapes = []shape{
	motifBox: func(x, y float64) int {
		return pick(rect(x, y, .22, .3, .78, .76), rect(x, y, .46, .3, .54, .76) || rect(x, y, .22, .3, .78, .38))
	},
	motifTee: func(x, y float64) int {
		body := rect(x, y, .32, .2, .68, .84) || poly(x, y, .33, .2, .1, .38, .2, .5, .34, .4) || poly(x, y, .67, .2, .9, .38, .8, .5, .66, .4)
		return pick(body && !disc(x, y, .17, .1), body && ring(x, y, .17, .1, .13) || rect(x, y, .32, .81, .68, .84))
	},
	motifTrousers: func(x, y float64) int {
		body := poly(x, y, .32, .14, .68, .14, .76, .88, .56, .88, .5, .38, .44, .88, .24, .88)
		return pick(body, rect(x, y, .32, .14, .68, .2))
	},
	motifDress: func(x, y float64) int {
		body := poly(x, y, .38, .14, .62, .14, .6, .42, .8, .88, .2, .88, .4, .42)
		return pick(body && !disc(x, y, .1, .09), rect(x, y, .4, .41, .6, .45))
	},
	motifBag: func(x, y float64) int {
		return pick(poly(x, y, .22, .42, .78, .42, .84, .86, .16, .86), ring(x, y, .42, .17, .21) && y < .42 || rect(x, y, .44, .52, .56, .58))
	},
	motifWheel: func(x, y float64) int {
		return pick(ring(x, y, .5, .28, .38) || disc(x, y, .5, .07), ring(x, y, .5, .26, .28) || disc(x, y, .5, .27) && (near(x, .5) || near(y, .5) || near(x-y, 0) || near(x+y, 1)))
	},
	motifLamp: func(x, y float64) int {
		return pick(poly(x, y, .36, .18, .64, .18, .8, .48, .2, .48), rect(x, y, .47, .48, .53, .8) || rect(x, y, .32, .8, .68, .86))
	},
	motifPen: func(x, y float64) int {
		return pick(poly(x, y, .68, .12, .84, .28, .38, .74, .22, .58), poly(x, y, .22, .58, .38, .74, .14, .84))
	},
	motifBook: func(x, y float64) int {
		return pick(rect(x, y, .26, .16, .78, .84), rect(x, y, .26, .16, .33, .84) || rect(x, y, .42, .3, .68, .34))
	},
	motifTape: func(x, y float64) int {
		return pick(ring(x, y, .5, .17, .36), ring(x, y, .5, .15, .19) || rect(x, y, .5, .8, .86, .86))
	},
	motifBulb: func(x, y float64) int {
		return pick(disc(x, y, .4, .25) || poly(x, y, .32, .56, .68, .56, .6, .7, .4, .7), rect(x, y, .41, .7, .59, .84))
	},
}

func pick(body, detail bool) int {
	switch {
	case detail:
		return 2
	case body:
		return 1
	}
	return 0
}

func near(a, b float64) bool { return a-b < .012 && b-a < .012 }

func rect(x, y, x0, y0, x1, y1 float64) bool { return x >= x0 && x < x1 && y >= y0 && y < y1 }

// disc is a disc around a point of the middle axis.
func disc(x, y, cy, r float64) bool { return (x-.5)*(x-.5)+(y-cy)*(y-cy) < r*r }

// ring is a ring around a point of the middle axis.
func ring(x, y, cy, inner, outer float64) bool {
	return disc(x, y, cy, outer) && !disc(x, y, cy, inner)
}

// poly says whether the point lies in the polygon (even-odd rule).
func poly(x, y float64, corners ...float64) bool {
	in, n := false, len(corners)
	for i := 0; i < n; i += 2 {
		ax, ay := corners[i], corners[i+1]
		bx, by := corners[(i+2)%n], corners[(i+3)%n]
		if (ay > y) != (by > y) && x < (bx-ax)*(y-ay)/(by-ay)+ax {
			in = !in
		}
	}
	return in
}
