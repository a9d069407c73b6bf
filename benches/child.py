"""What the scripts beside share: run a program, fail loudly, and know what it cost."""

import datetime
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SCENARIOS = os.path.join(ROOT, "scenarios")


class Cost:
    """What one run of a program took: CPU and wall seconds, peak memory in MiB, and what it printed."""

    def __init__(self, cpu, wall, mib, out):
        self.cpu, self.wall, self.mib, self.out = cpu, wall, mib, out


def run(arguments, **more):
    """Runs a program to its end. Anything but success ends the script: a number from a failed run is worse than none."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        try:
            child = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **more)
        except OSError as why:
            sys.exit(f"cannot start {arguments[0]}: {why}")
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed, told = out.read().decode(), err.read().decode()
    if child.returncode != 0:
        sys.exit(f"exit status {child.returncode} from: {' '.join(arguments)}\n{told}")
    cost = Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / RSS, printed)
    cost.err = told
    return cost


# Units of `ru_maxrss` in a MiB.
RSS = 1024 * 1024 if platform.system() == "Darwin" else 1024


def peak(arguments, cost):
    """Peak memory in MiB, where `cost` is of a run of these arguments. A child's own figure begins with this script's
    memory, which it shares until it becomes another program; below that, another run is watched from outside."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / RSS
    if cost.mib > 1.2 * ours or not os.path.isdir("/proc/self"):
        return cost.mib
    child, most = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), 0
    while child.poll() is None:
        try:
            with open(f"/proc/{child.pid}/status", encoding="utf-8") as lines:
                found = [line.split()[1] for line in lines if line.startswith("VmHWM")]
            most = max([most, *map(int, found)])
        except OSError:
            pass
        time.sleep(0.0005)
    if child.returncode != 0:
        sys.exit(f"exit status {child.returncode} from: {' '.join(arguments)}")
    return most / 1024


def simulate(peakstaff, scenario, sets=(), replications=1, threads=1, seed=1, more=()):
    """`peakstaff run`, its results as JSON and no files. `cost.contacts` are all contacts of all replications."""
    arguments = [peakstaff, "run", scenario, "--json", "--no-files", "--quiet", "--seed", str(seed)]
    arguments += ["--replications", str(replications), "--threads", str(threads), *more]
    for change in sets:
        arguments += ["--set", change]
    cost = run(arguments)
    cost.arguments = arguments
    cost.results = results(cost.out, arguments)
    cost.contacts = round(cost.results["arrived"] * replications)
    return cost


def results(text, arguments):
    """The estimates of the whole horizon for all contacts together, by KPI."""
    try:
        told = json.loads(text)
        if told["manifest"]["partial"]:
            sys.exit(f"stopped before its end: {' '.join(arguments)}")
        rows = [e for e in told["estimates"] if (e["subject"], e["period"]) == ("all", "horizon")]
        found = {e["kpi"]: e["mean"] for e in rows}
        found["arrived"]
        return found
    except (ValueError, KeyError, TypeError) as why:
        sys.exit(f"no results ({why!r}) from: {' '.join(arguments)}")


def expect(what, found, expected, sigmas=6.0):
    """Ends the script unless a Poisson count is what it should be."""
    if abs(found - expected) > sigmas * expected**0.5:
        sys.exit(f"{what}: {found} contacts where {expected:.0f} are expected")


def median(values):
    return statistics.median(values)


def table(head, rows):
    """A table in Markdown, its columns aligned to the right but for the first."""
    cells = [[str(c) for c in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]

    def line(row):
        first, rest = row[0].ljust(widths[0]), [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        return "| " + " | ".join([first, *rest]) + " |"

    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (w + 1) + ":" for w in widths[1:])]) + "|"
    return "\n".join([line(cells[0]), rule, *map(line, cells[1:])])


def digits(x, n=3):
    """So many significant digits, never with an exponent."""
    if x == 0:
        return "0"
    text = f"{float(f'{x:.{n}g}'):,f}"
    whole, _, part = text.partition(".")
    return f"{x:,.{max(0, n - len(whole.lstrip('-0').replace(',', '')))}f}" if abs(x) >= 1 else text.rstrip("0").rstrip(".")


def asked(arguments):
    """The output of a program of the machine, or nothing."""
    try:
        return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def commit():
    """The commit that is checked out, `+` behind it where tracked files of the program differ from it."""
    changed = asked(["git", "status", "--porcelain", "--untracked-files=no", "--", "src", "Cargo.toml", "Cargo.lock"])
    return (asked(["git", "rev-parse", "--short", "HEAD"]) or "unknown") + ("+" if changed else "")


def compiler():
    return " ".join(asked(["rustc", "--version"]).split()[:2]) or "unknown compiler"


def machine():
    """In words: what the processor calls itself and how many cores this process may use."""
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def busy():
    """How many wanted a core in the last minute, which is what makes clocks unreliable."""
    return f"{os.getloadavg()[0]:.1f}"


def heading(command):
    """The first lines of a record: when, what, where, how."""
    today = datetime.date.today().isoformat()
    return f"## {today}, {commit()}\n\n`{command}`; {compiler()}; {machine()}; load {busy()}."


def record(path, text):
    """Adds to a record; the newest is last."""
    with open(path, "a", encoding="utf-8") as out:
        out.write("\n" + text.rstrip() + "\n")


def command_line():
    """How this script was called, without the folders of this machine."""
    words = ["PATH" if os.path.isabs(w) else w for w in sys.argv[1:]]
    skip = {"--record", "--peakstaff"}
    kept = [w for i, w in enumerate(words) if w not in skip and (i == 0 or words[i - 1] not in skip)]
    return " ".join(["benches/" + os.path.basename(sys.argv[0]), *kept])


def arguments(parser):
    """What every script takes; the program has to be there."""
    default = os.path.join(ROOT, "target", "release", "peakstaff")
    parser.add_argument("--peakstaff", default=default, metavar="PATH", help="the program [target/release/peakstaff]")
    parser.add_argument("--record", metavar="FILE", help="also add the result to this file")
    given = parser.parse_args()
    there(given.peakstaff)
    return given


def there(peakstaff):
    """Ends the script where there is no program yet."""
    if not os.access(peakstaff, os.X_OK):
        sys.exit(f"{peakstaff} is not there: cargo build --release --locked")


def report(given, title, text):
    """Prints a result, and adds it to the record where one is kept."""
    whole = f"{heading(command_line())}\n\n{text}"
    print(whole)
    if given.record:
        if not os.path.exists(given.record):
            with open(given.record, "w", encoding="utf-8") as out:
                out.write(f"# {title}\n")
        record(given.record, whole)
