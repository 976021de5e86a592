# `make` builds exports/ from seeds/. `make test` runs every check. Both first set up what they need, once.
PYTHON ?= python3
VENV := .venv
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: all test check clean

all: $(VENV)/.installed
	$(VENV)/bin/govgraph build seeds -o exports

test: $(VENV)/.installed-dev $(VENV)/.system
	scripts/check

# Format, lint and types only: seconds instead of minutes.
check: $(VENV)/.installed-dev
	scripts/check --static

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps below lie inside the environment, so that removing it removes them.
$(VENV)/bin/python:
	PYTHON=$(PYTHON) scripts/make-venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.system: scripts/system-tools | $(VENV)/bin/python
	if scripts/system-tools; then touch $@; fi
