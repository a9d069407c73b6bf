#!/usr/bin/env python3
"""How time and memory grow: with contacts, agents, events pending, threads, and types × teams.

    benches/growth.py [--only contacts,agents,pending,threads,types] [--record FILE]

Scenarios are made here, so that one thing grows and the rest stays. CPU is user and system time of the child; a point is
the median of at least three runs, of more where a run is short. ns per contact leaves start-up out: it is (CPU - CPU of the
same scenario with one contact a day) / contacts. Memory is the child's peak. What is expected: contacts linear, so ns per
contact the same; agents and events pending at worst a logarithm; memory not by contact. Only `threads` looks at the
clock, and says nothing on a machine whose cores others use: the load before it is printed.
"""

import argparse
import math
import os
import sys
import tempfile

import child

DAY = 86_400
HEAD = 'template = "none"\nstart = 2025-01-06\n'
# Repeat a point until so many CPU seconds are spent, between these numbers of times.
ENOUGH, FEWEST, MOST = 1.0, 3, 15


def queue(per_day, days, agents, load):
    """One queue with impatient customers at this load: W1, with a clock that runs as fast as it has to."""
    seconds = agents * load * DAY / per_day
    law = f'{{ exponential = {{ mean = "{seconds:.6f} s" }} }}'
    return f"""{HEAD}days = {days}
[contact.a]
channel  = "call"
arrivals = {{ per_day = {per_day} }}
effort   = {law}
patience = {law}
[design.only.team.t]
serves  = ["a"]
staffed = {agents}
"""


def later(per_day, days, pending):
    """Orders whose customers call days later, so that so many future calls are pending at a time."""
    return f"""{HEAD}days = {days}
[stream.order]
arrivals = {{ per_day = {per_day} }}
then     = [ {{ on = "arrived", creates = "a", in = {{ exponential = {{ mean = "{pending / per_day * DAY:.6f} s" }} }} }} ]
[contact.a]
channel  = "call"
effort   = {{ exponential = {{ mean = "30 s" }} }}
patience = {{ exponential = {{ mean = "30 s" }} }}
[design.only.team.t]
serves  = ["a"]
staffed = {round(per_day / 2880 / 0.8)}
"""


def square(per_day, types, teams):
    """Types and teams: every team serves every type, its own first; 64 agents at load 0.9 in all."""
    agents = 64
    law = f'{{ exponential = {{ mean = "{agents * 0.9 * DAY / per_day:.6f} s" }} }}'

    def turned(word, start, n):
        return "[" + ", ".join(f'"{word}{(start + i) % n}"' for i in range(n)) + "]"

    text = f"{HEAD}days = 1\n"
    for k in range(types):
        text += f'[contact.k{k}]\nchannel = "call"\narrivals = {{ per_day = {per_day // types} }}\n'
        text += f"effort = {law}\npatience = {law}\n"
    for t in range(teams):
        text += f'[design.only.team.t{t}]\nserves = {turned("k", t, types)}\nstaffed = {agents // teams}\n'
    return text + "[design.only.routes]\n" + "".join(f"k{k} = {turned('t', k, teams)}\n" for k in range(types))


