# `make demo` renders all samples, `make test` passes the tests; both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
QUIET := -q --disable-pip-version-check
# Of what pip tells, a line a package; where its words differ, nothing but its errors is told.
PIP_STEPS := awk '/^Collecting/ { printf "  %d %s\n", ++n, $$2; fflush() } /^Installing/ { print "  installing"; fflush() }'
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
RUN_PACKAGES := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := soffice=libreoffice-writer-nogui pdftotext=poppler-utils qpdf=qpdf node=nodejs npm=npm certutil=libnss3-tools openssl=openssl softhsm2-util=softhsm2 pkcs11-tool=opensc pg_createcluster=postgresql chromium=chromium \
	java=default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java

# Samples of two kinds may have the same name, so each kind has its folder of results.
DEMO_FOLDERS := $(sort $(notdir $(patsubst %/,%,$(dir $(wildcard samples/*/*.yaml)))))

.PHONY: demo test unit fuzz kind api setup system test-system templates sample-templates pictures messages schemas versions text-reference lock bench golden clean

demo: setup
	@echo "== Rendering all samples, Word and PDF each (a minute or two) =="
	@for folder in $(DEMO_FOLDERS); do \
		$(BIN)/aftersales-docs render samples/$$folder/*.yaml -o build/demo/$$folder --force || exit 1; \
	done
	@echo "== Putting a warranty section into a Word contract =="
	@$(BIN)/aftersales-docs insert samples/warranty-section/supply-business.de.de.yaml \
		samples/hosts/liefervertrag.docx --marker "[[GEWÄHRLEISTUNG]]" \
		-o build/demo/liefervertrag.docx --force
	@echo
	@echo "Done. Look into build/demo/: every sample of samples/ as Word and PDF,"
	@echo "  for example build/demo/claim-response/granted-repair.de.de.pdf,"
	@echo "  build/demo/service-agreement/full.de.de.docx."
	@echo "Next, a document of your own:"
	@echo "  source .venv/bin/activate"
	@echo "  aftersales-docs new claim-response --lang de --law de -o first.yaml"
	@echo "  aftersales-docs check first.yaml    # tells what to fill in"
	@echo "  aftersales-docs render first.yaml -o out/"
	@echo "The guide: aftersales-docs docs"
	@echo "The desk in a browser, with documents to look at: aftersales-docs serve --demo"
	@echo "  It opens http://127.0.0.1:8780/"

setup: system .venv/.ready

system:
	@echo "== Looking for Debian packages that are missing =="
	@tools/system-packages $(RUN_PACKAGES)

.venv/.ready: requirements.lock pyproject.toml
	@echo "== Making the environment .venv and its installer =="
	@$(PYTHON) -m venv .venv
	@awk '/^[^ #]/ { keep = /^(pip|setuptools)==/ } keep' requirements.lock > .venv/first.lock
	@$(BIN)/python -m pip install $(QUIET) --require-hashes --no-deps -r .venv/first.lock
	@echo "== Installing $$(grep -c '^[^ #]' requirements.lock) Python packages, each" \
		"checked against its hash (a few minutes) =="
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off \
		--require-hashes --no-build-isolation -r requirements.lock | $(PIP_STEPS)
	@$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation -e .
	@touch $@

test-system:
	@echo "== Looking for Debian packages that are missing =="
	@tools/system-packages $(TEST_PACKAGES)

tests/tools/node_modules/.ready: tests/tools/package-lock.json
	cd tests/tools && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

tests/tools/pdfua/.venv/.ready: tests/tools/pdfua/requirements.txt
	$(PYTHON) -m venv tests/tools/pdfua/.venv
	tests/tools/pdfua/.venv/bin/pip install $(QUIET) --require-hashes --only-binary :all: -r $<
	@touch $@

tests/tools/mupdf/.venv/.ready: tests/tools/mupdf/requirements.txt
	$(PYTHON) -m venv tests/tools/mupdf/.venv
	tests/tools/mupdf/.venv/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@

test: setup test-system tests/tools/node_modules/.ready benchmarks/peers/node_modules/.ready tests/tools/pdfua/.venv/.ready tests/tools/mupdf/.venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal

unit: setup
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not wide and not integration"

# FUZZ="--minutes 30", "--target pdf": see tests/fuzz/__main__.py.
FUZZ ?=
fuzz: setup
	$(BIN)/python -m tests.fuzz $(FUZZ)

# make kind NAME=loan-unit-handover TITLE="Übergabeprotokoll" [IN=de]
kind: setup
	$(BIN)/python -m tools.new_kind "$(NAME)" --title "$(TITLE)" --lang "$(or $(IN),de)"
	$(BIN)/python -m tools.build_versions

text-reference: setup
	$(BIN)/python -m tools.build_text_reference
	$(BIN)/python -m tools.build_schemas

versions: setup
	$(BIN)/python -m tools.build_versions

templates: setup
	$(BIN)/python -m tools.build_templates

sample-templates: setup
	$(BIN)/python -m tools.build_sample_templates

# The pictures of the guide, of today's output; needs LibreOffice, poppler and Chromium.
pictures: setup test-system
	$(BIN)/python -m tools.build_pictures
	$(BIN)/python -m tools.build_desk_pictures

# Catalogues of what the program says, in German and Russian; MESSAGES=--missing lists what lacks words.
MESSAGES ?=
messages: setup
	$(BIN)/python -m tools.build_messages $(MESSAGES)

api: setup
	$(BIN)/python -m tools.build_api

schemas: setup
	$(BIN)/python -m tools.build_schemas

golden: setup
	$(BIN)/pytest -n 2 tests/golden --update-golden -q

# BENCH="--rounds 9 --documents 1000" for a quick look.
BENCH ?=
benchmarks/peers/node_modules/.ready: benchmarks/peers/package-lock.json
	cd benchmarks/peers && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

bench: setup test-system benchmarks/peers/node_modules/.ready
	$(BIN)/python -m benchmarks $(BENCH)

# Nothing of this machine's pip comes into the locks: its configuration files and the places they
# name are not read. An index of one's own: PIP_INDEX_URL. Newer versions: LOCK_OPTIONS=--upgrade.
LOCK_OPTIONS ?=
COMPILE := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND="make lock" \
	$(BIN)/pip-compile -q --no-config --generate-hashes --strip-extras --allow-unsafe --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options $(LOCK_OPTIONS)

lock: | $(BIN)/pip-compile
	$(COMPILE) --extra dev --extra dask --extra parquet --extra desk -o requirements.lock pyproject.toml
	$(COMPILE) -o tests/tools/pdfua/requirements.txt tests/tools/pdfua/requirements.in

$(BIN)/pip-compile:
	$(MAKE) setup

clean:
	rm -rf build dist
