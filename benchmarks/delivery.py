"""Many letters through a server that comes and goes: all delivered, in time, repeats only marked ones (D13, J5).

    .venv/bin/python benchmarks/delivery.py [--minutes 10] [--a-minute 600] [--flap 30]   # the stream
    .venv/bin/python benchmarks/delivery.py --backlog 60                                  # minutes of letters at once

A real ``dondoc daemon`` in a process of its own, a real SMTP server that is shut and opened again, letters queued by
this process beside it. The age of a letter is from its queueing to the server's ledger. Time depends on what else the
machine does (its load is printed); the time of the processor that the service spends on a letter does not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor.ports import NewMessage
from monitor.storage.store import SqlStore, open_store
from rules.model import VN
from tests.falseworld.sink import MailSink

P99_S, BACKLOG_S = 90.0, 600.0
SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Văn phòng Sở", email: "vanphong@so.test", phone: "0299 000 0000"}}
admin: {{email: "quantri@so.test"}}
send_to: units
channels: {{email: {{host: 127.0.0.1, port: {port}, security: none, sender: "dondoc@so.test", timeout_s: 10}}}}
route: [email]
quiet: {{from: "00:00", to: "00:01"}}
"""
HEADS = "id,name,level,contact_name,contact_email\n"


def workspace(home: Path, port: int) -> SqlStore:
    """A workspace without plans: nothing but letters to send."""
    (home / "plans").mkdir(parents=True)
    (home / "settings.yaml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    (home / "units.csv").write_text(HEADS + "thcs-hoa-mai,Trường THCS Hoa Mai,thcs,Cô Lan,lan@hoa-mai.edu.test\n")
    return open_store("sqlite:///data/dondoc.sqlite3", home, create=True)


def queue(store: SqlStore, first: int, count: int) -> None:
    """Letters of a kind that leaves at any hour, each to somebody else."""
    now = datetime.now(VN)
    with store.write(False) as tx:
        for number in range(first, first + count):
            tx.outbox.queue(
                0,
                NewMessage(
                    key=f"d{number}",
                    message_id=f"<d{number}@so.test>",
                    channel="email",
                    recipient=f"truong{number}@edu.test",
                    recipient_name="Cô Lan",
                    kind="admin",
                    subject=f"Thư số {number}",
                    text="Kính gửi nhà trường.\n" * 20,
                    html="<p>Kính gửi nhà trường.</p>" * 20,
                    created=now,
                    slot=now.date(),
                ),
            )


def flap(sink: MailSink, every_s: float, over: threading.Event) -> None:
    """Up and down until it is over; up at the end."""
    while not over.wait(every_s):
        sink.stop()
        over.wait(every_s)
        sink.start()


def stream(store: SqlStore, seconds: float, a_minute: int) -> int:
    """Queue at an even pace; how many."""
    began, sent = time.monotonic(), 0
    while (now := time.monotonic() - began) < seconds:
        wanted = int(now * a_minute / 60) + 1
        if wanted > sent:
            queue(store, sent, wanted - sent)
            sent = wanted
        time.sleep(0.25)
    return sent


def drained(sink: MailSink, total: int, within_s: float) -> float:
    """Wait until every letter is in the ledger; seconds it took (``within_s`` when it never came to that)."""
    began = time.monotonic()
    while time.monotonic() - began < within_s:
        # Lines are counted first: this process is also the mail server, and reading all of them would slow it down.
        if _lines(sink) >= total and len({entry["message_id"] for entry in sink.ledger()}) >= total:
            break
        time.sleep(0.5)
    return time.monotonic() - began


def _lines(sink: MailSink) -> int:
    return sink.ledger_path.read_bytes().count(b"\n") if sink.ledger_path.exists() else 0


def judged(store: SqlStore, sink: MailSink, total: int) -> tuple[dict[str, float], list[str]]:
    """Figures, and what is wrong."""
    with store.read(False) as tx:
        rows = {row.message.message_id: row for row in tx.outbox.messages() if row.message.key.startswith("d")}
    ages: dict[str, float] = {}
    times = Counter(entry["message_id"] for entry in sink.ledger())
    for entry in sink.ledger():
        if (row := rows.get(entry["message_id"])) is not None and entry["message_id"] not in ages:
            ages[entry["message_id"]] = (datetime.fromisoformat(entry["time"]) - row.message.created).total_seconds()
    twice = [name for name, count in times.items() if count > 1]
    wrong = [f"lost: {name}" for name in rows if name not in ages]
    wrong += [f"doubled and not marked: {name}" for name in twice if not rows[name].possible_repeat]
    wrong += [f"not recorded as sent: {name}: {row.state}" for name, row in rows.items() if row.state != "sent"]
    ordered = sorted(ages.values()) or [float("inf")]
    figures = {"letters": total, "arrived": len(ages), "repeats": len(twice), "p50_s": ordered[len(ordered) // 2]}
    return figures | {"p99_s": ordered[int(len(ordered) * 0.99)], "worst_s": ordered[-1]}, wrong


def run(minutes: float, a_minute: int, flap_s: float, backlog: int) -> int:
    """Play it; the exit code."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = began.ru_utime + began.ru_stime
    with tempfile.TemporaryDirectory(prefix="dondoc-delivery-") as name, MailSink(Path(name) / "mail") as sink:
        home = Path(name) / "so"
        store = workspace(home, sink.port)
        if backlog:
            queue(store, 0, backlog * a_minute)
        command = [sys.executable, "-m", "monitor", "--home", str(home), "daemon"]
        service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
        over = threading.Event()
        flapping = threading.Thread(target=flap, args=(sink, flap_s, over))
        try:
            if not backlog:
                flapping.start()
            total = backlog * a_minute or stream(store, minutes * 60, a_minute)
            over.set()
            if not backlog:
                flapping.join()
            took = drained(sink, total, 2 * BACKLOG_S)
            time.sleep(1.0)
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(60)
        figures, wrong = judged(store, sink, total)
        store.close()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures["cpu_ms_a_letter"] = 1000 * (ended.ru_utime + ended.ru_stime - before) / total
    figures["load"] = os.getloadavg()[1]
    too_slow = took > BACKLOG_S if backlog else figures["p99_s"] > P99_S
    figures["drained_s"] = took
    print(json.dumps({key: round(value, 1) for key, value in figures.items()}))
    print("\n".join(wrong[:20]) or "none lost, repeats only marked ones")
    return 1 if wrong or too_slow else 0


def main() -> int:
    """Parse the flags."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--a-minute", type=int, default=600)
    parser.add_argument("--flap", type=float, default=30.0, help="seconds up, seconds down")
    parser.add_argument("--backlog", type=int, default=0, help="so many minutes of letters at once, the server up")
    chosen = parser.parse_args()
    return run(chosen.minutes, chosen.a_minute, chosen.flap, chosen.backlog)


if __name__ == "__main__":
    sys.exit(main())
