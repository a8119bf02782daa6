"""One name for one thing: no class or function is defined in two rooms, and every file has one subject."""

from __future__ import annotations

import ast
from collections import defaultdict

from local.project import ROOT
from tests.support.source_files import FILES, parsed

# A step has its handler's name in transforms.py too. The command `deploy` does on AWS what the other does in moto.
# The others are read with their module's name: `scheme_figures.every`, `blog_posts.every`.
SHARED = {
    *("strip_post_html", "group_post_by_day", "segment_days", "sessions_to_date_records", "clean_session_records"),
    *("deploy", "every"),
}
MOST_LINES = 300


def test_no_two_modules_define_the_same_public_name() -> None:
    modules = defaultdict(list)
    for file in FILES:
        for node in parsed(file).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                modules[node.name].append(file.relative_to(ROOT).as_posix())

    assert len(modules) > 300
    assert {name: where for name, where in modules.items() if len(where) > 1 and name not in SHARED} == {}


def test_every_file_is_one_subject_of_at_most_300_lines() -> None:
    lines = {file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}

    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}
