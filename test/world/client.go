package world

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"testing"
	"time"
)

// Client talks to a running server's API, or to the sandbox's control API.
type Client struct {
	Base string // "http://127.0.0.1:8168/api/v1"
	Set  string // sent as X-Account-Set unless empty
	http *http.Client
}

// NewClient keeps cookies and follows no redirects.
func NewClient(tb testing.TB, base string) *Client {
	tb.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return &Client{Base: base, http: &http.Client{
		Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{},
	}}
}

// In is the client working in an account set.
func (c *Client) In(set string) *Client {
	other := *c
	other.Set = set
	return &other
}

// RefusedError is an answer that is no success.
type RefusedError struct {
	Status int
	Body   string
}

func (e *RefusedError) Error() string { return fmt.Sprintf("%d: %s", e.Status, e.Body) }

// Do sends a request with a JSON body, unless nil, and reads the JSON answer into
// out, unless nil. It returns *RefusedError for an answer of 400 and above; any other
// error means that nothing is known. key is the idempotency key, if any.
func (c *Client) Do(ctx context.Context, method, path, key string, body, out any) error {
	var reader io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(ctx, method, c.Base+path, reader)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if c.Set != "" {
		r.Header.Set("X-Account-Set", c.Set)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return &RefusedError{resp.StatusCode, string(b)}
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(b, out)
}

// Must is Do that has to succeed.
func (c *Client) Must(tb testing.TB, method, path string, body, out any) {
	tb.Helper()
	if err := c.Do(tb.Context(), method, path, "", body, out); err != nil {
		tb.Fatalf("%s %s: %v", method, path, err)
	}
}

// Location follows a link and gives where it leads.
func (c *Client) Location(tb testing.TB, url string) string {
	tb.Helper()
	r, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, url, nil)
	if err != nil {
		tb.Fatal(err)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		tb.Fatal(err)
	}
	defer resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		b, _ := io.ReadAll(resp.Body)
		tb.Fatalf("%s leads nowhere: %s %v\n%s", url, resp.Status, err, b)
	}
	return to.String()
}

// IsRefused tells whether err is an answer that is no success.
func IsRefused(err error) (*RefusedError, bool) {
	return errors.AsType[*RefusedError](err)
}