class Bench:
    """Runs scenarios given as text."""

    def __init__(self, peakstaff, folder):
        self.peakstaff, self.folder = peakstaff, folder

    def once(self, text, **more):
        path = os.path.join(self.folder, "growth.toml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return child.simulate(self.peakstaff, path, **more)

    def point(self, text, expected, idle):
        """Contacts, CPU seconds, ns per contact beyond the `idle` scenario, MiB."""
        runs = [self.once(text)]
        while len(runs) < FEWEST or (len(runs) < MOST and sum(run.cpu for run in runs) < ENOUGH):
            runs.append(self.once(text))
        mib = child.peak(runs[0].arguments, runs[0])
        start = child.median([self.once(idle).cpu for _ in range(5)])
        cpu = child.median([run.cpu for run in runs])
        n = runs[0].contacts
        child.expect("growth", n, expected)
        each = max(0.0, cpu - start) / n * 1e9
        print(f"{n:,} contacts, {cpu:.3f} s, {each:.0f} ns each", file=sys.stderr)
        return [f"{n:,}", child.digits(cpu), child.digits(each, 3), child.digits(mib)]


COST = ["contacts", "CPU s", "ns a contact", "peak MiB"]


def contacts(bench):
    rows = []
    for days in (1, 10, 100, 1000):
        point = bench.point(queue(10_000, days, 50, 0.95), 10_000 * days, queue(1, days, 50, 0.95))
        rows.append([f"{days:,} day{'s' * (days > 1)}", *point])
    for n in (100_000, 1_000_000, 10_000_000):
        rows.append(["1 day", *bench.point(queue(n, 1, 50, 0.95), n, queue(1, 1, 50, 0.95))])
    return "one queue, 50 agents, load 0.95", ["horizon", *COST], rows


def agents(bench):
    rows = []
    for n in (10, 100, 1000, 10_000, 33_000):
        rows.append([f"{n:,}", *bench.point(queue(1_000_000, 1, n, 0.95), 1e6, queue(1, 1, n, 0.95))])
    return "one queue, load 0.95, a million contacts in a day", ["agents", *COST], rows


def pending(bench):
    rows, per_day, days = [], 100_000, 30
    for n in (100, 1000, 10_000, 100_000, 1_000_000):
        # Of those ordered before the end, the delays beyond it are missing.
        mean = n / per_day
        came = per_day * (days - mean * (1 - math.exp(-days / mean)))
        rows.append([f"{n:,}", *bench.point(later(per_day, days, n), came, later(1, days, n / per_day))])
    return "calls that orders cause later, 100,000 a day for 30 days", ["calls pending", *COST], rows


def types(bench):
    rows, per_day = [], 1_024_000
    for k, t in ((1, 1), (2, 2), (4, 4), (8, 8), (16, 16), (16, 1), (1, 16)):
        rows.append([f"{k} × {t}", *bench.point(square(per_day, k, t), per_day, square(16, k, t))])
    return "every team serves every type, 64 agents, load 0.9", ["types × teams", *COST], rows


def threads(bench):
    rows, replications, text = [], 4, queue(1_000_000, 1, 50, 0.95)
    pairs = [[bench.once(text, replications=replications, threads=n) for n in (1, 2)] for _ in range(5)]
    for i, n in enumerate((1, 2)):
        runs = [pair[i] for pair in pairs]
        faster = [pair[0].wall / pair[i].wall for pair in pairs]
        wall, cpu = child.median([r.wall for r in runs]), child.median([r.cpu for r in runs])
        span = f"{child.median(faster):.2f} ({min(faster):.2f}–{max(faster):.2f})"
        rows.append([n, f"{wall:.2f}", span, f"{cpu:.2f}", child.digits(child.peak(runs[0].arguments, runs[0]))])
    head = ["threads", "wall s", "times as fast", "CPU s", "peak MiB"]
    return f"{replications} replications of a million contacts, load {child.busy()} before", head, rows


CURVES = {"contacts": contacts, "agents": agents, "pending": pending, "types": types, "threads": threads}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(CURVES), help="which curves [all]")
    given = child.arguments(parser)
    names = [name.strip() for name in given.only.split(",")]
    if not set(names) <= set(CURVES):
        parser.error(f"curves are: {', '.join(CURVES)}")
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            print(name, file=sys.stderr)
            title, head, rows = CURVES[name](Bench(given.peakstaff, folder))
            parts.append(f"**{name.capitalize()}**: {title}.\n\n{child.table(head, rows)}")
    child.report(given, "How time and memory grow", "\n\n".join(parts))


if __name__ == "__main__":
    main()
