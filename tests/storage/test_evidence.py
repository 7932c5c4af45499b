"""Evidence: whole or absent, found when touched, readable by anybody's tools (A14, L1–L9)."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from monitor.ports import StorageError
from monitor.storage.store import SqlStore
from tests.conftest import ROOT
from tests.storage.cast import DAY, HOA_MAI, MORNING, look, page, result, watch


def folder(store: SqlStore) -> Path:
    return store.evidence.folder


def files(store: SqlStore) -> list[Path]:
    return sorted(path for path in folder(store).rglob("*") if path.is_file())


def records(file: Path) -> list[tuple[str, dict[str, str], dict[str, str], bytes]]:
    """Type, WARC headers, HTTP headers and payload of each record, as a standard tool reads them."""
    found = []
    with file.open("rb") as source:
        for record in ArchiveIterator(source):
            http = dict(record.http_headers.headers) if record.http_headers else {}
            found.append((record.rec_type, dict(record.rec_headers.headers), http, record.content_stream().read()))
    return found


def test_a_look_lies_in_one_file_named_by_us(store: SqlStore) -> None:
    watch(store)
    look(store, pages=(page(url="https://so.test/../../etc/passwd\x00\r\nX: y"), page(b"two")))
    [file] = files(store)
    assert file.relative_to(folder(store)).as_posix().startswith("2022/04/20220404T080000-")
    assert file.name.endswith(".warc.gz")
    with store.read(False) as tx:
        [row] = tx.observations.looks()
    assert [store.evidence.body(number) for number in row.evidence] == [b"<html>CCHC</html>", b"two"]


def test_no_pages_make_no_file(store: SqlStore) -> None:
    assert store.evidence.write([]) == []
    assert store.evidence.write([(), ()]) == [[], []]
    assert not folder(store).exists()


def test_a_record_tells_headers_that_fit_its_body_and_keeps_the_original_ones(store: SqlStore) -> None:
    store.evidence.write([(page(b"x" * 1000),)])
    info, response = records(files(store)[0])
    assert info[0] == "warcinfo"
    kind, warc, http, body = response
    assert (kind, len(body)) == ("response", 1000)
    assert warc["WARC-Target-URI"] == HOA_MAI.url
    assert warc["WARC-Date"] == "2022-04-04T01:00:00.000000Z"
    assert warc["WARC-IP-Address"] == "127.0.3.1"
    assert http["Content-Length"] == "1000"
    assert http["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert http["X-Archive-Orig-Transfer-Encoding"] == "chunked"
    assert not {"Content-Encoding", "Transfer-Encoding"} & set(http)


def test_standard_tools_find_nothing_wrong_with_our_files(store: SqlStore) -> None:
    store.evidence.write([(page(b"one"), page(b"one"), page(b"")), (page("Đề án".encode()),)])
    check = [sys.executable, "-m", "warcio.cli", "check", "-v", str(files(store)[0])]
    done = subprocess.run(check, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_body_kept_before_becomes_a_revisit(store: SqlStore) -> None:  # L8
    watch(store)
    look(store, MORNING, pages=(page(b"same"),))
    look(store, MORNING + DAY, pages=(page(b"same", MORNING + DAY), page(b"new", MORNING + DAY), page(b"new")))
    with store.read(False) as tx:
        newest, oldest = tx.observations.looks()
    assert [store.evidence.body(number) for number in newest.evidence] == [b"same", b"new", b"new"]
    kinds = [record[0] for record in records(files(store)[1])]
    assert kinds == ["warcinfo", "revisit", "response", "revisit"]
    _, warc, _, body = records(files(store)[1])[1]
    assert body == b""
    assert warc["WARC-Refers-To-Target-URI"] == HOA_MAI.url
    assert warc["WARC-Refers-To-Date"] == "2022-04-04T01:00:00.000000Z"
    assert warc["WARC-Profile"].endswith("identical-payload-digest")
    assert oldest.look.stored
    assert newest.look.stored
    assert store.evidence.verify() == []


def test_a_body_whose_first_record_is_lost_is_kept_anew(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, pages=(page(b"same"),))
    files(store)[0].unlink()
    look(store, MORNING + DAY, pages=(page(b"same", MORNING + DAY),))
    with store.read(False) as tx:
        newest, oldest = tx.observations.looks()
    assert store.evidence.body(newest.evidence[0]) == b"same"
    with pytest.raises(StorageError, match="đã mất hoặc bị sửa"):
        store.evidence.body(oldest.evidence[0])


def test_bodies_of_uncommitted_looks_are_not_referred_to(store: SqlStore) -> None:
    store.evidence.write([(page(b"same"),)])
    [[ref]] = store.evidence.write([(page(b"same"),)])
    assert not ref.revisit


def kept(store: SqlStore) -> None:
    watch(store)
    for days in range(3):
        look(store, MORNING + days * DAY)


def test_all_is_well_says_nothing(store: SqlStore) -> None:
    kept(store)
    assert store.evidence.verify() == []
    assert store.evidence.orphans() == []


def test_one_flipped_byte_is_found(store: SqlStore) -> None:  # L1
    kept(store)
    target = files(store)[1]
    wrong = 0
    original = target.read_bytes()
    with store.read(False) as tx:
        row = next(row for row in tx.session.rows(_evidence()) if row.file in target.as_posix())
    for place in range(row.offset, row.offset + row.length, 37):
        changed = bytearray(original)
        changed[place] ^= 1
        target.write_bytes(changed)
        told = store.evidence.verify()
        wrong += bool(told)
        assert all("số 2" in sentence for sentence in told)
    # A bit of a compressed header may mean nothing; a bit of the body always does.
    assert wrong >= 3
    target.write_bytes(gzip.compress(gzip.decompress(original).replace(b"<html>", b"<HTML>")))
    assert store.evidence.verify()


def _evidence():
    from monitor.storage.tables import evidence

    return evidence.select()


def test_a_deleted_file_is_found(store: SqlStore) -> None:  # L2
    kept(store)
    files(store)[0].unlink()
    assert [sentence for sentence in store.evidence.verify() if "tệp đã mất" in sentence]


def test_a_cut_file_is_found(store: SqlStore) -> None:
    kept(store)
    os.truncate(files(store)[2], files(store)[2].stat().st_size - 5)
    name = files(store)[2].relative_to(folder(store))
    assert store.evidence.verify() == [f"Bằng chứng số 3 ({name}): bản ghi bị hỏng hoặc bị cắt cụt."]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE evidence SET url = 'https://khac.test' WHERE id = 2",
        "DELETE FROM evidence WHERE id = 2",
        "DELETE FROM evidence WHERE id = 3",
    ],
)
def test_a_changed_or_removed_row_is_found(store: SqlStore, deed: str) -> None:
    kept(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(deed)
    assert store.evidence.verify()


def test_what_a_dead_process_left_is_harmless_and_told_apart(store: SqlStore) -> None:
    kept(store)
    store.evidence.write([(page(b"never committed"),)])
    (folder(store) / "2022" / "04" / "x.warc.gz.tmp").write_bytes(b"torn")
    assert store.evidence.verify() == []
    told = store.evidence.orphans()
    assert len(told) == 2
    assert all("vô hại" in sentence for sentence in told)


def test_a_disk_that_refuses_is_told_plainly_and_leaves_no_draft(store: SqlStore) -> None:  # A7
    folder(store).parent.mkdir(exist_ok=True)
    folder(store).write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Không ghi được bằng chứng"):
        store.evidence.write([(page(),)])


def test_pages_without_a_head_and_with_a_lying_one_are_kept(store: SqlStore) -> None:
    watch(store)
    odd = (
        page(b"a", raw_head=b""),
        page(b"b", raw_head=b"garbage\x00\xff\r\n: x\r\n\r\nno"),
        page(b"c", raw_head=b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nX\x07-A\x00: 1\r\n 2\r\nContent-Length: 9"),
        page(b"HTTP/1.1 200 OK\r\n\r\nWARC/1.1\r\n\r\n", address="not an address"),
    )
    look(store, pages=odd)
    with store.read(False) as tx:
        [row] = tx.observations.looks()
    assert [store.evidence.body(number) for number in row.evidence] == [one.body for one in odd]
    assert store.evidence.verify() == []


def test_nobody_elses_number_is_answered(store: SqlStore) -> None:
    with pytest.raises(StorageError, match="số 99"):
        store.evidence.body(99)


def test_moments_and_looks_of_one_file_stay_apart(store: SqlStore) -> None:
    watch(store)
    looks = [result(MORNING + timedelta(minutes=n), pages=(page(f"{n}".encode()),)) for n in range(3)]
    refs = store.evidence.write([one.pages for one in looks])
    assert len({ref.file for look_refs in refs for ref in look_refs}) == 1
    with store.write(False) as tx:
        for one, own in zip(looks, refs, strict=True):
            tx.observations.save(0, one, own, (), MORNING + DAY, 0)
    with store.read(False) as tx:
        rows = tx.observations.looks()
    assert [store.evidence.body(row.evidence[0]) for row in reversed(rows)] == [b"0", b"1", b"2"]
