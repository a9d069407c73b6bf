#!/usr/bin/env python3
"""Ours against the yardstick: the paired ratio of CPU seconds per contact, for the workloads W1, W2 and W3.

    benches/ratio.py --limit PATH [--pairs 5] [--only w1,w2,w3] [--record FILE]

The yardstick is a bare kernel for three queues (`limit full`): every arrival, end of service and abandonment is an event
in one heap, and nothing else is done. Ours is `peakstaff run --threads 1 --json --no-files`: keyed randomness, every
counter by half hour, all KPIs with their intervals.

Per contact means (CPU of 11 n - CPU of n) / (contacts of 11 n - contacts of n), so that start-up is apart; CPU is user
and system time of the child. Ours and the yardstick run in turn (A B A B), each pair gives a ratio, and median and range
of the ratios are printed. The contacts are counted from what both programs print, held against the expected number, and
the abandoned share of both must agree: two programs that do different work cannot be compared.

n is a million contacts for W1 and W2. For W3 it is two years, and `limit full w3 N SEED` always simulates one year,
whatever N: 11 n are 22 years, each a run of its own with its own seed, and its start-up, taken from runs of
one customer (`limit full w1 1`), is subtracted for each. Ours does the same as 2 and 22 replications of a year. The line
"one horizon" is ours with W3 as one long horizon instead (332 and 3,652 days: ten years is the most a scenario may have).
"""

import argparse
import re
import sys

import child

PER_YEAR = 547_500
W3_DAYS = (332, 3652)


class Ours:
    """A workload of ours: the scenario, and n and 11 n as arguments."""

    def __init__(self, name, small, large, expected):
        self.name, self.sizes, self.expected = name, (small, large), expected

    def scenario(self):
        return f"{child.SCENARIOS}/bench/{self.name[:2]}.toml"


def days(n):
    return {"sets": [f"days={n}"]}


def years(n):
    return {"sets": ["days=365"], "replications": n}


WORKLOADS = {
    "w1": Ours("w1", days(15), days(165), (68_400 * 15, 68_400 * 165)),
    "w2": Ours("w2", days(8), days(88), (136_800 * 8, 136_800 * 88)),
    "w3": Ours("w3", years(2), years(22), (PER_YEAR * 2, PER_YEAR * 22)),
    "w3 one horizon": Ours("w3 one horizon", days(W3_DAYS[0]), days(W3_DAYS[1]), None),
}
MILLION = 1_000_000
# The abandoned share of two independent runs of this size differs by less than this.
SHARE = 0.005


def ours(peakstaff, workload, seed):
    """CPU seconds and contacts between n and 11 n, and the abandoned share of 11 n."""
    cost = []
    for size, many in enumerate(workload.sizes):
        cost.append(child.simulate(peakstaff, workload.scenario(), seed=seed, **many))
        if workload.expected:
            child.expect(f"{workload.name}, ours", cost[-1].contacts, workload.expected[size])
    small, large = cost
    return large.cpu - small.cpu, large.contacts - small.contacts, large.results["abandonment"]


def kernel(limit, name, n, seed):
    cost = child.run([limit, "full", name, str(n), str(seed)])
    found = re.search(r"customers=(\d+) abandon=([0-9.]+) ", cost.out)
    if not found:
        sys.exit(f"not understood from {limit} full {name}: {cost.out!r}")
    cost.contacts, cost.abandoned = int(found[1]), float(found[2])
    return cost


def yardstick(limit, name, seed):
    """The same of the yardstick."""
    if name == "w3":
        start = child.median([kernel(limit, "w1", 1, s).cpu for s in range(9)])
        runs = [kernel(limit, "w3", 0, 100 * seed + year) for year in range(20)]
        for year in runs:
            child.expect("w3, yardstick", year.contacts, PER_YEAR)
        contacts = sum(year.contacts for year in runs)
        abandoned = sum(year.abandoned * year.contacts for year in runs) / contacts
        return sum(year.cpu for year in runs) - len(runs) * start, contacts, abandoned
    small, large = (kernel(limit, name, n, seed) for n in (MILLION, 11 * MILLION))
    if (small.contacts, large.contacts) != (MILLION, 11 * MILLION):
        sys.exit(f"{name}: the yardstick simulated {small.contacts} and {large.contacts} customers")
    return large.cpu - small.cpu, large.contacts - small.contacts, large.abandoned


def pairs(given, name):
    workload = WORKLOADS[name]
    found = []
    for seed in range(1, given.pairs + 1):
        (cpu, n, share), (cpu_limit, n_limit, share_limit) = (
            ours(given.peakstaff, workload, seed),
            yardstick(given.limit, name[:2], seed),
        )
        if abs(share - share_limit) > SHARE:
            sys.exit(f"{name}: {share:.4f} abandoned with us, {share_limit:.4f} with the yardstick: not the same work")
        if min(cpu, cpu_limit) <= 0:
            sys.exit(f"{name}: 11 n took no longer than n; the machine is too busy to measure on")
        found.append((cpu / n * 1e9, cpu_limit / n_limit * 1e9))
        print(f"{name}, pair {seed}: {found[-1][0]:.1f} and {found[-1][1]:.1f} ns", file=sys.stderr)
    ratios = [a / b for a, b in found]
    return [
        name.replace("w", "W", 1),
        f"{child.median(ratios):.2f}",
        f"{min(ratios):.2f}–{max(ratios):.2f}",
        f"{child.median([a for a, _ in found]):.0f}",
        f"{child.median([b for _, b in found]):.0f}",
        len(ratios),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", required=True, metavar="PATH", help="the yardstick")
    parser.add_argument("--pairs", type=int, default=5, help="how many pairs of runs [5]")
    parser.add_argument("--only", default=",".join(WORKLOADS), help="which workloads [all]")
    given = child.arguments(parser)
    names = [name.strip() for name in given.only.split(",")]
    if given.pairs < 1 or not set(names) <= set(WORKLOADS):
        parser.error(f"at least one pair, and workloads of: {', '.join(WORKLOADS)}")
    rows = [pairs(given, name) for name in names]
    head = ["workload", "ratio (median)", "range", "ours, ns", "yardstick, ns", "pairs"]
    child.report(given, "CPU per contact, divided by the yardstick's", child.table(head, rows))


if __name__ == "__main__":
    main()
