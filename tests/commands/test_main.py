"""`python -m local`: one style of error, never a traceback."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import pytest

from local import __main__ as command_line
from local.__main__ import COMMANDS, main
from local.archive import weeks
from local.project import ROOT
from tests.support.commands import output_of
from tests.support.posts import TRAINING_WEEK, post_of
from tests.support.stored_weeks import store


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Error: No such command 'tomorow'" in output_of(capsys, "tomorow", code=2)


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (ValueError("of \x1b[31mno use"), 70, r"this program has a fault (ValueError: of \x1b[31mno use)."),
        (RecursionError("deep \ud800"), 70, "this program has a fault (RecursionError: deep "),
        (
            OSError(errno.EROFS, "Read-only file system", "out/page"),
            1,
            "Error: out/page cannot be read or written: Read-only file system. What was stored before is kept.",
        ),
        (OSError(errno.ENOSPC, "No space left on device", "out/x"), 1, "Make room on the disk, then run again"),
        (OSError(errno.ENOEXEC, "Exec format error", "out/page"), 70, "this program has a fault (OSError"),
        (KeyboardInterrupt(), 130, "Stopped."),
        (click.Abort(), 130, "Stopped."),
    ],
)
def test_every_error_is_printed_as_a_sentence_and_the_traceback_of_a_fault_is_in_a_file(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    raised: BaseException,
    code: int,
    told: str,
) -> None:
    def fail(_: Any) -> None:
        raise raised

    monkeypatch.setattr(command_line.commands, "invoke", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    assert main(["today"]) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
    logs = list(tmp_path.iterdir())
    assert len(logs) == (code == 70)
    assert all(str(log) in said and "Traceback" in log.read_text() and "in fail" in log.read_text() for log in logs)


# Terminals of other encodings


SPOKEN = "(don’t rush – 2½ turns × 3, “piqué”, 雪, \U0001f600)"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    spoken = TRAINING_WEEK.replace("(add weight if possible)", SPOKEN)
    store(folder / "bucket", post_of(spoken))
    return folder


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_any_encoding_shows_what_it_can(
    stored: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(weeks, "OUT", stored)
    written = {name: io.BytesIO() for name in ("stdout", "stderr")}
    printed = {name: io.TextIOWrapper(content, encoding=encoding) for name, content in written.items()}
    for name, stream in printed.items():
        monkeypatch.setattr(sys, name, stream)

    codes = [main(["today", "2021-01-04", "--maxes", typed]) for typed in ("Snatch=80", "Épaulé=schwer – x")]

    assert codes == [0, 1]
    for stream in printed.values():
        stream.flush()
    said, error = (bytes_of.getvalue().decode(encoding) for bytes_of in written.values())
    assert "60-65 kg" in said and SPOKEN.encode(encoding, "replace").decode(encoding) in said
    assert error.startswith("Error: the maximum of ")


def test_a_closed_pipe_is_not_an_error(stored: Path) -> None:
    """The answer is more than a pipe holds, 64 KiB. What is printed by rich loses its reader in runs_cut_short.py."""
    command = "query --format csv 'select repeat(i::text, 30) from range(1500) t(i)'"
    piped = f"{sys.executable} -m local {command} | head -1 > /dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", piped], cwd=ROOT, env={**os.environ, "OUT": str(stored)}, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_showing_a_day_loads_no_library_that_it_does_not_use(stored: Path) -> None:
    command = "import sys; from local.__main__ import main; code = main(['today', '2021-01-04'])\n"
    loaded = "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    environment = {**os.environ, "OUT": str(stored)}
    done = subprocess.run(
        [sys.executable, "-c", command + loaded], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0 and "Monday (Session One)" in done.stdout
    slow = {"boto3", "botocore", "moto", "duckdb", "sqlglot", "jinja2", "asyncio", "invictus.prescriptions.segment"}
    assert not slow & set(done.stderr.split())


def test_a_wrong_option_names_the_variable_that_was_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMAT", "xml")
    said = output_of(capsys, "query", "max-outs", code=2)
    assert said.startswith("Error: Invalid value for FORMAT= (--format): 'xml' is not one of")


def test_the_list_of_commands_is_printed_without_loading_them_and_each_tells_what_it_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(command_line, "import_module", lambda name: pytest.fail(f"{name} is loaded"))
        listed = output_of(capsys, "--help")
        assert output_of(capsys) == listed
    assert re.findall(r"^  ([a-z-]+)  +[A-Z]", listed, re.M) == ["--help", *COMMANDS]
    shown = {name: " ".join(output_of(capsys, name, "--help").split()) for name in COMMANDS}
    assert all(f"local {name} [OPTIONS]" in said for name, said in shown.items())

    assert "[default: out/volume.svg] [env var: PICTURE]" in shown["volume"]
    assert "The archive's folder. [default: out/SOURCE] [env var: OUT]" in shown["run"]
    assert "page/ below out/, or OUT=" in shown["page"] and "invictus.ics below out/, or OUT=" in shown["calendar"]
