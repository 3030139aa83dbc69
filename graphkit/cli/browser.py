"""`graphkit browser`: favourites, a style and a guide for Neo4j Browser; `serve` offers them."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from graphkit.browser import FAVORITES, GUIDE, STYLE, GuideServer, make_package
from graphkit.browser.serving import LOOPBACK, PORT
from graphkit.cli.console import notice
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.query import QueriesOption
from graphkit.cli.stores import store_at
from graphkit.errors import PictureError, ServingError
from graphkit.ontology import load_ontology
from graphkit.pictures.contents import web_address
from graphkit.pictures.files import check_free, write_picture
from graphkit.queries import all_queries
from graphkit.store import Store

FOLDER: Final = Path("graphkit-browser")

group = typer.Typer(invoke_without_command=True)

OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Folder to write the files to; by default graphkit-browser.",
    ),
]
UrlOption = Annotated[
    str,
    typer.Option(
        "--url",
        help="Where the files will be served; the guide names it. `graphkit browser serve` serves "
        "at the default.",
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the files if they are there.")]
PortOption = Annotated[
    int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on; 0 for a free one.")
]
HostOption = Annotated[
    str,
    typer.Option(
        "--host", help="Address to listen on. Any other than this machine's lets others in."
    ),
]
ServedOption = Annotated[
    str | None,
    typer.Option(
        "--url", help="Where Browser finds the files, if not at http://localhost and the port."
    ),
]
OriginOption = Annotated[
    list[str] | None,
    typer.Option(
        "--origin",
        help="Where Browser runs if not on this machine, as http://HOST:7474. May be given several "
        "times.",
    ),
]


@group.callback()
def browser(
    context: typer.Context,
    output: OutputOption = FOLDER,
    url: UrlOption = f"http://localhost:{PORT}",
    queries: QueriesOption = None,
    force: ForceOption = False,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write favourites, a style and a guide for Neo4j Browser, made from your own graph.

    Drop favorites.zip and graphkit.grass on Browser's window. The questions have names of your
    graph in them, and guide.html tells who and what it is about; `graphkit browser serve` serves
    it.

    Example: graphkit browser -o for-browser --store neo4j://localhost:7687
    """
    if context.invoked_subcommand is not None:
        _refuse_misplaced(context)
        return
    address = _web_address(url)
    paths = [output / name for name in (FAVORITES, STYLE, GUIDE)]
    _check_free(output, paths, force=force)
    with store_at(store, user=user, password=password, database=database) as graph:
        package = _package(graph, queries, address)
    _make_folder(output)
    for path in paths:
        write_picture(package[path.name], str(path), force=force)
    notice("{}: {}", output, ", ".join(path.name for path in paths))
    notice("drop {} and {} on Neo4j Browser's window", FAVORITES, STYLE)
    notice("the guide: graphkit browser serve --store {}", store)


@group.command()
def serve(
    port: PortOption = PORT,
    host: HostOption = "127.0.0.1",
    url: ServedOption = None,
    origin: OriginOption = None,
    queries: QueriesOption = None,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make the guide from the store and serve it to Neo4j Browser until Ctrl-C.

    Only Browsers on this machine may read it, unless `--origin` names others.

    Example: graphkit browser serve --store neo4j://localhost:7687
    """
    named = _web_address(url) if url else None
    with _listening(host, port, origins=origin or (), url=named) as server:
        address = named or f"http://localhost:{server.port}"
        with store_at(store, user=user, password=password, database=database) as graph:
            package = _package(graph, queries, address)
        server.files.update({name: package[name] for name in (GUIDE, STYLE, FAVORITES)})
        if host not in LOOPBACK:
            notice("listening on {}: whoever reaches it can read the guide", host)
        notice("in Neo4j Browser, type  :guide {}/{}", address, GUIDE)
        notice("colours  :style {}/{}", address, STYLE)
        notice("favourites to drop on its window  {}/{}", address, FAVORITES)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


def _listening(host: str, port: int, *, origins: Collection[str], url: str | None) -> GuideServer:
    names = [str(urlsplit(url).hostname)] if url else []
    allowed = [_web_address(origin) for origin in origins]
    try:
        return GuideServer({}, host=host, port=port, origins=allowed, names=names)
    except OSError as error:
        raise ServingError(
            f"cannot be listened on: {error.strerror}",
            where=f"{host}:{port}",
            remedy="name another with --port or --host",
        ) from error


def _refuse_misplaced(context: typer.Context) -> None:
    """Refuses options that stand before the sub-command, where they would mean nothing."""
    for parameter in context.command.params:
        name = str(parameter.name)
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise typer.BadParameter(
                f"give it behind {context.invoked_subcommand}", param_hint=parameter.opts[0]
            )


def _web_address(url: str) -> str:
    address = web_address(url.rstrip("/"))
    if address is None or not address.isascii() or set(address) & set("\"'<>`\\ "):
        raise typer.BadParameter(f"{url!r} is no address such as http://localhost:{PORT}")
    return address


def _check_free(folder: Path, paths: Iterable[Path], *, force: bool) -> None:
    """Refuses a place that is taken, before the store is read."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise PictureError("is no folder", where=str(folder), remedy="name another")
    for path in paths:
        check_free(path, force=force)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PictureError(f"cannot be made: {error.strerror}", where=str(folder)) from error


def _package(graph: Store, folders: list[Path] | None, url: str) -> Mapping[str, bytes]:
    vocabulary = load_ontology()
    known = all_queries(folders or ())
    return make_package(graph, known, relations=vocabulary.relations.values(), url=url)


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.add_typer(group, name="browser", rich_help_panel="Draw")
