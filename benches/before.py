#!/usr/bin/env python3
"""This program against that of another commit: the paired ratio of CPU seconds per contact, session-level scenarios.

    benches/before.py --before PATH --of COMMIT [--pairs 7] [--record FILE]

Both run the same scenario with the same seed, in turn (A B A B); per contact means (CPU of the larger run - CPU of the
smaller) / (difference of contacts), so that start-up is apart. A ratio below 1: this program is the faster. Both must
have the same contacts, else they simulate different things and nothing is said.
"""

import argparse
import sys

import child

# Scenario, further changes, and days of the smaller and the larger run.
RUNS = {
    "W1": ("bench/w1.toml", [], (5, 55)),
    "W2": ("bench/w2.toml", [], (3, 33)),
    "W3": ("bench/w3.toml", [], (28, 728)),
    "hetianxia": ("hetianxia.toml", ['warm_up="0 days"'], (28, 364)),
}


def per_contact(peakstaff, name, seed):
    scenario, changes, sizes = RUNS[name]
    path = f"{child.SCENARIOS}/{scenario}"
    small, large = (child.simulate(peakstaff, path, [*changes, f"days={n}"], seed=seed) for n in sizes)
    return (large.cpu - small.cpu) / (large.contacts - small.contacts), large.contacts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", required=True, metavar="PATH", help="the other program")
    parser.add_argument("--of", required=True, metavar="COMMIT", help="what the other is, for the record")
    parser.add_argument("--pairs", type=int, default=7, help="how many pairs of runs [7]")
    given = child.arguments(parser)
    child.there(given.before)
    rows = []
    for name in RUNS:
        ratios = []
        for seed in range(1, given.pairs + 1):
            (now, n), (before, m) = per_contact(given.peakstaff, name, seed), per_contact(given.before, name, seed)
            if n != m:
                sys.exit(f"{name}, seed {seed}: {n} contacts now, {m} before: not the same work")
            ratios.append(now / before)
            print(f"{name}, pair {seed}: {now * 1e9:.0f} and {before * 1e9:.0f} ns", file=sys.stderr)
        rows.append([name, f"{child.median(ratios):.2f}", f"{min(ratios):.2f}–{max(ratios):.2f}", len(ratios)])
    child.report(given, "CPU per contact, divided by another commit's", child.table(["scenario", f"now / {given.of}", "range", "pairs"], rows))


if __name__ == "__main__":
    main()
