package open1688

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"
	"time"
)

func TestSecretNeverPrints(t *testing.T) {
	t.Parallel()
	const text = "top-secret-text"
	secret := NewSecret(text)
	type holder struct {
		hidden Secret
		Shown  Secret
		list   []Secret
	}
	h := holder{secret, secret, []Secret{secret}}
	client, err := New(Config{AppKey: "1", AppSecret: secret})
	if err != nil {
		t.Fatal(err)
	}
	var printed strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, value := range []any{secret, &secret, h, &h, *client, client, map[string]Secret{"a": secret}} {
			fmt.Fprintf(&printed, verb+"\n", value)
		}
	}
	asJSON, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	printed.Write(asJSON)
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "secret", secret, "holder", h)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "secret", secret, "holder", h)
	printed.Write(logged.Bytes())
	if strings.Contains(printed.String(), text) || strings.Contains(printed.String(), fmt.Sprintf("%x", text)) {
		t.Errorf("the secret shows in %s", printed.String())
	}
	if secret.Reveal() != text || secret != NewSecret(text) || (Secret{}).Reveal() != "" || !(Secret{}).IsZero() {
		t.Error("secret does not keep its text, equality or zero value")
	}
}

func TestID(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]struct {
		id   ID
		json string
	}{
		`2916850100000498520`:    {"2916850100000498520", `2916850100000498520`},
		`"2916850100000498520"`:  {"2916850100000498520", `2916850100000498520`},
		`18446744073709551615`:   {"18446744073709551615", `18446744073709551615`},
		`"line-1"`:               {"line-1", `"line-1"`},
		`"007"`:                  {"007", `"007"`},
		`null`:                   {"", `null`},
		`""`:                     {"", `null`},
		`0`:                      {"0", `0`},
		`-1`:                     {"-1", `"-1"`},
		`"1234567890123456789a"`: {"1234567890123456789a", `"1234567890123456789a"`},
	} {
		var id ID
		if err := json.Unmarshal([]byte(in), &id); err != nil || id != want.id {
			t.Errorf("%s decodes to %q, %v; want %q", in, id, err, want.id)
		}
		out, err := json.Marshal(id)
		if err != nil || string(out) != want.json {
			t.Errorf("%q encodes to %s, %v; want %s", id, out, err, want.json)
		}
	}
	if n, ok := ID("9223372036854775807").Int64(); !ok || n != math.MaxInt64 {
		t.Errorf("largest int64 comes out as %d, %v", n, ok)
	}
	if _, ok := ID("9223372036854775808").Int64(); ok {
		t.Error("an id beyond int64 claims to fit")
	}
	if IDFromInt64(42) != "42" {
		t.Error("IDFromInt64 loses its number")
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for text, want := range map[Yuan]Fen{
		"6.15": 615, "6.1": 610, "6": 600, "0.01": 1, "-39.89": -3989, "4.50": 450, "4.5000": 450,
		"1e2": 10000, "1.5E1": 1500, "-0": 0, "92233720368547758.07": math.MaxInt64, "100000e-3": 10000,
	} {
		if got, err := text.Fen(); err != nil || got != want {
			t.Errorf("%q is %d fen, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []Yuan{"", "价格", "6.155", "1e99", "1e-9", ".5", "5.", "--1", "0x10", "1_000", "NaN", "92233720368547758.08", "1,5", "９"} {
		got, err := text.Fen()
		if _, ok := errors.AsType[*UnitError](err); !ok {
			t.Errorf("%q gives %d, %v; want a UnitError", text, got, err)
		}
	}
	for fen, want := range map[Fen]Yuan{0: "0.00", 5: "0.05", -5: "-0.05", 615: "6.15", -3989: "-39.89", math.MinInt64: "-92233720368547758.08"} {
		if got := fen.Yuan(); got != want {
			t.Errorf("%d fen is %q, want %q", fen, got, want)
		}
	}
	if n, err := Yuan("12.3456").Scaled(4); err != nil || n != 123456 {
		t.Errorf("four decimals give %d, %v", n, err)
	}
	if n, err := Decimal("2.000").Int64(); err != nil || n != 2 {
		t.Errorf("whole decimal gives %d, %v", n, err)
	}
	for in, ok := range map[string]bool{`615`: true, `"615"`: true, `615.0`: true, `null`: true, `" "`: true, `6.15`: false, `"x"`: false, `{}`: false, `true`: false, `1e30`: false} {
		var f Fen
		if err := f.UnmarshalJSON([]byte(in)); (err == nil) != ok {
			t.Errorf("fen from %s: error %v, want success %v", in, err, ok)
		}
	}
	for in, want := range map[string]string{`4.50`: `4.50`, `"5.00"`: `5.00`, `"价格"`: `"价格"`, `1e2`: `1e2`, `"+1"`: `"+1"`, `""`: `null`} {
		var y Yuan
		if err := json.Unmarshal([]byte(in), &y); err != nil {
			t.Errorf("yuan from %s: %v", in, err)
		}
		if out, err := json.Marshal(y); err != nil || string(out) != want {
			t.Errorf("yuan from %s encodes to %s, %v; want %s", in, out, err, want)
		}
	}
	if _, err := ParseYuan("abc"); err == nil {
		t.Error("ParseYuan takes letters")
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"20170913231916000-0700":   "2017-09-14T06:19:16Z",
		"20180614101942123+0800":   "2018-06-14T02:19:42.123Z",
		"20180614101942000Z":       "2018-06-14T10:19:42Z",
		"20180614101942000":        "2018-06-14T02:19:42Z",
		"20180614101942":           "2018-06-14T02:19:42Z",
		"20261010164552223+0800":   "2026-10-10T08:45:52.223Z",
		"2018-11-04 14:00:45":      "2018-11-04T06:00:45Z",
		"2024-05-24":               "2024-05-23T16:00:00Z",
		"1564984329147":            "2019-08-05T05:52:09.147Z",
		" 2018-11-04 14:00:45 ":    "2018-11-04T06:00:45Z",
		"20170913231916000+053000": "",
		"2018-13-04 14:00:45":      "",
		"20181304140045000+0800":   "",
		"yesterday":                "",
	} {
		got, err := ParseTime(text)
		if want == "" {
			if err == nil || !got.IsZero() || got.Text != text {
				t.Errorf("%q gives %v, %v; want an error and the text", text, got, err)
			}
			continue
		}
		if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q is %v, %v; want %s", text, got.UTC(), err, want)
		}
	}
	for _, blank := range []string{"", " ", "\t"} {
		if got, err := ParseTime(blank); err != nil || !got.IsZero() {
			t.Errorf("blank %q gives %v, %v", blank, got, err)
		}
	}
	at := At(time.Date(2026, 8, 1, 2, 15, 0, 7_000_000, time.UTC))
	if got, want := at.Wire(), "20260801101500007+0800"; got != want {
		t.Errorf("wire form is %s, want %s", got, want)
	}
	for in, want := range map[string]string{
		`"20170913231916000-0700"`: `"20170913231916000-0700"`, `1564984329147`: `"1564984329147"`, `" "`: `" "`, `"odd"`: `"odd"`, `null`: `null`,
	} {
		var got Time
		if err := json.Unmarshal([]byte(in), &got); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if out, err := json.Marshal(got); err != nil || string(out) != want {
			t.Errorf("%s encodes to %s, %v; want %s", in, out, err, want)
		}
	}
}

func FuzzID(f *testing.F) {
	f.Add(`9223372036854775808`)
	f.Add(`"a"`)
	f.Fuzz(func(t *testing.T, in string) {
		var id ID
		if json.Unmarshal([]byte(in), &id) != nil {
			return
		}
		out, err := json.Marshal(id)
		if err != nil {
			t.Fatal(err)
		}
		var again ID
		if err := json.Unmarshal(out, &again); err != nil || again != id {
			t.Fatalf("%s became %q, then %q, %v", in, id, again, err)
		}
		if parsed, err := ParseID(string(id)); err == nil && parsed != id {
			t.Fatalf("ParseID changes %q to %q", id, parsed)
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{"20170913231916000-0700", "2018-11-04 14:00:45", "1564984329147", " ", "99991231235959999+1400"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseTime(text)
		if got.Text != text {
			t.Fatalf("text %q became %q", text, got.Text)
		}
		if err != nil || got.IsZero() || got.In(Beijing).Year() > 9999 || got.In(Beijing).Year() < 0 {
			return
		}
		again, err := ParseTime(got.Wire())
		if err != nil || !again.Equal(got.Truncate(time.Millisecond)) {
			t.Fatalf("%q is %v, its wire form %s is %v, %v", text, got.Time, got.Wire(), again.Time, err)
		}
	})
}

func FuzzYuan(f *testing.F) {
	for _, seed := range []string{"6.15", "-39.89", "1e2", "价格", "00.10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fen, err := Yuan(text).Fen()
		if err != nil {
			return
		}
		if back, err := fen.Yuan().Fen(); err != nil || back != fen {
			t.Fatalf("%q is %d fen, back %d, %v", text, fen, back, err)
		}
	})
}
