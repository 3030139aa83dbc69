"""A build killed at random moments and resumed (`tests.benchmarks.kill_build` for more)."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.kill_build import SEEDS, kill


def test_a_build_killed_at_random_moments_ends_as_one_that_nothing_cut(tmp_path: Path) -> None:
    articles = sorted(SEEDS.glob("*.txt"))[:20]
    assert len(articles) == 20
    assert kill(tmp_path, list(map(str, articles)), times=3, seed=8) == []
    told = (tmp_path / "killed" / "stderr.txt").read_text()
    assert "20 of the articles were finished before" in told
