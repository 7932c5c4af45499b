#!/usr/bin/env python3
"""Set Đôn Đốc up in its own ``.venv`` and start it: ``python3 run.py demo`` and ``python3 run.py test``.

Standard library only. The file still parses on Python 3.6, so that an old one gets a sentence and not a traceback.
"""

import configparser
import contextlib
import hashlib
import html
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
STAMP = VENV / "dondoc-stamp"
GATE = ROOT / ".venv.lock"
LOCK = ROOT / "requirements-dev.lock"
RUNTIME_LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
OLDEST = (3, 11)
DEFAULT_INDEX = "https://" + ".".join(("pypi", "org")) + "/simple"  # only where nothing else is configured
NETWORK_TIMEOUT_S = 60

USAGE = """\
python3 run.py demo            chạy thử trọn vòng trên máy này (a full rehearsal on this machine)
python3 run.py test [...]      chạy bộ kiểm thử; tham số chuyển cho pytest (the tests; arguments go to pytest)
python3 run.py setup           chỉ cài đặt vào .venv (install only)
python3 run.py lock [--upgrade]  tính lại các tệp khoá phiên bản (refresh the requirement locks)
"""


class SetupError(Exception):
    """Something a person has to put right; the text says what, in Vietnamese and in English."""


def say(text: str) -> None:
    """Print to standard error, which never fails on a terminal without UTF-8."""
    print(text, file=sys.stderr, flush=True)


def check_python() -> None:
    """Raises SetupError on a Python older than 3.11 or a system without POSIX locks."""
    if os.name != "posix":
        raise SetupError("Cần Linux (trên Windows hãy dùng WSL). / Linux is needed (on Windows use WSL).")
    if sys.version_info[:2] >= OLDEST:
        return
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    raise SetupError(
        f"Cần Python 3.11 trở lên (Debian 12, Ubuntu 24.04 hoặc mới hơn); đây là Python {platform.python_version()}.\n"
        "Python 3.11 or newer is needed (Debian 12, Ubuntu 24.04 or later bring it)."
        + (f"\nMáy này có (this machine has): {newer[0]} run.py" if newer else "")
    )


def fingerprint() -> str:
    """What the environment is to be built from: the lock and the project file."""
    return hashlib.sha256(LOCK.read_bytes() + b"\0" + PROJECT.read_bytes()).hexdigest()


