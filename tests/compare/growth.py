#!/usr/bin/env python3
"""How the cost of import, opening and each question grows with the data: a table in Markdown.

    growth.py DATA 100k 1M 10M [--nenpyo target/release/nenpyo] [--format parquet] [--keep FOLDER]

DATA holds a folder for each size. Each question is asked several times at the prompt, on a pipe; the least time counts, from text
to rows, with the plan cached. Run it alone: 10M needs 10 GB of memory.
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import time

import questions
from compare import fill

HERE = pathlib.Path(__file__).parent
ROUNDS = 7


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("sizes", nargs="+")
    parser.add_argument("--nenpyo", default="target/release/nenpyo")
    parser.add_argument("--format", default="parquet", choices=["parquet", "csv"])
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the snapshots")
    return parser.parse_args()


def run(command, **options):
    """Seconds, peak memory in MB, and the output."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=output, **options)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        if status != 0:
            raise SystemExit(f"{command}: status {status}")
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, output.read().decode()


def measure(given, size, folder, rows):
    data, snapshot = given.data / size, folder / f"{size}.nenpyo"
    environment = {**os.environ, "NENPYO": given.nenpyo}
    seconds, memory, _ = run([HERE / "import.sh", data, given.format, snapshot], env=environment)
    rows.setdefault("import", []).append(f"{seconds:.2f} s")
    rows.setdefault("import, peak memory", []).append(f"{memory:.0f} MB")
    rows.setdefault("snapshot", []).append(f"{snapshot.stat().st_size / 1e6:.0f} MB")
    start = time.monotonic()
    with snapshot.open("rb") as file:
        while file.read(1 << 20):
            pass
    rows.setdefault("reading the file", []).append(f"{(time.monotonic() - start) * 1e3:.0f} ms")
    ask = [given.nenpyo, "--data", snapshot, "query", "RETURN 1"]
    opened = [run(ask)[:2] for _ in range(3)]
    rows.setdefault("start, open, one answer, exit", []).append(f"{min(opened)[0] * 1e3:.0f} ms")
    rows.setdefault("memory when open", []).append(f"{min(opened)[1]:.0f} MB")
    ask = [given.nenpyo, "--data", snapshot, "ask", "how many awards to companies in Country 0"]
    rows.setdefault("the same with a phrase that names a place", []).append(
        f"{min(run(ask)[0] for _ in range(3)) * 1e3:.0f} ms")
    values = json.loads((data / "params.json").read_text())["params"]
    values["last"] = values["root"]
    asked = [(name, " ".join(fill(text, values).split())) for name, text, *_ in questions.ALL]
    lines = "".join(f"{text}\n" * ROUNDS for _, text in asked)
    child = subprocess.run([given.nenpyo, "--data", snapshot, "--format", "json"], input=lines, text=True,
                           capture_output=True, check=True)
    answers = [json.loads(line) for line in child.stdout.splitlines() if line.startswith("{")]
    if len(answers) != len(asked) * ROUNDS:
        raise SystemExit(f"{len(answers)} answers to {len(asked) * ROUNDS} questions")
    for at, (name, _) in enumerate(asked):
        mine = answers[at * ROUNDS:(at + 1) * ROUNDS]
        if any("error" in answer for answer in mine):
            raise SystemExit(f"{name}: {mine[0]}")
        rows.setdefault(name, []).append(f"{min(answer['elapsed_ms'] for answer in mine):.3f} ms")


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        rows = {}
        for size in given.sizes:
            measure(given, size, given.keep or pathlib.Path(scratch), rows)
    print("| | " + " | ".join(given.sizes) + " |\n| --- |" + " ---: |" * len(given.sizes))
    for name, cells in rows.items():
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
