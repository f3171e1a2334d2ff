# Everything a person or a machine does with this repository. `make` alone lists it.

SHELL := /bin/bash
BIN   := .venv/bin
PORT  ?= 8000
OUT   ?= public
DAY   ?= $(shell date -u +%F)
ARGS  ?=
ROWS_SMALL := start signatures check-change check-cold check-linear check-warm history coverage build
ASSETS := nstgov/publish/theme/assets
# where the words we do not use may stand: other people's texts and the list itself; names that CSS, git, forges and Python have given
NOT_OURS := LICENSE,./tests/forge/payloads,./tests/author/exports,*/loomio.json,*/markdown_words.json,.git,.venv,public,dist,./docs/words-we-do-not-use.txt
NOT_OUR_WORDS := prefers-reduced-motion|[U]ser-agent|[u]sers\.noreply|[u]ser\.(name|email|id|login|signingkey)|"[uU]ser"|"[a]pproved"|[u]ser-select|[.]p.ll\(\)

PINNED := --quiet --upgrade --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-exhaustive check lint types floors words docstrings workflows fresh record site fix generate texts texts-complete pictures pins build serve budget bench bench-small lighthouse fuzz fuzz-small mutate mutate-small dist changelog clean

help: ## List what there is
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## The two that a newcomer needs

demo: .venv/ready-for-site ## See it work: judge the worked example, make its site, serve it on this machine
	@echo "▸ Judging the record of the worked example"
	@$(BIN)/nstgov check
	@echo "▸ Making its site and serving it at http://127.0.0.1:$(PORT)/ (Ctrl+C ends it)"
	@$(BIN)/python -m tools.replay .venv/example
	@$(BIN)/nstgov -C .venv/example serve --port $(PORT)

test: .venv/ready-for-work programs ## Run all tests (ARGS="-k circles" for some of them)
	@echo "▸ Tests"
	@bash tools/tests.sh $(ARGS)

test-exhaustive: .venv/ready-for-work programs ## Every single case, in twenty minutes: kills at each call, each form and command hundreds of times
	@echo "▸ Exhaustive tests"
	@bash tools/tests.sh -m exhaustive $(ARGS)

test-long: .venv/ready-for-work programs ## What takes longer: more looks, more stories, more random changes
	@echo "▸ Longer tests"
	@bash tools/tests.sh -m long $(ARGS)

## For those who work on it

check: lint types floors words docstrings workflows fresh record site test ## All that a change must pass; CI runs this

lint: .venv/ready-for-work ## Form and lint of the code: Python, JavaScript, style sheets
	@echo "▸ Form and lint"
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --diff --quiet; echo "  'make fix' puts this right."; exit 1; }
	@$(BIN)/ruff check --quiet
	@$(BIN)/oxfmt --list-different $(ASSETS) || { echo "  'make fix' puts the form of these right."; exit 1; }
	@$(BIN)/oxlint --deny-warnings $(ASSETS) > .venv/scripts.txt || { cat .venv/scripts.txt; exit 1; }
	@$(BIN)/biome lint --error-on-warnings $(ASSETS) > .venv/styles.txt 2>&1 || { cat .venv/styles.txt; exit 1; }

types: .venv/ready-for-work ## Types
	@echo "▸ Types"
	@$(BIN)/mypy --no-error-summary

floors: .venv/ready-for-work ## Who may import whom
	@echo "▸ Floors"
	@$(BIN)/lint-imports --no-logo > .venv/floors.txt || { cat .venv/floors.txt; exit 1; }

words: .venv/ready-for-work ## Spelling, and the words we do not use
	@echo "▸ Words"
	@$(BIN)/codespell
	@$(BIN)/codespell --config /dev/null --dictionary docs/words-we-do-not-use.txt --regex '[A-Z]?[a-z]+|[A-Z]+' \
	  --ignore-regex '$(NOT_OUR_WORDS)' --skip '$(NOT_OURS)'

docstrings: .venv/ready-for-work ## Every test and every public thing says what it is about
	@echo "▸ Docstrings"
	@$(BIN)/interrogate --quiet nstgov tests tools || $(BIN)/interrogate -vv nstgov tests tools

