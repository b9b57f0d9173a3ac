# Tocsin: what can be done with a checkout.
#
#   make run      walk the first runbook at this terminal; who does not answer is called, by a
#                 fake gateway
#   make test     lint, build and test, as CI does
#   make check    check the runbooks of this repository
#   make simulate play SEEDS histories of the engine in a world that goes wrong, from SEED on
#   make crash    kill the program at KILLS random instants (300), and check what it promises
#   make fuzz     let libFuzzer search for inputs that TARGET does not take, for SECONDS
#   make bench    measure against bare baselines
#   make install  build for release and install below PREFIX (default /usr/local)
#   make clean    remove everything that was built

SHELL = /bin/sh
.DELETE_ON_ERROR:
.PHONY: run test check simulate crash fuzz bench install uninstall clean packages test-packages lint build build-release

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

# Tests that wait for processes hold up the threads that those of sending need in time.
WAITING = CommandLineTests|DocumentationTests
SENDING = CourierTests
# Tests that compute without a pause would keep all others waiting.
COMPUTING = EngineSimulationTests|FuzzTests|PlanProofTests|RehearsalsTests|SimulatedWorldTests

# Without this an import of a module that the target does not declare would compile.
STRICT = --explicit-target-dependency-import-check error
SWIFT_SOURCES = Package.swift Sources Tests benchmarks examples scripts
SHELL_SOURCES = scripts/first-run scripts/install-packages scripts/mutate scripts/readme-pictures \
  scripts/pre-commit-check benchmarks/compare-senders

# Run and test share the debug build, so that what was tested is what runs.
TOCSIN = .build/debug/tocsin

# One release build is installed and measured. It carries Swift's libraries in itself, as a
# machine in trouble has no toolchain, and leaves out what only a debugger reads.
RELEASE = --configuration release --scratch-path .build-release --static-swift-stdlib \
  -Xlinker --strip-debug
RELEASED = .build-release/release/tocsin
MANUAL_PAGE = .build-release/release/manual-page

run: packages
	$(SWIFT) build $(STRICT) --product tocsin
	$(SWIFT) build $(STRICT) --product fake-gateway
	@scripts/first-run $(TOCSIN) .build/debug/fake-gateway

test: test-packages lint build
	$(SWIFT) test --skip-build --disable-xctest --skip '$(WAITING)|$(SENDING)|$(COMPUTING)'
	$(SWIFT) test --skip-build --disable-xctest --filter '$(SENDING)'
	$(SWIFT) test --skip-build --disable-xctest --filter '$(COMPUTING)'
	$(SWIFT) test --skip-build --disable-xctest --filter '$(WAITING)'

check: packages
	$(SWIFT) build $(STRICT) --product tocsin
	$(TOCSIN) check runbooks

# `make simulate SEEDS=1 SEED=343 SHOW=--show` tells one of them.
simulate: packages
	$(SWIFT) build $(RELEASE) $(STRICT) --product tocsin-simulate
	.build-release/release/tocsin-simulate $(or $(SEEDS),1000) $(or $(SEED),1) $(SHOW)

crash: packages
	$(SWIFT) build $(STRICT) --build-tests
	KILLS=$(or $(KILLS),300) SEED=$(or $(SEED),1) \
	  $(SWIFT) test --skip-build --disable-xctest --filter KillTests

# The readers are built once more, so that libFuzzer sees which way an input took.
FUZZER = .build-fuzz/release/fuzz
FUZZ_BUILD = --configuration release --scratch-path .build-fuzz \
  -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld -Xcc -fsanitize=fuzzer-no-link
TARGET ?= runbook
SECONDS ?= 60

fuzz: packages
	TOCSIN_FUZZ=1 $(SWIFT) build $(FUZZ_BUILD) --product fuzz
	mkdir -p .build-fuzz/corpus/$(TARGET) .build-fuzz/found
	FUZZ_TARGET=$(TARGET) FUZZ_SEEDS=.build-fuzz/seeds/$(TARGET) $(FUZZER) \
	  -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=20000 \
	  -print_final_stats=1 -artifact_prefix=.build-fuzz/found/$(TARGET)- \
	  .build-fuzz/corpus/$(TARGET) .build-fuzz/seeds/$(TARGET)

bench: packages
	$(SWIFT) build $(RELEASE) $(STRICT) --product tocsin
	$(SWIFT) build $(RELEASE) $(STRICT) --product bare-start
	$(SWIFT) build $(RELEASE) $(STRICT) --product bare-markdown
	$(SWIFT) build $(RELEASE) $(STRICT) --product fake-gateway
	$(SWIFT) build $(RELEASE) $(STRICT) --product tocsin-bench
	.build-release/release/tocsin-bench $(ROWS)

packages:
	@scripts/install-packages --build

test-packages:
	@scripts/install-packages

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	shellcheck $(SHELL_SOURCES) .ci/run

build:
	$(SWIFT) build $(STRICT) --build-tests

build-release: packages
	$(SWIFT) build $(RELEASE) $(STRICT) --product tocsin

install: build-release
	$(SWIFT) build $(RELEASE) $(STRICT) --product manual-page
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/man/man1' \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d' \
	  '$(DESTDIR)$(PREFIX)/lib/systemd/user' '$(DESTDIR)$(PREFIX)/share/tocsin/notifiers'
	sed 's|@PREFIX@|$(PREFIX)|' scripts/tocsin-engine.service \
	  >'$(DESTDIR)$(PREFIX)/lib/systemd/user/tocsin-engine.service'
	install -m 0644 notifiers/*.yaml '$(DESTDIR)$(PREFIX)/share/tocsin/notifiers'
	LC_ALL=C $(RELEASED) --experimental-dump-help | $(MANUAL_PAGE) \
	  >'$(DESTDIR)$(PREFIX)/share/man/man1/tocsin.1'
	install -m 0755 $(RELEASED) '$(DESTDIR)$(PREFIX)/bin/tocsin'
	$(RELEASED) --generate-completion-script bash \
	  >'$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tocsin'
	$(RELEASED) --generate-completion-script zsh \
	  >'$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tocsin'
	$(RELEASED) --generate-completion-script fish \
	  >'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tocsin.fish'

uninstall:
	rm -f '$(DESTDIR)$(PREFIX)/bin/tocsin' '$(DESTDIR)$(PREFIX)'/share/man/man1/tocsin.1 \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tocsin' \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tocsin' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tocsin.fish' \
	  '$(DESTDIR)$(PREFIX)/lib/systemd/user/tocsin-engine.service'
	rm -rf '$(DESTDIR)$(PREFIX)/share/tocsin/notifiers'

clean:
	rm -rf .build .build-release .build-fuzz .build-mutants