def venv_identity() -> str:
    """Version of the Python in ``.venv``, and its place, which scripts hold; ``none`` where it does not start."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.check_output([str(PYTHON), "-c", code], stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return "none"
    return answer.decode().strip() + "-" + hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()[:16]


def read_stamp() -> "list[str]":
    """``[identity, fingerprint]`` of a finished set-up; two empty words where there is none or it was broken off."""
    words = []  # type: list[str]
    with contextlib.suppress(OSError, ValueError):
        words = STAMP.read_text(encoding="ascii").split()
    return words if len(words) == 2 else ["", ""]


def is_ready() -> bool:
    """Whether a finished environment of exactly this lock and project stands in ``.venv``."""
    return read_stamp() == [venv_identity(), fingerprint()]


def set_up() -> None:
    """Build or refresh ``.venv``; do nothing when it is ready. Two at once: the second waits and finds it done."""
    if is_ready():
        return
    if not os.access(str(ROOT), os.W_OK) or (VENV.exists() and not os.access(str(VENV), os.W_OK)):
        raise SetupError(
            f"Không ghi được vào {VENV}: hãy chạy bằng tài khoản sở hữu thư mục, hoặc chép thư mục về nơi của mình.\n"
            f"{VENV} is not writable: run as its owner, or take a copy of your own."
        )
    with gate() as held:
        if not is_ready():
            install(held)


@contextlib.contextmanager
def gate() -> "Iterator[int]":
    """Hold the set-up lock. Yields its descriptor: children keep it, so an orphan of a killed set-up is waited for."""
    import fcntl  # not on Windows, which check_python has turned away

    with open(str(GATE), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Một lượt cài đặt khác đang chạy, xin chờ… (another set-up is running, waiting)")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def install(held: int) -> None:
    """Create what is missing, in the one order that can be broken off anywhere: the stamp goes first and comes last."""
    began = time.monotonic()
    settings = uv_environment()
    if read_stamp()[0] == venv_identity() and UV.exists():
        STAMP.unlink()
    else:
        # No stamp: nobody knows which files a broken-off installation left half written.
        say("Tạo môi trường .venv… (creating .venv)")
        make_venv()
        fetch_uv(settings, held)
    say(f"Cài các thư viện theo {LOCK.name}… (installing the locked libraries)")
    # Compiled now, once: where nobody may write bytecode later, every start would compile it all again.
    uv(["pip", "sync", "--compile-bytecode", "--python", str(PYTHON), "--require-hashes", str(LOCK)], settings, held)
    own = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    uv(["pip", "install", "--python", str(PYTHON), *own], settings, held)
    draft = STAMP.with_suffix(".new")
    draft.write_text(f"{venv_identity()} {fingerprint()}\n", encoding="ascii")
    os.replace(str(draft), str(STAMP))
    say("Cài đặt xong sau {0:.0f} giây. (set up in {0:.0f} s)".format(time.monotonic() - began))


def make_venv() -> None:
    """An empty ``.venv``. Without pip, so that it works where Debian leaves ``ensurepip`` out."""
    import venv  # missing on some cut-down systems

    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=True).create(str(VENV))


def uv(arguments: "list[str]", settings: "dict[str, str]", held: int = -1, program: Path = UV) -> None:
    """Run uv from the project root with the set-up lock in its hands. Raises CalledProcessError."""
    command = [str(program), *([] if sys.stderr.isatty() else ["--quiet"]), *arguments]
    keep = (held,) if held >= 0 else ()
    subprocess.run(command, env=settings, cwd=str(ROOT), stdin=subprocess.DEVNULL, pass_fds=keep, check=True)


def locked_uv() -> "tuple[str, set[str]]":
    """Version of uv and the SHA-256 sums of its files, as the lock has them."""
    entry = re.search(r"^uv==(\S+)((?:.*\\\n)*.*)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if entry is None:
        raise SetupError(f"{LOCK.name} không có mục uv== (no uv== entry in {LOCK.name})")
    return entry.group(1), set(re.findall(r"sha256:([0-9a-f]{64})", entry.group(2)))


def fetch_uv(settings: "dict[str, str]", held: int) -> None:
    """Put the locked uv into ``.venv``: its wheel by pip where there is one, else straight from the index."""
    version, sums = locked_uv()
    with tempfile.TemporaryDirectory(prefix="dondoc-") as place:
        wheel = wheel_by_pip(version, sums, Path(place), held) or wheel_by_hand(version, sums, Path(place))
        first = Path(place) / "uv"
        with zipfile.ZipFile(str(wheel)) as archive:
            first.write_bytes(archive.read(f"uv-{version}.data/scripts/uv"))
        first.chmod(0o755)
        # TMPDIR may be mounted noexec: the first uv runs from .venv.
        seed = VENV / "bin" / "uv-first"
        shutil.move(str(first), str(seed))
        own = ["--python", str(PYTHON), "--no-deps", "--no-index", str(wheel)]
        uv(["pip", "install", *own], settings, held, program=seed)
        seed.unlink()


def wheel_by_pip(version: str, sums: "set[str]", place: Path, held: int) -> "Path | None":
    """The wheel by this Python's own pip, which knows every setting of its user. None where that does not work."""
    wanted = place / "uv.txt"
    wanted.write_text("uv=={} {}\n".format(version, " ".join("--hash=sha256:" + one for one in sorted(sums))))
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--requirement", str(wanted), "--dest", str(place)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, pass_fds=(held,)
    )
    wheels = sorted(place.glob("uv-*.whl"))
    if done.returncode == 0 and wheels:
        return wheels[0]
    if b"No module named" not in done.stderr:
        say(done.stderr.decode(errors="replace").strip()[-2000:])
    return None


