#!/usr/bin/env python3
"""How time and memory grow: with contacts, agents, events pending, threads, and types × teams.

    benches/growth.py [--only contacts,agents,pending,threads,types] [--record FILE]

Scenarios are made here, so that one thing grows and the rest stays. CPU is user and system time of the child. All points
of a curve are run in turn, round by round, so that all meet the same neighbours; a point is the least of its runs, because
neighbours only add. ns per contact leaves start-up out: it is (CPU - CPU of the same scenario with one contact a day) /
contacts. Memory is the child's peak. What is expected: contacts linear, so ns per
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
ROUNDS = 5
# In a round a short run is repeated until so many CPU seconds are spent, so many times at most.
ENOUGH, MOST = 0.1, 5


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

    def least(self, text):
        """The run that took the least CPU in one round, and what all should agree on."""
        runs = [self.once(text)]
        while len(runs) < MOST and sum(run.cpu for run in runs) < ENOUGH:
            runs.append(self.once(text))
        return min(runs, key=lambda run: run.cpu)

    def curve(self, points):
        """Rows of a label each: contacts, CPU seconds, ns per contact beyond the idle scenario, MiB."""
        rounds = [[(self.least(text), self.least(idle)) for _, text, _, idle in points] for _ in range(ROUNDS)]
        rows = []
        for i, (label, text, expected, _) in enumerate(points):
            best = min((r[i][0] for r in rounds), key=lambda run: run.cpu)
            start = min(r[i][1].cpu for r in rounds)
            child.expect(label, best.contacts, expected)
            mib = child.peak(self.once(text).arguments, best)
            each = max(0.0, best.cpu - start) / best.contacts * 1e9
            rows.append([label, f"{best.contacts:,}", child.digits(best.cpu), child.digits(each), child.digits(mib)])
        return rows


COST = ["contacts", "CPU s", "ns a contact", "peak MiB"]


def contacts(bench):
    def point(per_day, days):
        label = f"{days:,} day{'s' * (days > 1)}"
        return label, queue(per_day, days, 50, 0.95), per_day * days, queue(1, days, 50, 0.95)

    points = [point(10_000, days) for days in (1, 10, 100, 1000)]
    points += [point(per_day, 1) for per_day in (100_000, 1_000_000, 10_000_000)]
    return "one queue, 50 agents, load 0.95", ["horizon", *COST], bench.curve(points)


def agents(bench):
    points = [
        (f"{n:,}", queue(1_000_000, 1, n, 0.95), 1_000_000, queue(1, 1, n, 0.95))
        for n in (10, 100, 1000, 10_000, 33_000)
    ]
    return "one queue, load 0.95, a million contacts in a day", ["agents", *COST], bench.curve(points)


def pending(bench):
    points, per_day, days = [], 100_000, 30
    for n in (100, 1000, 10_000, 100_000, 1_000_000):
        # Of those ordered before the end, the delays beyond it are missing.
        mean = n / per_day
        came = per_day * (days - mean * (1 - math.exp(-days / mean)))
        points.append((f"{n:,}", later(per_day, days, n), came, later(1, days, n / per_day)))
    return "calls that orders cause later, 100,000 a day for 30 days", ["calls pending", *COST], bench.curve(points)


def types(bench):
    squares, per_day = ((1, 1), (2, 2), (4, 4), (8, 8), (16, 16), (16, 1), (1, 16)), 1_024_000
    points = [(f"{k} × {t}", square(per_day, k, t), per_day, square(16, k, t)) for k, t in squares]
    return "every team serves every type, 64 agents, load 0.9", ["types × teams", *COST], bench.curve(points)


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
