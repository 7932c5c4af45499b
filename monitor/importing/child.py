"""The child process that parses: bytes on standard input, one JSON answer on standard output, no file touched."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import PurePath

OPEN_FILES = 64


def main() -> None:
    """Arguments: seconds of CPU, bytes of memory, name of the file."""
    seconds, memory, name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    limit(seconds, memory)
    data = sys.stdin.buffer.read()
    answer = _answer(data, name)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode("ascii"))
    sys.stdout.buffer.flush()


def limit(seconds: int, memory: int) -> None:
    """No more memory, time and files than a plan needs; no core dump, nothing written to disk."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard if hard != resource.RLIM_INFINITY else most))


def _answer(data: bytes, name: str) -> dict[str, object]:
    # Imported under the limits, for the libraries are as large as what they read.
    from monitor.importing.blocks import ImportTrouble, trouble
    from monitor.importing.interpreting import interpret
    from monitor.importing.reading import read_blocks

    path = PurePath(name)
    try:
        draft = interpret(read_blocks(data, path.suffix), path.name, path.stem)
    except ImportTrouble as found:
        return {"faults": found.faults}
    except MemoryError:
        return {"faults": trouble("tài liệu cần quá nhiều bộ nhớ để đọc", "chỉ giữ lại phần kế hoạch").faults}
    except RecursionError:
        return {"faults": trouble("tài liệu lồng nhau quá sâu", "lưu lại tài liệu rồi nhập lại").faults}
    return {"draft": asdict(draft)}


if __name__ == "__main__":
    main()
