# Everything from a clean clone: `make demo` to try it, `make test` to prove it. Needs Python 3.11 or newer and make.

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= data

BIN := .venv/bin
STAMPS := .venv/stamps
ASSET_SOURCES := $(shell find src tools/build_sprite.py tools/compile_messages.py package-lock.json -type f \
	\( -path '*/static/*' -o -path '*/templates/*' -o -name '*.po' -o -name 'build_sprite.py' -o -name 'icons.txt' \
	-o -name 'compile_messages.py' -o -name 'package-lock.json' -o -path '*/settings/*.py' \) -not -path '*/built/*' 2> /dev/null)

.PHONY: install demo test check lint bench fmt openapi codes messages lock clean

install: $(STAMPS)/assets $(STAMPS)/test-programs

demo: $(STAMPS)/assets
	@exec $(BIN)/kartotek demo --port $(PORT) --data-dir '$(DATA_DIR)'

test: install
	@tools/run_tests.sh all

check: install
	@tools/run_tests.sh fast

lint: $(STAMPS)/assets
	@tools/run_tests.sh lint

bench: install
	$(BIN)/python -m bench

fmt: $(STAMPS)/python
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

openapi: $(STAMPS)/assets
	$(BIN)/python tools/write_openapi.py

codes: $(STAMPS)/python
	$(BIN)/python tools/write_codes.py

messages: $(STAMPS)/assets
	@tools/install_system.sh gettext
	cd src/kartotek && ../../$(BIN)/python ../../manage.py makemessages --all --no-obsolete --add-location file
	$(BIN)/python tools/tidy_messages.py
	$(BIN)/python tools/compile_messages.py

# Pins every package with its hashes, after pyproject.toml changed.
lock: $(STAMPS)/python
	@tools/lock_packages.sh

clean:
	rm -rf .venv node_modules static_root build src/kartotek/web/kit/static/kit/built

$(STAMPS)/python: requirements-dev.txt pyproject.toml
	@PYTHON='$(PYTHON)' tools/install_system.sh python
	@test -x $(BIN)/python || '$(PYTHON)' -m venv .venv
	@echo 'Installing Python packages'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@tools/install_system.sh pango
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package.json package-lock.json $(STAMPS)/python
	@echo 'Installing front-end packages'
	@tools/npm.sh ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/assets: $(STAMPS)/python $(STAMPS)/node $(ASSET_SOURCES)
	@echo 'Building icons, translations and static files'
	@$(BIN)/python tools/build_sprite.py
	@$(BIN)/python tools/compile_messages.py
	@KARTOTEK_COLLECT=1 $(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0 --ignore '*.map' --ignore '*redoc*'
	@touch $@

$(STAMPS)/test-programs: tools/install_system.sh tools/fetch_bounce_mails.sh $(STAMPS)/python
	@tools/install_system.sh chromium postgres
	@tools/fetch_bounce_mails.sh
	@touch $@
