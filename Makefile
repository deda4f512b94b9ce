# `make` alone lists what there is. Needed: Go and Node; everything else is
# installed into .tools/ and web/node_modules/, or named when it cannot be.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# No C anywhere but under the race detector, which asks for it itself.
export CGO_ENABLED := 0

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# The version is stamped by -X; asking git a second time fails in clones owned by another user.
GO_BUILD := go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)'

TOOLS := $(CURDIR)/.tools
GOLANGCI_VERSION := v2.15.0
GOVULNCHECK_VERSION := v1.8.0
GOLANGCI := $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION)
GOVULNCHECK := $(TOOLS)/govulncheck-$(GOVULNCHECK_VERSION)

WEB_DEPS := web/node_modules/.installed-lock.json
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f ! -name '*.go' -print)
WEB_DIST := web/dist/index.html
NPM := npm --prefix web

FUZZTIME ?= 30s

##@ Use

.PHONY: build run
build: $(WEB_DIST) ## build bin/huotong, one static binary with the page in it
	$(GO_BUILD) -tags ui -o bin/huotong ./cmd/huotong

run: build ## build and start a demo account set with a 1688 sandbox beside it
	bin/huotong demo

##@ Test

.PHONY: test test-sqlite test-postgres test-web e2e cover fuzz bench soak
test: ## run every test: Go on SQLite and PostgreSQL, web, browser
	scripts/test.sh

test-sqlite: ## Go tests on SQLite
	scripts/gotest.sh sqlite

test-postgres: ## Go tests on PostgreSQL (started when none answers), with the race detector
	scripts/gotest.sh postgres

test-web: $(WEB_DEPS) ## types, lint, translations and tests of the page
	$(NPM) run check

e2e: build ## the built binary in headless Chromium: all on SQLite, the journeys on PostgreSQL too; ENGINE=… for all on one
	scripts/e2e.sh $(or $(ENGINE),sqlite postgres)

cover: ## Go coverage on SQLite, report in bin/cover.html
	@mkdir -p bin
	go test -coverpkg=./internal/...,./open1688,./sandbox1688 -coverprofile=bin/cover.out ./...
	go tool cover -html=bin/cover.out -o bin/cover.html
	go tool cover -func=bin/cover.out | tail -n 1

fuzz: ## every fuzz target for FUZZTIME (30s)
	scripts/fuzz.sh $(FUZZTIME)

bench: build ## the figures of docs/benchmarks.md, on both engines
	scripts/postgres.sh --plain go test -tags bench -count=1 -timeout 3h -v ./test/bench/...

soak: build ## the long rounds of docs/reliability.md, on both engines
	CGO_ENABLED=1 scripts/postgres.sh --plain go test -race -tags soak -count=1 -timeout 6h -v ./test/soak/...

##@ Check

.PHONY: check tools lint fmt fmt-check gen gen-check size vuln
check: fmt-check lint gen-check size ## everything but the tests: format, lint, generated files, page size

lint: $(GOLANGCI) $(WEB_DEPS) ## lint the Go code and the scripts (the page: make test-web)
	$(GOLANGCI) run ./...
	web/node_modules/.bin/oxlint --deny-warnings scripts test
	@for f in scripts/*.sh .ci/run .githooks/*; do bash -n "$$f"; done

tools: $(GOLANGCI) ## build the pinned tools into .tools/

fmt: $(GOLANGCI) ## format the Go code
	$(GOLANGCI) fmt

fmt-check: $(GOLANGCI)
	@$(GOLANGCI) fmt --diff || { echo "Not formatted: run 'make fmt'." >&2; exit 1; }

gen: $(WEB_DEPS) ## write the generated files: API document, route list, the page's types
	scripts/gen.sh
	$(NPM) run gen

gen-check: $(WEB_DEPS)
	scripts/gen.sh --check
	$(NPM) run gen:check

size: $(WEB_DIST) ## the page's first load against its limit
	$(NPM) run size

vuln: $(GOVULNCHECK) $(WEB_DEPS) ## known vulnerabilities (needs the vulnerability databases)
	$(GOVULNCHECK) ./...
	$(NPM) audit --omit=dev

##@ Work

.PHONY: dev hooks clean help
dev: $(WEB_DEPS) ## demo server, restarted when Go code changes, and the page with live reload
	scripts/dev.sh

hooks: $(GOLANGCI) ## run quick checks before each commit
	git config core.hooksPath .githooks

clean: ## remove what was built; tools and web packages stay
	rm -rf bin web/dist

help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(WEB_DEPS): web/package.json web/package-lock.json
	scripts/node.sh

$(WEB_DIST): $(WEB_DEPS) $(WEB_SOURCES)
	$(NPM) run build
	@touch $@

$(GOLANGCI):
	scripts/tool.sh github.com/golangci/golangci-lint/v2/cmd/golangci-lint $(GOLANGCI_VERSION) $@

$(GOVULNCHECK):
	scripts/tool.sh golang.org/x/vuln/cmd/govulncheck $(GOVULNCHECK_VERSION) $@
