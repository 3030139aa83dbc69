r"""How fast graph libraries draw the lines of a big page: which one the page should be built on.

    npm install --prefix LIBRARIES cytoscape@3.34.4 sigma@3.0.3 graphology@0.26.0 \
        vis-network@10.1.5 force-graph@1.52.0
    python -m tests.benchmarks.bench_graph_libraries LIBRARIES [--lines 5000] [--rounds 3] \
        [--pictures DIR]

Every library is given the same lines of made-up news at the same places, with the same colours,
widths and arrows, and no layout to compute.  Printed for each are its version, licence and minified
size, the milliseconds from the call that makes the graph to the frame that shows it, and the mean
milliseconds of a frame while the picture is dragged; the yardstick is the bare canvas of the same
run, one path per line.  The best of the rounds counts.  `--pictures` saves what each drew, to be
looked at: a library that draws nothing is fast.  Headless Chromium draws WebGL in software here, as
on a machine without a graphics card.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graphkit.networks import Network, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.layouts import SCREEN, lay_out
from graphkit.pictures.palette import SIGN_COLOURS, line_width
from graphkit.pictures.strands import gather_strands
from graphkit.selections import Filters
from graphkit.store import open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.made_news import made_news
from tests.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STATEMENTS: Final = 20_000
STEPS: Final = 5
"""Frames of a drag."""


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A library, or one way to use it.

    `files` are its minified scripts within the folder of npm packages.  `make` is JavaScript that
    draws `nodes` and `lines` in `box`; `drag` moves the picture by 10 pixels.
    """

    name: str
    packages: tuple[str, ...]
    files: tuple[str, ...]
    make: str
    drag: str


_CYTOSCAPE: Final = """
  window.cy = cytoscape({{ container: box, layout: {{ name: "preset" }}, {options}
    elements: [...nodes.map(n => ({{ group: "nodes", data: n, position: {{ x: n.x, y: n.y }} }})),
      ...lines.map((l, i) => ({{ group: "edges", data: {{ id: "e" + i, ...l }} }}))],
    style: [
      {{ selector: "node", style: {{ label: "data(label)", width: "data(size)",
        height: "data(size)", "background-color": "#2f3e46", "font-size": 11,
        "min-zoomed-font-size": 5.5 }} }},
      {{ selector: "edge", style: {{ width: "data(width)", "line-color": "data(colour)",
        "target-arrow-color": "data(colour)", "curve-style": "{curve}", {edge} }} }}] }});
"""
_ARROW: Final = '"target-arrow-shape": "triangle"'
_DRAG: Final = "cy.panBy({ x: 10, y: 0 })"

