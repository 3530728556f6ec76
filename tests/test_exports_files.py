from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    from pathlib import Path


class _Interrupted(Exception):  # noqa: N818  # stands for whatever stops an export
    pass


def _interrupt(path: Path) -> None:
    with replacing(path) as file:
        file.write("half")
        raise _Interrupted


def test_a_finished_file_takes_the_place_of_the_former(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("former")
    with replacing(path) as file:
        file.write("new\n")
    assert path.read_bytes() == b"new\n"


def test_the_former_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("former")
    with replacing(path, "wb") as file:
        file.write(b"new")
        assert path.read_text() == "former"


def test_an_interrupted_export_leaves_the_former_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("former")
    with pytest.raises(_Interrupted):
        _interrupt(path)
    assert path.read_text() == "former"


def test_an_interrupted_export_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(_Interrupted):
        _interrupt(tmp_path / "graph.nq")
    assert list(tmp_path.iterdir()) == []


def test_a_finished_export_leaves_nothing_beside_its_file(tmp_path: Path) -> None:
    with replacing(tmp_path / "graph.nq") as file:
        file.write("new")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    with replacing(path) as file:
        file.write("a\r\nb\n")
    assert path.read_bytes() == b"a\r\nb\n"


def test_others_may_read_the_file_as_far_as_the_umask_lets_them(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with replacing(tmp_path / "replaced") as file:
        file.write("")
    assert (tmp_path / "replaced").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "private.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    with replacing(path) as file:
        file.write("new")
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) == ("new", 0o600)


def test_what_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    with replacing(tmp_path / "link") as file:
        file.write("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(OSError, match="symbolic links"), replacing(tmp_path / "link") as file:
        file.write("new")
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with replacing(tmp_path / "pipe") as file:
        file.write("new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
