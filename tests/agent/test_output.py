"""What a process writes stays bounded, and its end can be read."""

from __future__ import annotations

from apiyard.agent.output import last_lines, tail, trim


def test_a_large_output_is_cut_while_its_writer_goes_on(tmp_path):
    path = tmp_path / "output.log"
    with path.open("ab", buffering=0) as writer:
        for number in range(1000):
            writer.write(b"line %d\n" % number)
        assert trim(path, largest=5000, kept=1000)
        assert path.stat().st_size == 0
        writer.write(b"after the cut\n")
    assert path.read_bytes() == b"after the cut\n"
    assert (tmp_path / "output.log.1").stat().st_size == 1000
    assert last_lines(path, 3) == ("line 998", "line 999", "after the cut")


def test_a_small_output_is_left_alone(tmp_path):
    path = tmp_path / "output.log"
    path.write_bytes(b"few\n")
    assert not trim(path)
    assert last_lines(path, 10) == ("few",)
    assert last_lines(path, 0) == ()
    assert tail(path, 2) == b"w\n"
    assert tail(tmp_path / "none") == b""
    assert not trim(tmp_path / "none")
