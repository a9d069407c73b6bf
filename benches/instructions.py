#!/usr/bin/env python3
"""A guard that a reviewer can repeat: machine instructions per contact, counted by callgrind.

    benches/instructions.py             compares with benches/record/instructions.toml; exit status 1 where a contact
                                        became dearer by more than 2 %
    benches/instructions.py --update    rewrites it

A count does not depend on who else uses the machine and hardly on the machine; it depends on the compiler, whose version
is in the record (another version is said, and may move all counts a little). Per contact is the difference of a larger
and a smaller run divided by the difference of their contacts; `start` is what the smaller run takes besides its
contacts: reading, compiling, evaluating, printing. Time is not instructions: a cache miss counts nothing here. What a
change is worth says `ratio.py`; this says that nothing became dearer unnoticed.
"""

import argparse
import datetime
import os
import re
import sys

import child

RECORD = os.path.join(child.HERE, "record", "instructions.toml")
LIMIT = 0.02
# Scenario, and how long the smaller and the larger run are. A run is a thousandth of a second to a tenth.
RUNS = {
    "w1": ("bench/w1.toml", [], (1, 2)),
    "w2": ("bench/w2.toml", [], (1, 2)),
    "w3": ("bench/w3.toml", [], (28, 56)),
    "hetianxia": ("hetianxia.toml", ['warm_up="0 days"'], (7, 14)),
}


def count(peakstaff, scenario, sets):
    """Instructions of a run, and its contacts."""
    out = os.devnull
    words = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", peakstaff, "run"]
    words += [f"{child.SCENARIOS}/{scenario}", "--threads", "1", "--replications", "1", "--json", "--no-files", "--quiet"]
    for change in sets:
        words += ["--set", change]
    # The environment is part of what the program reads, so it is always the same.
    run = child.run(words, env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"})
    found = re.search(r"Collected : (\d+)", run.err)
    if not found:
        sys.exit(f"no count from: {' '.join(words)}\n{run.err}")
    return int(found[1]), round(child.results(run.out, words)["arrived"])


def measure(peakstaff):
    counts = {}
    for name, (scenario, sets, days) in RUNS.items():
        (small, n), (large, m) = (count(peakstaff, scenario, [*sets, f"days={d}"]) for d in days)
        each = (large - small) / (m - n)
        counts[name] = {"contacts": m, "per_contact": round(each, 1), "start": round(small - n * each)}
        print(f"{name}: {each:,.1f} a contact", file=sys.stderr)
    return counts


def read(path):
    """The record; of TOML only what `write` writes."""
    tables, keys = {}, {}
    try:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                head = re.match(r"\[(\w+)\]", line)
                pair = re.match(r'(\w+)\s*=\s*(?:"([^"]*)"|([0-9_.]+))', line)
                if head:
                    keys = tables.setdefault(head[1], {})
                elif pair:
                    keys[pair[1]] = pair[2] if pair[3] is None else float(pair[3].replace("_", ""))
        return tables["made"], {name: tables[name] for name in RUNS}
    except (OSError, KeyError) as why:
        sys.exit(f"no record in {path} ({why!r}): benches/instructions.py --update makes it")


def write(path, counts):
    lines = ["# Instructions by callgrind; made by `benches/instructions.py --update`, compared by it without `--update`."]
    lines += ["[made]", f'date     = "{datetime.date.today()}"', f'commit   = "{child.commit()}"']
    lines += [f'compiler = "{child.compiler()}"', f'machine  = "{child.machine()}"']
    for name, keys in counts.items():
        lines += ["", f"[{name}]", f"contacts    = {keys['contacts']}", f"per_contact = {keys['per_contact']}"]
        lines += [f"start       = {keys['start']}"]
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print(f"written: {os.path.relpath(path, child.ROOT)}")


def compare(counts):
    """Prints the change of each; whether none is beyond the limit."""
    made, before = read(RECORD)
    print(f"against {made['commit']} of {made['date']}, {made['compiler']}")
    if made["compiler"] != child.compiler():
        print(f"this is {child.compiler()}: counts may differ for that alone")
    rows, good = [], True
    for name, keys in counts.items():
        for what in ("per_contact", "start"):
            change = keys[what] / before[name][what] - 1
            dearer = what == "per_contact" and change > LIMIT
            good &= not dearer
            verdict = "dearer" if dearer else ""
            label = f"{name}, {what.replace('_', ' ')}"
            rows.append([label, f"{before[name][what]:,.0f}", f"{keys[what]:,.0f}", f"{change:+.1%}", verdict])
    print(child.table(["instructions", "recorded", "now", "change", ""], rows))
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="rewrite the record")
    default = os.path.join(child.ROOT, "target", "release", "peakstaff")
    parser.add_argument("--peakstaff", default=default, metavar="PATH", help="the program [target/release/peakstaff]")
    given = parser.parse_args()
    child.there(given.peakstaff)
    counts = measure(given.peakstaff)
    if given.update:
        write(RECORD, counts)
    elif not compare(counts):
        sys.exit(1)


if __name__ == "__main__":
    main()
