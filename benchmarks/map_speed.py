"""How the map does on graphs of 300 to 50,000 nodes, beside pyvis with fixed positions, in Chromium without a GPU.

python benchmarks/map_speed.py [NODES …] [--runs N]      prints one line a size and measure; nothing is judged here
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright
from pyvis.network import Network

from extract.pack import load_pack
from graph.formats.html_map import write_map
from graph.knowledge import KnowledgeGraph
from graph.pyvis_view import to_pyvis

BASE = "https://example.org/id/"
SYLLABLES = "数字政府产业大脑一网通办营商环境科技创新城市治理服务平台项目改革发展智慧社区民生工程企业人才教育医疗交通"
EDGES_PER_NODE = 2.5
SECONDS = 3
MOVE = """async (seconds) => {
  const act = STEP; const gaps = []; let last = performance.now(); const end = last + seconds * 1000; let i = 0;
  await new Promise((done) => requestAnimationFrame(function tick(now) {
    gaps.push(now - last); last = now; act(i++); if (now < end) requestAnimationFrame(tick); else done(); }));
  return gaps.slice(2); }"""
OURS = """(i) => { govgraph.move(6 * Math.cos(i / 9), 6 * Math.sin(i / 9));
  if (i % 5 === 0) govgraph.zoom(i % 10 ? 1.02 : 1 / 1.02); }"""
PYVIS = """(i) => { const { x, y } = network.getViewPosition();
  const s = network.getScale() * (i % 5 ? 1 : i % 10 ? 1.02 : 1 / 1.02);
  network.moveTo({ scale: s, position: { x: x + 6 * Math.cos(i / 9) / s, y: y + 6 * Math.sin(i / 9) / s } }); }"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


def synthetic(count: int, seed: int = 1) -> KnowledgeGraph:
    """A graph with communities and hubs, a Chinese sentence of about 45 characters for each edge."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 4)))) for _ in range(4000)]
    weights = [1 / (rank + 4) for rank in range(len(words))]
    ontology = load_pack("government").ontology
    types = list(ontology.types)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        base_iri=BASE, pack="government", title="", observations=[], documents=[]
    )
    documents = [f"{i // 100}/{i:06}.txt" for i in range(max(5, count // 20))]
    graph.graph["documents"] = [
        {
            "id": name,
            "title": "".join(chance.choices(words, k=4)),
            "date": f"20{chance.randrange(15, 25)}-0{chance.randrange(1, 10)}",
        }
        for name in documents
    ]
    names = ["".join(chance.choices(words, weights, k=chance.choice((2, 2, 3)))) + str(i) for i in range(count)]
    for i, name in enumerate(names):
        papers = sorted(chance.choices(documents, k=2))
        graph.add_node(
            f"{BASE}{i:06}",
            type=types[i * i % len(types)],
            name=name,
            aliases=[],
            inferred=False,
            code="",
            documents=papers,
            mentions=2,
        )
    relations = list(ontology.relations)
    for a, b in _pairs(count, chance):
        said = ["".join(chance.choices(words, weights, k=4)) for _ in "ab"]
        text = f"{names[a]}{said[0]}，{names[b]}{said[1]}。"
        start = chance.randrange(3000)
        piece = {
            "document": chance.choice(documents),
            "start": start,
            "end": start + len(text),
            "text": text,
            "rule": "synthetic",
        }
        relation = chance.choice(relations)
        graph.add_edge(
            f"{BASE}{a:06}",
            f"{BASE}{b:06}",
            key=relation,
            relation=relation,
            confidence=0.9,
            modality="stated",
            inferred=False,
            evidence=[piece],
        )
    return KnowledgeGraph(graph)


def _pairs(count: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    communities = max(4, int(count**0.5 / 1.6))
    member = [int(communities * chance.random() ** 1.6) for _ in range(count)]
    inside: dict[int, list[int]] = defaultdict(list)
    everywhere, seen = [0], set()
    while len(seen) < EDGES_PER_NODE * count:
        for node in range(1, count):
            near = inside[member[node]]
            other = chance.choice(near if near and chance.random() < 0.85 else everywhere)
            inside[member[node]].append(node)
            everywhere.append(node)
            inside[member[other]].append(other)
            everywhere.append(other)
            if other != node and (node, other) not in seen and len(seen) < EDGES_PER_NODE * count:
                seen.add((node, other))
                yield node, other


def write_pyvis(kg: KnowledgeGraph, path: Path) -> None:
    """The same graph as a page of pyvis, every node where our map has it, edges straight, physics off."""
    small = nx.MultiDiGraph(kg.graph.subgraph(list(kg.graph)[:1]))
    network: Network = to_pyvis(KnowledgeGraph(small))
    from graph.map.layout import arrange  # noqa: PLC0415 - beside its use

    places = arrange({node: kg.graph.nodes[node]["type"] for node in kg.graph}, kg.graph.edges()).places
    network.nodes = [  # what add_node and add_edge would put there, which look at all nodes for each edge
        {
            "id": node,
            "label": data["name"],
            "title": data["name"],
            "x": places[node][0],
            "y": places[node][1],
            "shape": "dot",
            "size": 10,
            "color": "#2563eb",
        }
        for node, data in kg.graph.nodes(data=True)
    ]
    network.edges = [
        {"from": a, "to": b, "title": data["evidence"][0]["text"], "smooth": False, "arrows": "to"}
        for a, b, data in kg.graph.edges(data=True)
    ]
    path.write_text(network.generate_html(), "utf-8")


@contextmanager
def opened(browser: Browser, path: Path, drawn: str) -> Iterator[tuple[Page, CDPSession, float]]:
    """The page when its first whole picture is seen, and the milliseconds since it began to load."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="zh-CN")
    page = context.new_page()

    def answer(route: Route) -> None:
        route.continue_() if route.request.url.startswith("file:") else route.abort()

    context.route("**/*", answer)
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=180_000)
        page.wait_for_function(drawn, timeout=180_000)
        taken = page.evaluate(DRAWN)
        yield page, context.new_cdp_session(page), taken
    finally:
        context.close()


