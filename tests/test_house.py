"""The rules of the house: imports run down only, start-up stays light, nothing talks to a network."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import companion

PACKAGE = Path(companion.__file__).parent

# What takes so long to import that only the one who needs it may do so, at the moment of need.
SLOW = (
    "textual", "sqlite_utils", "sqlcipher3", "dateutil", "dateparser", "icalendar", "tzlocal", "tomlkit",
    "yaml", "numpy", "humanize",
)  # fmt: skip

# Whatever opens a connection, or asks another program to.
NETWORK = (
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib.error", "ftplib", "smtplib", "poplib",
    "imaplib", "xmlrpc", "webbrowser", "requests", "httpx", "aiohttp", "urllib3",
)  # fmt: skip


LONG = 400
"""Lines; a longer file says in its docstring why it is."""


def _module(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _modules() -> dict[str, Path]:
    return {_module(file): file for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _headless() -> list[str]:
    return [name for name in _modules() if not name.startswith("companion.tui")]


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent)


def _loaded_after(*modules: str) -> set[str]:
    """The names of all modules that a fresh process holds once it has imported these."""
    done = _python("\n".join([*(f"import {name}" for name in modules), "import sys", "print(*sys.modules)"]))
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def _within(names: set[str], packages: tuple[str, ...]) -> list[str]:
    return sorted(name for name in names if any(f"{name}.".startswith(f"{top}.") for top in packages))


def _imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every import in a file, with its line, wherever it stands; ``from a import b`` is ``a`` and ``a.b``."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_imports_run_down_only() -> None:
    done = _python("from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: " in done.stdout and "0 broken" in done.stdout


def _import_graph() -> dict[str, set[str]]:
    """Which modules each module imports, wherever in it: in functions and for type checkers alone too."""
    modules = _modules()
    graph: dict[str, set[str]] = {name: set() for name in modules}
    for name, file in modules.items():
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.Import):
                graph[name].update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0 and node.module, f"{file.name}:{node.lineno}: imports are absolute"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    graph[name].add(whole if whole in modules else node.module)
        graph[name] &= modules.keys() - {name}
    return graph


def test_no_modules_import_each_other_round_in_a_circle() -> None:
    graph = _import_graph()
    assert sum(map(len, graph.values())) > len(graph)  # the imports were read
    order = TopologicalSorter(graph)
    try:
        order.prepare()
    except CycleError as circle:
        raise AssertionError(" imports ".join(reversed(circle.args[1]))) from None


def test_everything_but_the_panes_runs_without_textual() -> None:
    headless = _headless()
    rooms = {
        "model",
        "patterns",
        "review",
        "store",
        "exchange",
        "journal",
        "cli",
        "demo",
        "system",
        "vault",
        "transfer",
    }
    assert rooms <= {name.split(".")[1] for name in headless if "." in name}
    assert _within(_loaded_after(*headless), ("textual",)) == []


def test_the_command_line_loads_nothing_slow_before_a_command_is_known() -> None:
    assert _within(_loaded_after("companion.__main__", "companion.cli.main"), SLOW) == []


def test_a_log_and_today_import_what_they_use_alone(tmp_path: Path) -> None:
    used = ("sqlcipher3", "tzlocal")  # the driver of the store, and the name of the zone
    slow = tuple(name for name in SLOW if name not in used)
    log, start = ["log", "--trigger", "affection"], "with suppress(SystemExit): companion.__main__.main()"
    for turn, words in enumerate((log, log, ["today"])):
        told = f"sys.argv = ['companion', '--at', {str(tmp_path / 'journal')!r}, *{words!r}]"
        imports = "import sys, companion.__main__\nfrom contextlib import suppress"
        done = _python("\n".join([imports, told, start, "print(*sys.modules)"]))
        names = set(done.stdout.splitlines()[-1].split())
        assert "companion.store.entries" in names
        if turn:  # the first one makes the journal, for which sqlite-utils is there
            assert _within(names, slow) == []


def test_package_doors_stay_light() -> None:
    doors = [name for name, file in _modules().items() if file.name == "__init__.py"]
    assert _within(_loaded_after(*doors), SLOW) == []


def test_styles_live_in_the_styles_folder_alone() -> None:
    inline = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in sorted((PACKAGE / "tui").rglob("*.py"))
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Name) and node.id in ("DEFAULT_CSS", "CSS")
    ]
    assert inline == []


def test_there_is_no_network_code_at_all() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{line} {name}"
        for file in _modules().values()
        for name, line in _imports(file)
        if _within({name}, NETWORK)
    ]
    assert found == []


def test_no_client_of_a_network_is_loaded_on_our_account() -> None:
    """The command line and the store load none, by themselves or through what they stand on."""
    clients = ("requests", "httpx", "aiohttp", "urllib3", "http.client", "urllib.request", "smtplib")
    assert _within(_loaded_after(*_headless()), clients) == []
    assert _within(_loaded_after("companion.tui.app", "companion.tui.screens.today"), clients[:4]) == []


def _public(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Every public function, class and method of a file, with where it stands."""

    def within(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if node.name.startswith("_"):
                    continue
                yield node
                if isinstance(node, ast.ClassDef):
                    yield from within(node.body)

    for node in within(ast.parse(file.read_text(encoding="utf-8")).body):
        yield f"{file.relative_to(PACKAGE)}:{node.lineno} {node.name}", node


def _refuses(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the function itself, and none that is written inside it, raises InputRefused."""
    rest: list[ast.AST] = list(function.body)
    while rest:
        node = rest.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None and "InputRefused" in ast.unparse(node.exc):
            return True
        rest.extend(ast.iter_child_nodes(node))
    return False


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a command of the command line, whose docstring is the help a person reads."""
    return any("click." in ast.unparse(decorator) for decorator in node.decorator_list)


def test_public_names_say_what_they_give_and_what_they_refuse() -> None:
    silent = []
    for file in _modules().values():
        room = file.relative_to(PACKAGE).as_posix()
        if room.startswith("tui/"):
            continue
        for name, node in _public(file):
            doc = ast.get_docstring(node)
            if not doc:
                silent.append(name)
            elif isinstance(node, ast.ClassDef) or _is_command(node):
                continue
            elif _refuses(node) and "InputRefused" not in doc:
                silent.append(f"{name} refuses")
    assert silent == []


def test_a_file_that_has_grown_long_says_why() -> None:
    long = {
        name: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        for name, file in _modules().items()
        if len(file.read_text(encoding="utf-8").splitlines()) > LONG
    }
    assert [name for name, doc in long.items() if "Longer than most files: " not in doc] == []
