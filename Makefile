# Everything a developer does here. `make help` lists it.

VENV ?= .venv
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
RUN = $(VENV)/bin
FRENCH = lti_social/web/locale/fr/LC_MESSAGES
SOURCES = pyproject.toml package-lock.json lti_social/__init__.py

.DEFAULT_GOAL := help
.PHONY: help demo test check bench assets translations revision clean

help: ## What there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: $(VENV)/demo.done ## A first look: the tool and a small LMS that launches it
	@$(RUN)/python lti_social/web/assets/build.py
	@$(RUN)/lti-social demo

test: $(VENV)/dev.done assets ## All tests, on SQLite and (where it answers) PostgreSQL
	$(RUN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.done assets ## Format, lint, types, floors, translations, migrations
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m pytest -q tests/web/test_translations.py tests/test_house.py

bench: $(VENV)/dev.done assets ## What pages, launches, a crowd, rosters and courses cost
	$(RUN)/python -m tests.bench

assets: $(VENV)/dev.done ## Styles, scripts and catalogues, from their sources
	@$(RUN)/python lti_social/web/assets/build.py

translations: $(VENV)/dev.done ## Bring the French catalogue up to date with the sources
	$(RUN)/pybabel -q extract -F pyproject.toml --no-location --omit-header -k N_ -k say \
	  --ignore-dirs "demo assets static" -o $(VENV)/messages.pot lti_social
	$(RUN)/pybabel -q update --no-wrap --ignore-obsolete --no-fuzzy-matching --omit-header -i $(VENV)/messages.pot -d lti_social/web/locale -l fr
	@# The update leaves out the head, whose dates would change each time: ours is put back.
	@cd $(FRENCH) && cat header.po messages.po > $(CURDIR)/$(VENV)/fr.po && cp $(CURDIR)/$(VENV)/fr.po messages.po

revision: $(VENV)/dev.done ## The next migration: make revision m="what changes"
	$(RUN)/python -c 'import sys, lti_social.app; from lti_social.core.migrate import revision; revision(sys.argv[1])' "$(m)"

clean: ## Forget the environment, what was built, and the demo's data
	rm -rf $(VENV) node_modules dist build demo-data lti_social/web/static .*_cache .hypothesis
	find lti_social tests \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.done: $(VENV)/bin/python $(SOURCES)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -e '.[demo,assets]'
	@touch $@

$(VENV)/dev.done: $(VENV)/bin/python $(SOURCES)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -e '.[demo,assets,dev]'
	@touch $@