def wheel_by_hand(version: str, sums: "set[str]", place: Path) -> Path:
    """The wheel from the configured index by urllib, checked against the lock. Raises SetupError."""
    settings = pip_settings()
    context = ssl.create_default_context(cafile=settings.get("cert") or None)
    problems = []
    for page in index_pages(settings):
        try:
            for link in links_of(page, context):
                name = urllib.parse.unquote(urllib.parse.urlsplit(link).path.rsplit("/", 1)[-1])
                if not (name.startswith(f"uv-{version}-") and suits_this_machine(name)):
                    continue
                body = read_url(urllib.parse.urldefrag(link)[0], context)
                if hashlib.sha256(body).hexdigest() in sums:
                    (place / name).write_bytes(body)
                    return place / name
                problems.append(f"{name}: sha256 không khớp với tệp khoá (sum differs from the lock)")
        except (OSError, ValueError) as error:
            problems.append(f"{urllib.parse.urlsplit(page).hostname}: {error}")
    raise SetupError(
        f"Không tải được uv {version} cho máy này: kiểm tra mạng hoặc cấu hình pip (PIP_INDEX_URL, pip.conf).\n"
        f"uv {version} could not be fetched for this machine: check the network or pip's settings.\n"
        + "\n".join(problems)
    )


def index_pages(settings: "dict[str, str]") -> "list[str]":
    """Addresses of the pages that may list uv's files: find-links first, then the indexes."""
    places = settings.get("find-links", "").split()
    pages = [place if "://" in place else Path(place).absolute().as_uri() for place in places]
    if "no-index" in settings:
        return pages
    bases = [settings.get("index-url", DEFAULT_INDEX), *settings.get("extra-index-url", "").split()]
    return pages + [base.rstrip("/") + "/uv/" for base in bases]


def links_of(page: str, context: ssl.SSLContext) -> "list[str]":
    """Addresses a page of links names; the files of a local folder without one. Raises OSError."""
    if page.startswith("file:"):
        folder = Path(urllib.request.url2pathname(urllib.parse.urlsplit(page).path))
        if folder.is_dir() and not (folder / "index.html").exists():
            return [one.as_uri() for one in folder.iterdir()]
        page = (folder / "index.html").as_uri() if folder.is_dir() else page
    text = read_url(page, context).decode("utf-8", "replace")
    found = re.findall(r"""<a\b[^>]*?\bhref\s*=\s*["']([^"']+)""", text, re.IGNORECASE)
    return [urllib.parse.urljoin(page, html.unescape(one)) for one in found]


def read_url(address: str, context: ssl.SSLContext) -> bytes:
    """Bytes at an address. Raises OSError."""
    with urllib.request.urlopen(address, timeout=NETWORK_TIMEOUT_S, context=context) as answer:
        return bytes(answer.read())


def suits_this_machine(wheel: str) -> bool:
    """Whether a wheel of one native program runs here."""
    tag = wheel[: -len(".whl")].rsplit("-", 1)[-1]
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        return wheel.endswith(".whl") and tag.startswith("macosx") and tag.endswith((machine, "universal2"))
    family = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return wheel.endswith(".whl") and family in tag and tag.endswith("_" + machine)


def pip_settings() -> "dict[str, str]":
    """pip's settings on this machine, environment over files, names as in pip.conf (``index-url``)."""
    settings = {}  # type: dict[str, str]
    for file in pip_files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(str(file), encoding="utf-8")
        except (OSError, ValueError, configparser.Error) as error:
            say(f"{file}: {error}")
            continue
        for section in ("global", "install", "download"):
            if parser.has_section(section):
                settings.update((key.replace("_", "-"), value) for key, value in parser.items(section))
    for name, value in os.environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return {key: value for key, value in settings.items() if value.lower() not in ("", "0", "false", "no", "off")}


def pip_files() -> "list[Path]":
    """The files pip reads, later ones win."""
    named = os.environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    shared = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    files = [Path(one) / "pip" / "pip.conf" for one in shared.split(os.pathsep)] + [Path("/etc/pip.conf")]
    home = Path(os.path.expanduser("~"))
    own = Path(os.environ.get("XDG_CONFIG_HOME") or str(home / ".config"))
    files += [home / ".pip" / "pip.conf", own / "pip" / "pip.conf", Path(sys.prefix) / "pip.conf"]
    return files + ([Path(named)] if named else [])


