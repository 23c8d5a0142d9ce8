#!/usr/bin/env python3
"""Asks nenpyo and DuckDB the same questions of the same files, and fails where an answer differs.

    compare.py FOLDER SNAPSHOT [--nenpyo target/release/nenpyo] [--format parquet] [--only TEXT]

FOLDER holds Event.parquet, PARTICIPANT.parquet … and params.json; SNAPSHOT is what `nenpyo import` made of them.
"""
import argparse
import datetime
import json
import math
import pathlib
import re
import subprocess
import sys
import time

import duckdb

import questions

TABLES = ["Event", "Organization", "Person", "Place", "Policy", "PARTICIPANT", "LOCATED_IN", "PART_OF", "AT", "ABOUT",
          "INVOLVES", "FOLLOWS"]
PATTERN = re.compile(r"(match|optional|unwind|with|return)\b", re.IGNORECASE)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("snapshot", type=pathlib.Path)
    parser.add_argument("--nenpyo", default="target/release/nenpyo")
    parser.add_argument("--format", default="parquet", choices=["parquet", "csv"])
    parser.add_argument("--only", default="", help="questions whose name contains this text")
    return parser.parse_args()


def duck(folder, form):
    """A database with a table for each file."""
    db = duckdb.connect()
    for table in TABLES:
        db.execute(f"CREATE TABLE \"{table}\" AS FROM read_{form}('{folder / table}.{form}')")
    return db


def parameters(folder, db):
    found = json.loads((folder / "params.json").read_text())["params"]
    last = db.execute("SELECT max_by(src, (date, src)) FROM FOLLOWS JOIN Event e ON e.id = src").fetchone()[0]
    return {**found, "last": last}


def fill(text, values):
    """The text with the parameters in braces; other braces stay."""
    return re.sub(r"\{(\w+)\}", lambda m: str(values[m[1]]) if m[1] in values else m[0], text)


def ask(nenpyo, snapshot, question):
    command = "query" if PATTERN.match(question) else "ask"
    done = subprocess.run([nenpyo, "--data", snapshot, "--format", "json", command, question],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return [[plain(cell) for cell in row] for row in json.loads(done.stdout)["rows"]]


def plain(cell):
    """A cell as a value: things are their ids, dates their texts."""
    if isinstance(cell, dict):
        if "id" in cell:
            return int(cell["id"])
        if set(cell) == {"date", "label"}:
            return cell["date"]
        raise ValueError(f"a cell of an unknown kind: {cell}")
    if isinstance(cell, list):
        return tuple(map(plain, cell))
    return cell


def sql_value(value):
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def same(a, b):
    if isinstance(a, float) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-12)
    return type(a) is type(b) and a == b


def difference(ours, theirs, ordered):
    """What is different, or None."""
    if len(ours) != len(theirs):
        extra = [row for row in ours if row not in theirs[:10000]][:3]
        lacking = [row for row in theirs if row not in ours[:10000]][:3]
        return f"{len(ours)} rows for {len(theirs)}; perhaps too much {extra}, perhaps lacking {lacking}"
    if not ordered:
        ours, theirs = (sorted(rows, key=lambda row: [(v is not None, type(v).__name__, v) if v is not None
                                                      else (False, "", 0) for v in row]) for rows in (ours, theirs))
    for at, (mine, other) in enumerate(zip(ours, theirs)):
        if len(mine) != len(other) or not all(map(same, mine, other)):
            return f"row {at}: nenpyo {mine}, DuckDB {other}"
    return None


def main():
    given = arguments()
    db = duck(given.folder, given.format)
    values = parameters(given.folder, db)
    failed = asked = empty = 0
    for name, question, sql, *ordered in questions.ALL:
        if given.only not in name:
            continue
        asked += 1
        start = time.monotonic()
        theirs = [list(map(sql_value, row)) for row in db.execute(fill(sql, values)).fetchall()]
        middle = time.monotonic()
        try:
            ours = ask(given.nenpyo, given.snapshot, fill(question, values))
            wrong = difference(ours, theirs, bool(ordered))
        except (RuntimeError, ValueError) as error:
            wrong = str(error)
        empty += not theirs
        failed += wrong is not None
        times = f"{middle - start:6.2f} s {time.monotonic() - middle:6.2f} s"
        print(f"{'same' if wrong is None else 'DIFFERENT':10} {len(theirs):8} rows {times}  {name}", flush=True)
        if wrong is not None:
            print(f"    {fill(question, values)}\n    {wrong}")
    print(f"{asked} questions, {asked - failed} with the same answers, {failed} with others, {empty} without rows")
    if failed or not asked:
        sys.exit(1)


if __name__ == "__main__":
    main()
