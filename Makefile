# Commands of the site. `make demo` and `make test` need git, make and Python 3.12 or newer, nothing else.

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
STATIC := $(shell find static -type f)
CHECKERS := tests/checkers/node_modules/installed

.PHONY: demo test lint audit bench messages lock clean

demo: $(VENV)/installed $(CATALOGUES:.po=.mo) $(VENV)/collected
	@MODE=demo BASE_URL=http://localhost:$(PORT) $(PYTHON) manage.py demo --port $(PORT)

test: $(VENV)/installed-dev $(CATALOGUES:.po=.mo) lint
	@sh tests/chromium.sh
	$(PYTHON) -m pytest --numprocesses=3 --dist=loadfile --no-loadscope-reorder

lint: $(VENV)/installed-dev $(CATALOGUES:.po=.mo) $(CHECKERS)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/mypy institute_site news search
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/djlint --quiet --lint templates
	$(VENV)/bin/djade --check --target-version 6.0 $$(git ls-files 'templates/*.html')
	$(VENV)/bin/node tests/checkers/node_modules/.bin/stylelint --config tests/checkers/stylelint.json 'static/css/**/*.css'
	$(PYTHON) manage.py translations check
	$(PYTHON) manage.py makemigrations --check
	$(PYTHON) manage.py lintmigrations
	@sh deploy/prometheus/check.sh
	@env $$(cat tests/production.env) $(PYTHON) manage.py check --deploy --fail-level WARNING

# Known vulnerabilities of what is installed in production; fails, too, where nobody can be asked for them.
audit: $(VENV)/installed-dev
	@sh deploy/audit.sh $(VENV) requirements.txt

bench: $(VENV)/installed-dev $(CATALOGUES:.po=.mo) $(CHECKERS)
	@sh tests/chromium.sh
	$(PYTHON) -m benchmarks

# Bring the catalogues up to date with the texts in code and templates.
messages: $(VENV)/installed
	$(PYTHON) manage.py translations update

# Resolve the dependencies of pyproject.toml anew; the lock files name no download address.
lock: $(VENV)/installed
	$(PYTHON) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate --upgrade pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -c requirements.txt --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) var/static tests/checkers/node_modules $(CATALOGUES:.po=.mo)

$(VENV)/installed: requirements.txt
	@sh deploy/venv.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@sh deploy/venv.sh $(VENV) requirements-dev.txt
	@touch $@

# Checkers written in JavaScript and Java; what runs them are Python packages.
$(CHECKERS): tests/checkers/package-lock.json | $(VENV)/installed-dev
	@echo "Installing the checkers of pages and styles …"
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --prefix tests/checkers --loglevel=error
	@touch $@

%.mo: %.po $(VENV)/installed
	@$(PYTHON) manage.py translations compile

$(VENV)/collected: requirements.txt $(STATIC) $(VENV)/installed
	@echo "Collecting static files …"
	@MODE=demo $(PYTHON) manage.py collectstatic --noinput --verbosity 0
	@touch $@
