#!/usr/bin/env python3
"""Whole runs as a user has them, against their goals.

    benches/whole.py [--runs 5] [--build] [--record FILE]

- A year of hetianxia, one replication on one thread: under 0.3 s.
- A platform's day (scenarios/dianxiaomi_scale.toml: 4,000,000 contacts, 33,000 people), one thread: under 10 s and 1 GiB.
- The same with people only and with a third of the people, without a goal.
- Start-up to first result of scenarios/first.toml, files written: one replication under 50 ms (median of 20 runs).
- With --build: a release build into an empty folder, on as many cores as cargo takes (or CARGO_BUILD_JOBS): under four minutes.

Times are CPU seconds of the child, median and range, because others use the machine; start-up and build also by the
clock, which is what is waited for.
"""

import argparse
import os
import tempfile

import child

YEAR = "hetianxia.toml"
SCALE = "dianxiaomi_scale.toml"


def range_of(values, digits=2):
    return f"{child.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def simulated(given, what, scenario, design, goal, contacts=None):
    """One replication on one thread, several times."""
    path = os.path.join(child.SCENARIOS, scenario)
    runs = [child.simulate(given.peakstaff, path, more=["--design", design]) for _ in range(given.runs)]
    n = runs[0].contacts
    if contacts and abs(n / contacts - 1) > 0.01:
        raise SystemExit(f"{what}: {n:,} contacts where {contacts:,} are expected")
    cpu, mib = [run.cpu for run in runs], child.peak(runs[0].arguments, runs[0])
    each = child.median(cpu) / n * 1e9
    return [what, f"{n:,}", range_of(cpu), f"{each:,.0f}", child.digits(mib), goal]


def start_up(given, what, arguments, goal):
    """By the clock, files included; what the run wrote has to be there."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for i in range(20):
            out = os.path.join(folder, str(i))
            path = os.path.join(child.SCENARIOS, "first.toml")
            words = [given.peakstaff, "run", path, "--quiet", *arguments, "--out", out]
            runs.append(child.run(words))
            if not os.path.getsize(os.path.join(out, "report.txt")):
                raise SystemExit(f"no report from: {' '.join(words)}")
        mib = child.peak([*words[:-1], os.path.join(folder, "peak")], runs[0])
    wall, cpu = [run.wall * 1e3 for run in runs], [run.cpu * 1e3 for run in runs]
    return [what, range_of(wall, 0), range_of(cpu, 0), child.digits(mib), goal]


def build():
    """A release build with nothing there yet but downloaded sources."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CARGO_TARGET_DIR": folder}
        cost = child.run(["cargo", "build", "--release", "--locked"], cwd=child.ROOT, env=environment)
    jobs = os.environ.get("CARGO_BUILD_JOBS", os.cpu_count())
    return ["release build, nothing there", jobs, f"{cost.wall:.0f}", f"{cost.cpu:.0f}", "240 s on two cores"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each is run [5]")
    parser.add_argument("--build", action="store_true", help="also a release build into an empty folder (minutes)")
    given = child.arguments(parser)
    if given.runs < 1:
        parser.error("at least one run")
    head = ["one replication, one thread", "contacts", "CPU s (range)", "ns a contact", "peak MiB", "goal"]
    rows = [
        simulated(given, "a year of hetianxia, before", YEAR, "before", "0.3 s"),
        simulated(given, "a year of hetianxia, after", YEAR, "after", "0.3 s"),
        simulated(given, "a platform's day behind a bot", SCALE, "bot", "10 s, 1 GiB", contacts=4_000_000),
        simulated(given, "… with a third of the people", SCALE, "third", ""),
        simulated(given, "… with people only", SCALE, "people", ""),
    ]
    parts = [child.table(head, rows)]
    head = ["`run first.toml`, files written", "wall ms (range)", "CPU ms (range)", "peak MiB", "goal"]
    one = start_up(given, "one replication", ["--replications", "1"], "50 ms")
    parts.append(child.table(head, [one, start_up(given, "as a user runs it: 20", [], "")]))
    if given.build:
        parts.append(child.table(["build", "jobs", "wall s", "CPU s", "goal"], [build()]))
    child.report(given, "Whole runs", "\n\n".join(parts))


if __name__ == "__main__":
    main()