def heap(session: CDPSession) -> float:
    """Megabytes that JavaScript holds after a collection, those of typed arrays included."""
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return float(usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


def moved(page: Page, session: CDPSession, step: str) -> tuple[float, float, float]:
    """Mean and 95th percentile of frames in milliseconds while moving, and the main thread's work for each."""
    session.send("Performance.enable")
    worked = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    gaps = page.evaluate(MOVE.replace("STEP", step), SECONDS) or [0.0]
    after = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    return statistics.mean(gaps), sorted(gaps)[int(len(gaps) * 0.95)], 1000 * (after - worked) / len(gaps)


def operations(page: Page, count: int) -> dict[str, float]:
    """Milliseconds of what a reader does: the median, for searching the slowest key stroke."""
    some = [(i * 7919 + 13) % count for i in range(9)]
    ask = page.evaluate
    ask("govgraph.find('a')")
    typed = ["数", "数字", "数字政", "c", "cy", "cyd", "shu", "shuz", "shuzi", "12"]
    return {
        "focus": statistics.median(ask("(node) => govgraph.time.select({ node })", node) for node in some),
        "filter": statistics.median(
            ask("([t, h]) => govgraph.time.hide(t, h)", [i // 2 % 5, i % 2 == 0]) for i in range(8)
        ),
        "path": statistics.median(
            ask("([a, b]) => govgraph.time.routes(a, b)", [a, b]) for a, b in itertools.pairwise(some)
        ),
        "search": max(min(ask("(q) => govgraph.time.search(q)", text) for _ in range(3)) for text in typed),
    }


def measure(browser: Browser, folder: Path, count: int, runs: int) -> dict[str, Any]:
    """All figures of one size, times the best of the runs."""
    kg = synthetic(count)
    ours, theirs = folder / f"ours{count}.html", folder / f"pyvis{count}.html"
    written = []
    for _ in range(runs if count < 50_000 else 1):
        start = time.process_time()
        write_map(kg, ours)
        written.append(time.process_time() - start)
    write_pyvis(kg, theirs)
    first, frames, found = [], [], {}
    for _ in range(runs):
        with opened(browser, ours, "() => window.govgraph") as (page, session, taken):
            first.append(taken)
            found["heap MB"] = min(found.get("heap MB", 1e9), heap(session))
            found["labels"] = page.evaluate("govgraph.labels().length")
            found["sharp ms"] = min(found.get("sharp ms", 1e9), page.evaluate("govgraph.drawn().cost"))
            frames.append(moved(page, session, OURS))
            page.wait_for_timeout(800)
            for name, value in operations(page, count).items():
                found[name] = min(found.get(name, 1e9), value)
    other, other_frames = [], []
    for _ in range(runs if count < 50_000 else 1):
        with opened(browser, theirs, "() => window.network") as (page, session, taken):
            other.append(taken)
            other_frames.append(moved(page, session, PYVIS))
    return {
        "write CPU s": min(written), "kB": ours.stat().st_size / 1000, "pyvis kB": theirs.stat().st_size / 1000,
        "first ms": min(first), "pyvis first ms": min(other), "ratio": min(first) / min(other),
        "frame ms": min(frames)[0], "frame p95": min(frames)[1], "work/frame": min(frames)[2],
        "pyvis frame ms": min(other_frames)[0], "pyvis work/frame": min(other_frames)[2], **found,
    }  # fmt: skip


def main() -> None:
    """Measure the sizes that are asked for and print what comes out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nodes", type=int, nargs="*", default=[300, 2000, 10_000, 50_000])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for count in arguments.nodes:
            for name, value in measure(browser, Path(folder), count, arguments.runs).items():
                print(f"{count:>6}  {name:<18}{value:10.2f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
