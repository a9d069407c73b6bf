#!/usr/bin/env python3
"""The frequent and targeted benches as one short table: nanoseconds per draw, arrival, value or contact.

    benches/parts.py [--record FILE] [FILTER]

Runs `cargo bench --locked -p peakstaff-benches`, which builds it first (minutes), and reads what it prints. Least and
median of twenty samples; on a machine that others use the least is the one to compare.
"""

import argparse
import re

import child

UNITS = {"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}
RATES = {"item": 1, "Kitem": 1e3, "Mitem": 1e6, "Gitem": 1e9}


def rows_of(text):
    """The leaves of the printed tree: name, least and median in ns, per item where there are items."""
    path, rows = [], []
    for line in text.splitlines():
        node = re.match(r"^([│ ]*)[├╰]─ (.*?)(?:\s{2,}|\s*$)", line)
        cells = [cell.split() for cell in re.split("│", line[line.find("─ ") + 1 if node else 0 :])]
        if node:
            depth = len(node[1]) // 3
            path = [*path[:depth], node[2].strip()]
            times = [c[-2:] for c in cells if len(c) >= 2 and c[-1] in UNITS]
            if len(times) >= 3:
                least, _, median = (float(value) * UNITS[unit] for value, unit in times[:3])
                rows.append([" / ".join(path), least, median])
        else:
            rates = [c for c in cells if len(c) == 2 and c[1].endswith("item/s")]
            if len(rates) >= 3 and rows:
                least, _, median = (1e9 / (float(v) * RATES[u[:-2]]) for v, u in rates[:3])
                rows[-1][1:] = [least, median]
    return [[name, child.digits(least), child.digits(median)] for name, least, median in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filter", nargs="?", help="which of them [all]")
    parser.add_argument("--record", metavar="FILE", help="also add the result to this file")
    given = parser.parse_args()
    words = ["cargo", "bench", "--locked", "-p", "peakstaff-benches", "--", "--sample-count", "20"]
    run = child.run([*words, *([given.filter] if given.filter else [])], cwd=child.ROOT)
    rows = rows_of(run.out)
    if not rows:
        raise SystemExit(f"nothing was measured:\n{run.out}\n{run.err}")
    child.report(given, "Parts of the program", child.table(["ns each", "least", "median"], rows))


if __name__ == "__main__":
    main()
