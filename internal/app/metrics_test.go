package app

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/inbox"
)

// What an operator watches is there, under the names the README gives, and
// nothing in it comes from what people enter or keep secret.
func TestMetricsTellHowTheProgramFares(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.authorise(t, w.Owner, clothes)
	w.Owner.Do(t, http.MethodPost, "/shops/123/verify", nil) // not found: its route has a label, its id has none
	w.Anybody().Get(t, "//nowhere/at-all-"+w.Owner.ID.String())
	if status := w.push(t, "{}", "another"); status != http.StatusUnauthorized {
		t.Errorf("a forged message is answered %d", status)
	}
	got := string(w.Anybody().Get(t, "//metrics").Want(t, 200, "").Body)
	for _, line := range []string{
		`huotong_build_info\{database="` + string(w.DB.Engine()) + `",version="test"\} 1`,
		`huotong_http_request_duration_seconds_count\{method="POST",route="/api/v1/shops/authorizations",status="201"\} 1`,
		`huotong_1688_call_duration_seconds_count\{api="com.alibaba.account:alibaba.account.basic-1",result="ok"\} [1-9]`,
		`huotong_1688_wait_seconds_total [0-9]`,
		`huotong_1688_message_duration_seconds_count\{result="forged"\} 1`,
		`huotong_jobs\{kind="channel.download",state="queued"\} 1`,
		`huotong_jobs_late_seconds [0-9]`,
		`huotong_db_connections\{pool="write",state="idle"\} [0-9]`,
		`huotong_db_connections_max\{pool="write"\} [1-9]`,
		`huotong_db_wait_seconds_total\{pool="write"\} [0-9]`,
		`go_goroutines [1-9]`,
	} {
		if !regexp.MustCompile(`(?m)^` + line).MatchString(got) {
			t.Errorf("no line %s", line)
		}
	}
	for _, secret := range []string{channeltest.AppSecret, w.Owner.Cookie, w.Owner.ID.String(), w.A.ID.String(), "甲账套", clothes, "/nowhere", "/123"} {
		if strings.Contains(got, secret) {
			t.Errorf("the metrics show %q", secret)
		}
	}
	if t.Failed() {
		t.Logf("%s", got)
	}
}

// Every metric is named in the README, and the README names no other.
func TestReadmeNamesTheMetrics(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.server.watch.worked("app.upkeep", "done", 0)
	w.server.watch.received(inbox.Stored, 0)
	w.authorise(t, w.Owner, clothes)
	names := regexp.MustCompile(`(?m)^# TYPE (huotong_\S+)`)
	shown := map[string]bool{}
	for _, m := range names.FindAllStringSubmatch(string(w.Anybody().Get(t, "//metrics").Body), -1) {
		shown[m[1]] = true
	}
	for _, file := range []string{"../../README.md", "../../README.zh-CN.md"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		for name := range shown {
			if !strings.Contains(text, "`"+name+"`") {
				t.Errorf("%s does not name %s", file, name)
			}
		}
		for _, m := range regexp.MustCompile("`(huotong_[a-z0-9_]+)`").FindAllStringSubmatch(text, -1) {
			if !shown[m[1]] {
				t.Errorf("%s names %s, which is not there", file, m[1])
			}
		}
	}
}
