# make run     start the dashboard, on port 8501 or PORT=…
# make run-dev the same for developing: what is changed in pages/ and indicators/ is on the page at once
# make test    every test, a real server, a real browser and LibreOffice included; ARGS="…" goes to pytest
# make test-fast
#              the tests that need neither server nor browser nor other programs; a few minutes on two cores
# make lint    style, formatting, types
# make bench   what uploads cost, of a usual file and of the longest; takes a minute
# make bench-forecast   the projection next to statistical libraries; takes half an hour to an hour, once
# make bench-meeting
#              how long the next screen of a meeting takes to stand, in a real browser
# make bench-peers   the pages beside a stock Streamlit, Dash and Vizro app, in a real browser and with up to a hundred
#              viewers; takes a quarter of an hour, less with ROUNDS=3
# make bench-growth  pages and uploads with 10 and 100 times today's tables; takes two minutes, ROUNDS=… as well
# make bench-replicas
#              two servers over one object store, and a minute without it; ROUNDS=… as well
# make bench-reports what leaders take away, made from 14, 60 and 200 indicators
# make bench-spark  the SQL of docs/tables.md and the boards of 100 zones in Apache Spark (needs Java 17) and in Sail, next to
#              the product's own; takes half an hour, less with ZONES=10
# make bench-survive whether it survives: kills, two servers at once, damage, harmful files, listeners, half an hour of
#              viewers; over an hour, less with PARTS="kills listeners" or ROUNDS=…
# make bench-sse-latency
#              how soon a hundred open pages hear of a new value
# make offline all packages in one folder, wheels/, with a lock of their hashes, and installed from there once with the
#              network cut; what a server without a network needs
# make pictures
#              every picture of the manuals, from the running product; NAMES="story upload" for some of them
# make clean   remove what these commands made; the tables under data/tables stay
# PYTHON=…     which Python (3.11 or newer) the environment is made with

PORT ?= 8501
VENV ?= .venv
ARGS ?=
NAMES ?=
PARTS ?=
ROUNDS ?= 9
ZONES ?= 100
export PYTHON
python := $(VENV)/bin/python
pytest := $(python) -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup

.PHONY: run run-dev test test-fast lint bench bench-forecast bench-growth bench-meeting bench-peers bench-replicas bench-reports bench-spark bench-sse-latency offline pictures clean

run:
	@sh deploy/environment.sh $(VENV)
	$(python) -m streamlit run app.py --server.port $(PORT)

run-dev:
	@sh deploy/environment.sh $(VENV)
	PYTHONPATH=$(CURDIR) $(python) -m streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true

test:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m tests.programs
	$(python) -m tests.nginx
	$(pytest) $(ARGS)

test-fast:
	@sh deploy/environment.sh $(VENV) test
	$(pytest) -m "not browser and not server and not processes and not office" $(ARGS)

lint:
	@sh deploy/environment.sh $(VENV) lint
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

bench:
	@sh deploy/environment.sh $(VENV)
	$(python) -m bench.uploads

bench-forecast:
	@sh deploy/environment.sh $(VENV)
	test -e $(VENV)-forecast || $(python) -m venv $(VENV)-forecast
	$(VENV)-forecast/bin/python -m pip install -qq --requirement bench/forecast.txt
	FORECAST_PYTHON=$(VENV)-forecast/bin/python $(python) -m bench.forecast

bench-growth:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m bench.growth $(ROUNDS)

bench-meeting:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m tests.browser.chromium
	$(python) -m bench.meeting

bench-peers:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m tests.browser.chromium
	for peer in dash streamlit vizro; do \
		test -e $(VENV)-peers/$$peer/ready || { $(python) -m venv $(VENV)-peers/$$peer \
		&& $(VENV)-peers/$$peer/bin/python -m pip install -qq --requirement bench/peers/$$peer.txt \
		&& touch $(VENV)-peers/$$peer/ready; } || exit 1; \
	done
	PEERS=$(abspath $(VENV)-peers) $(python) -m bench.peers.measure $(ROUNDS)

bench-replicas:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m bench.replicas $(ROUNDS)

bench-reports:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m bench.reports $(ROUNDS)

bench-spark:
	@sh deploy/environment.sh $(VENV)
	for engine in spark sail; do \
		test -e $(VENV)-spark/$$engine/ready || { $(python) -m venv $(VENV)-spark/$$engine \
		&& $(VENV)-spark/$$engine/bin/python -m pip install -qq --editable . --requirement bench/spark/$$engine.txt \
		&& touch $(VENV)-spark/$$engine/ready; } || exit 1; \
		PYTHONPATH=$(CURDIR) $(VENV)-spark/$$engine/bin/python -W ignore -m bench.spark $$engine $(ZONES) || exit 1; \
	done

bench-sse-latency:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m bench.sse_latency

offline:
	@sh deploy/environment.sh $(VENV)
	PYTHON=$(python) sh deploy/offline.sh wheels
	rm -rf $(VENV)-offline && $(python) -m venv $(VENV)-offline
	$$(unshare --net --map-root-user true 2>/dev/null && echo unshare --net --map-root-user) \
		$(VENV)-offline/bin/python -m pip install -qq --no-index --require-hashes --find-links wheels --requirement wheels/requirements.lock
	SIXLIFTS_DATA=$$(mktemp -d)/tables $(VENV)-offline/bin/python -m indicators status
	rm -rf $(VENV)-offline

bench-survive:
	@sh deploy/environment.sh $(VENV) test
	ROUNDS=$(if $(filter file,$(origin ROUNDS)),,$(ROUNDS)) $(python) -m bench.survive.run $(PARTS)

pictures:
	@sh deploy/environment.sh $(VENV) test
	$(python) -m tests.browser.chromium
	$(python) -m docs.pictures.make $(NAMES)

clean:
	rm -rf $(VENV) $(VENV)-forecast $(VENV)-peers $(VENV)-spark $(VENV)-offline wheels *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/browser/shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