CONTENDERS: Final = (
    Contender(
        name="bare canvas (yardstick)",
        packages=(),
        files=(),
        make="""
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: box.clientWidth, height: box.clientHeight });
  box.append(canvas);
  const at = new Map(nodes.map(n => [n.id, n]));
  const zoom = Math.min(...["x", "y"].map((c, i) => [canvas.width, canvas.height][i]
    / (Math.max(...nodes.map(n => n[c])) - Math.min(...nodes.map(n => n[c])))));
  window.shift = 0;
  window.paint = () => {
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(zoom, 0, 0, zoom, canvas.width / 2 + shift, canvas.height / 2);
    for (const l of lines) {
      const [a, b] = [at.get(l.source), at.get(l.target)];
      pen.strokeStyle = l.colour; pen.lineWidth = l.width;
      pen.beginPath(); pen.moveTo(a.x, a.y); pen.lineTo(b.x, b.y); pen.stroke();
    }
    pen.fillStyle = "#2f3e46";
    for (const n of nodes) {
      pen.beginPath(); pen.arc(n.x, n.y, n.size / 2, 0, 7); pen.fill();
    }
  };
  paint();
""",
        drag="shift += 10, paint()",
    ),
    Contender(
        name="Cytoscape.js, parallel curves and arrows",
        packages=("cytoscape",),
        files=("cytoscape/dist/cytoscape.min.js",),
        make=_CYTOSCAPE.format(options="", curve="bezier", edge=_ARROW),
        drag=_DRAG,
    ),
    Contender(
        name="Cytoscape.js, straight lines, no arrows",
        packages=("cytoscape",),
        files=("cytoscape/dist/cytoscape.min.js",),
        make=_CYTOSCAPE.format(options="pixelRatio: 1,", curve="haystack", edge=""),
        drag=_DRAG,
    ),
    Contender(
        name="Cytoscape.js, its WebGL renderer",
        packages=("cytoscape",),
        files=("cytoscape/dist/cytoscape.min.js",),
        make=_CYTOSCAPE.format(
            options='renderer: { name: "canvas", webgl: true },', curve="bezier", edge=_ARROW
        ),
        drag=_DRAG,
    ),
    Contender(
        name="sigma.js and graphology (WebGL), straight arrows",
        packages=("sigma", "graphology"),
        files=("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
        make="""
  const graph = new graphology.MultiDirectedGraph();
  for (const n of nodes) {
    graph.addNode(n.id, { x: n.x, y: -n.y, size: n.size / 6, label: n.label, color: "#2f3e46" });
  }
  for (const l of lines) {
    graph.addEdge(l.source, l.target, { size: l.width / 2, color: l.colour, type: "arrow" });
  }
  window.sigma = new Sigma(graph, box);
""",
        drag="sigma.getCamera().setState({ x: sigma.getCamera().getState().x + 0.01 })",
    ),
    Contender(
        name="vis-network, straight arrows",
        packages=("vis-network",),
        files=("vis-network/standalone/umd/vis-network.min.js",),
        make="""
  window.net = new vis.Network(box, {
    nodes: nodes.map(n => ({ id: n.id, label: n.label, x: n.x, y: n.y, size: n.size / 2,
      shape: "dot", color: "#2f3e46" })),
    edges: lines.map(l => ({ from: l.source, to: l.target, width: l.width, color: l.colour,
      arrows: "to" })),
  }, { physics: false, edges: { smooth: false } });
  net.fit();
""",
        drag="net.moveTo({ position: (p => ({ x: p.x + 10, y: p.y }))(net.getViewPosition()) })",
    ),
    Contender(
        name="force-graph, straight arrows",
        packages=("force-graph",),
        files=("force-graph/dist/force-graph.min.js",),
        make="""
  window.graph = new ForceGraph(box).width(box.clientWidth).height(box.clientHeight)
    .cooldownTicks(0).autoPauseRedraw(true).nodeVal(n => n.size / 8).nodeColor(() => "#2f3e46")
    .linkColor(l => l.colour).linkWidth(l => l.width).linkDirectionalArrowLength(4)
    .graphData({ nodes: nodes.map(n => ({ ...n, fx: n.x, fy: n.y })), links: lines });
  graph.zoomToFit(0);
""",
        drag="graph.centerAt(graph.centerAt().x + 10, graph.centerAt().y)",
    ),
)

_MEASURE: Final = """async ({ nodes, lines, steps, make, drag }) => {
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const box = document.getElementById("box");
  await frame();
  let from = performance.now();
  window.make(box, nodes, lines);
  await frame(); await frame();
  const shown = performance.now() - from;
  await new Promise(done => setTimeout(done, 500));
  await frame();
  from = performance.now();
  for (let step = 0; step < steps; step += 1) { window.drag(); await frame(); }
  return { shown, dragged: (performance.now() - from) / steps };
}"""


def made_network() -> Network:
    """Returns the network of made-up news."""
    with tempfile.TemporaryDirectory() as name, open_store(f"{name}/made.kgl") as store:
        articles, statements = made_news(STATEMENTS)
        load(store, articles, statements, vocabulary=load_ontology(), issue_of=issue_of)
        return read_network(store, Filters(), vocabulary=load_ontology())


def drawing(count: int) -> dict[str, Any]:
    """Returns so many lines of made-up news, strongest first, and the nodes that they join."""
    network = made_network()
    strands = [s for s in gather_strands(network) if s.start != s.end][:count]
    names = {node: data["name"] for node, data in network.graph.nodes(data=True)}
    boxes = lay_out(strands, names, core=strands[:60], frame=SCREEN)
    return {
        "nodes": [
            {"id": node, "label": names[node], "x": b.x, "y": b.y, "size": b.radius * 2}
            for node, b in boxes.items()
        ],
        "lines": [
            {
                "source": s.start,
                "target": s.end,
                "colour": SIGN_COLOURS[s.sign],
                "width": line_width(s.count),
            }
            for s in strands
        ],
    }


def measure(
    browser: Browser,
    folder: Path,
    contender: Contender,
    drawn: Mapping[str, Any],
    *,
    picture: Path | None = None,
) -> tuple[float, float]:
    """Returns the milliseconds to the first picture, and of a frame of a drag."""
    scripts = [(folder / "node_modules" / f).read_text(encoding="utf-8") for f in contender.files]
    ours = (
        f"window.make = (box, nodes, lines) => {{{contender.make}}};"
        f"window.drag = () => {contender.drag};"
    )
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content('<div id="box" style="width:1200px;height:760px"></div>')
    for script in (*scripts, ours):
        page.add_script_tag(content=script)
    found = page.evaluate(_MEASURE, {**drawn, "steps": STEPS})
    if picture is not None:
        page.screenshot(path=picture)
    page.close()
    return found["shown"], found["dragged"]


def described(folder: Path, contender: Contender) -> str:
    """Returns the versions, licences and minified size of what a contender is made of."""
    modules = folder / "node_modules"
    told = []
    for package in contender.packages:
        known = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        told.append(f"{known['name']} {known['version']} ({known['license'].strip('()')})")
    size = sum((modules / file).stat().st_size for file in contender.files)
    return f"{', '.join(told)}, {size / 1000:.0f} kB" if told else ""


def report(folder: Path, *, lines: int, rounds: int, pictures: Path | None = None) -> Iterator[str]:
    """Yields a row of a table for each contender."""
    drawn = drawing(lines)
    yield f"{len(drawn['lines']):,} lines, {len(drawn['nodes']):,} nodes"
    for browser in chromium():
        for number, contender in enumerate(CONTENDERS):
            picture = pictures / f"{number}.png" if pictures else None
            found = [
                measure(browser, folder, contender, drawn, picture=picture) for _ in range(rounds)
            ]
            shown, dragged = (min(values) for values in zip(*found, strict=True))
            told = described(folder, contender)
            yield f"{contender.name} | {told} | {shown:.0f} ms | {dragged:.0f} ms a frame"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where npm installed the packages")
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pictures", type=Path, help="a folder for what each drew")
    given = parser.parse_args(arguments)
    options = {"lines": given.lines, "rounds": given.rounds, "pictures": given.pictures}
    for row in report(given.folder, **options):
        print(row, flush=True)


if __name__ == "__main__":
    main()