def uv_environment() -> "dict[str, str]":
    """The environment for uv: what pip was told, unless uv was told itself; a cache it can write."""
    settings = dict(os.environ)
    known = pip_settings()
    given = {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_DEFAULT_INDEX": "" if "UV_INDEX_URL" in settings else known.get("index-url", ""),
        "UV_INDEX": "" if "UV_EXTRA_INDEX_URL" in settings else " ".join(known.get("extra-index-url", "").split()),
        # pip asks every index for the best file; the hashes of the lock keep that safe.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": ",".join(known.get("find-links", "").split()),
        "UV_NO_INDEX": "1" if "no-index" in known else "",
        "UV_INSECURE_HOST": " ".join(known.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": known.get("timeout", known.get("default-timeout", "")),
        "SSL_CERT_FILE": known.get("cert", ""),
        "ALL_PROXY": known.get("proxy", ""),
        "UV_NO_CACHE": "" if cache_is_writable(settings) else "1",
        "UV_LINK_MODE": "copy",  # the cache often lies on another disk, and a shared file could be edited
    }
    for name, value in given.items():
        if value:
            settings.setdefault(name, value)
    for name in ("UV_REQUIRE_HASHES", "UV_SYSTEM_PYTHON", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX"):
        settings.pop(name, None)
    return settings


def cache_is_writable(settings: "dict[str, str]") -> bool:
    """Whether uv's cache folder can be made and written (a service account's HOME often cannot)."""
    place = settings.get("UV_CACHE_DIR")
    if not place:
        home = settings.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        place = os.path.join(home, "uv")
    if not os.path.isabs(place):  # nobody's HOME
        return False
    try:
        os.makedirs(place, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def become(arguments: "list[str]") -> None:
    """Turn into the Python of ``.venv``, at the project root."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    os.execv(str(PYTHON), [str(PYTHON), *arguments])


def test(arguments: "list[str]") -> None:
    """The whole suite over one process more than cores, for many tests wait; a chosen part in one.

    Files in their own order: by the number of their tests the kills, few and long, would come last and alone.
    """
    workers = str(min(3, 1 + (os.cpu_count() or 1)))
    spread = [] if arguments else ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    become(["-m", "pytest", "-q", *spread, *arguments])


def lock(arguments: "list[str]") -> None:
    """Write both locks anew from pyproject.toml, for every platform and Python, with hashes and without addresses."""
    settings = uv_environment()
    # A side index may hold only some files of a release: their sums alone would shut other machines out.
    for name in ("UV_INDEX", "UV_FIND_LINKS", "UV_EXTRA_INDEX_URL"):
        settings.pop(name, None)
    common = ["pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    common += ["--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet", *arguments]
    uv([*common, "--group", "dev", "--output-file", str(LOCK), str(PROJECT)], settings)
    # The runtime lock takes its versions from the other: what is tested is what is shipped.
    uv([*common, "--constraints", str(LOCK), "--output-file", str(RUNTIME_LOCK), str(PROJECT)], settings)


def main(arguments: "list[str]") -> int:
    """Run one command; returns the exit code (2: wrong use or machine, 3: set-up failed)."""
    try:
        check_python()
        command, rest = (arguments or ["help"])[0], arguments[1:]
        helped = {"help", "-h", "--help"} & {command, *(rest if command != "test" else ())}
        if helped or command not in ("demo", "test", "setup", "lock"):
            print(USAGE, end="")
            return 0 if helped else 2
        set_up()
        if command == "lock":
            lock(rest)
        elif command == "test":
            test(rest)
        elif command == "demo":
            become(["-m", "tests.falseworld.demo", *rest])
    except SetupError as trouble:
        say(str(trouble))
        return 2
    except (subprocess.CalledProcessError, OSError, ImportError) as error:
        say(f"Chưa xong, hãy sửa nguyên nhân rồi chạy lại đúng lệnh này: {error}")
        say("Not finished: put the cause right, then start the same command again.")
        return 3
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