workflows: .venv/ready-for-work ## The workflows are well formed and give nothing away
	@echo "▸ Workflows"
	@$(BIN)/actionlint -no-color -shellcheck= -pyflakes= .github/workflows/*.yml nstgov/author/forge/github/*.yml
	@$(BIN)/zizmor --offline --quiet --persona=pedantic . > .venv/workflows.txt || { cat .venv/workflows.txt; exit 1; }

fresh: .venv/ready-for-work ## Generated files are as `make generate` would write them
	@echo "▸ Generated files"
	@$(BIN)/python -m tools.generate --check
	@$(BIN)/python -m tools.catalogues --check

record: .venv/ready-for-site ## The worked example keeps every rule
	@echo "▸ The record of the worked example"
	@$(BIN)/nstgov check

site: .venv/ready-for-site ## Its site can be made: the hand-written pages by MkDocs alone, and the whole
	@echo "▸ The site, by MkDocs alone and whole"
	@place=$$(mktemp -d) && trap 'rm -rf "$$place"' EXIT && \
	  NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir "$$place/pages" && \
	  test -s "$$place/pages/guides/meet/index.html" && $(BIN)/nstgov build --out "$$place/site" > "$$place/told" || \
	  { cat "$$place/told" 2> /dev/null; exit 1; }

fix: .venv/ready-for-work ## Put form and simple faults right
	@$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format
	@$(BIN)/oxlint --fix $(ASSETS); $(BIN)/oxfmt $(ASSETS)

generate: .venv/ready-for-work ## Write the rule pages, the list of commands and the JSON Schemas anew
	@$(BIN)/python -m tools.generate

texts: .venv/ready-for-work ## Gather what is translated into the catalogues (ARGS="--begin pt" for one more language)
	@$(BIN)/python -m tools.catalogues $(ARGS)

texts-complete: .venv/ready-for-work ## Say which sentences nobody has translated yet; a release waits for them
	@echo "▸ Sentences that nobody has translated yet"
	@$(BIN)/python -m tools.catalogues --complete

pictures: .venv/ready-for-work programs ## Take the README's pictures anew
	@$(BIN)/python -m tools.screenshots

pins: .venv/ready-for-work ## Name anew, by hash, the libraries that the judge and the site stand on
	@$(BIN)/uv pip compile $(PINNED) --output-file requirements/judge.txt pyproject.toml
	@$(BIN)/uv pip compile $(PINNED) --no-binary feedgen --extra site --output-file requirements/site.txt \
	  pyproject.toml requirements/site.in
	@bash tools/pins.sh

build: .venv/ready-for-site ## Make the site of the worked example in a folder (OUT=public)
	@$(BIN)/python -m tools.replay .venv/example
	@$(BIN)/nstgov -C .venv/example build --out $(abspath $(OUT))

serve: .venv/ready-for-site ## Make the site and serve it on this machine (PORT=8000)
	@$(BIN)/nstgov serve --port $(PORT)

budget: .venv/ready-for-work programs ## Measure every budget beside its peers, and write docs/performance.md (ARGS="--rows build")
	@$(BIN)/python -m benchmarks --write $(ARGS)

bench: .venv/ready-for-work programs ## How fast it is, beside other tools on the same files, and nothing written
	@$(BIN)/python -m benchmarks $(ARGS)
	@$(BIN)/python -m benchmarks.signature_speed
	@$(BIN)/python -m benchmarks.coverage_speed
	@$(BIN)/python -m benchmarks.federation_speed
	@$(BIN)/python -m benchmarks.hostile_inputs

bench-small: .venv/ready-for-work programs ## The same in a small way, to see that it still runs
	@echo "▸ Benchmarks, small"
	@$(BIN)/python -m benchmarks --records 300 --times 2 --runs 1 --pages 20 --rows $(ROWS_SMALL)
	@$(BIN)/python -m benchmarks.signature_speed --turns 3
	@$(BIN)/python -m benchmarks.coverage_speed --circles 500 1000 --runs 1
	@$(BIN)/python -m benchmarks.federation_speed --small
	@$(BIN)/python -m benchmarks.hostile_inputs --size 4096

lighthouse: .venv/ready-for-work programs ## Measure pages of ten kinds with Lighthouse, and say what keeps a score below 100
	@$(BIN)/python -m tools.lighthouse

fuzz: .venv/ready-for-work ## Look for inputs that break it, for longer than the tests do
	@$(BIN)/pytest -m hypothesis --hypothesis-profile=fuzz $(ARGS)

fuzz-small: .venv/ready-for-work ## The same for a minute, to see that it still runs
	@echo "▸ Fuzzing, small"
	@$(BIN)/pytest -q -m hypothesis --hypothesis-profile=fuzz-small tests/store $(ARGS)

mutate: .venv/ready-for-work ## Put small faults into the judge and see that a test fails of each (ARGS="--seed 2 --mutants 50")
	@$(BIN)/python -m tools.mutate $(ARGS)

mutate-small: .venv/ready-for-work ## The same with two dozen faults, to see that it still runs
	@echo "▸ Faults put into the judge, two dozen"
	@$(BIN)/python -m tools.mutate --guess --mutants 24 --seconds 16 --least 50 $(ARGS)

dist: .venv/ready-for-work texts-complete ## Make the package, install it into an empty environment and try it
	@bash tools/dist.sh

changelog: .venv/ready-for-work ## Show the entries of the next release
	@$(BIN)/towncrier build --draft --version next --date $(DAY)

clean: ## Take away everything that was made here
	@rm -rf .venv public dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

## What the targets above need

.PHONY: programs
programs: .venv/ready-for-work
	@bash tools/programs.sh

.venv/ready-for-site: pyproject.toml tools/environment.sh
	@bash tools/environment.sh site

.venv/ready-for-work: pyproject.toml tools/environment.sh
	@bash tools/environment.sh dev
