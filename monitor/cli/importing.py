"""Commands that make plans: plan import, confirm, new."""

from __future__ import annotations

import re
from pathlib import Path

import click

from monitor.catalogue.faults import CatalogueFaults, Fault, did_you_mean
from monitor.catalogue.loading import load_catalogue, usual_calendar
from monitor.catalogue.workspace import config_dir, plan_ids
from monitor.cli.frame import PATH, Frame, json_option, print_json, say, workspace_options
from monitor.importing.confirming import confirm_draft, twins
from monitor.importing.documents import Imported, Written, check_target, import_document, write_draft
from monitor.importing.new_year import write_template
from monitor.importing.second_look import to_look_at

_STATES = {
    "new": "Đã viết dự thảo: {path}",
    "same": "Tài liệu và dự thảo không đổi: {path} giữ nguyên",
    "changed": "Tài liệu đã đổi; dự thảo {path} được viết lại. Khác bản trước:",
    "kept": "Dự thảo đã được sửa tay nên được giữ nguyên: {path}",
}
MOST_LISTED = 15


@click.command("import")
@click.argument("file", type=PATH)
@click.option("-o", "--out", type=PATH, default=None, help="Tệp dự thảo; mặc định: drafts/MÃ.yaml.")
@json_option
@workspace_options
def plan_import(frame: Frame, file: Path, out: Path | None, as_json: bool) -> None:
    """Đọc kế hoạch từ .docx, .pdf, .xlsx, .md, .txt thành dự thảo; chưa có hiệu lực trước `plan confirm`."""
    if out is not None:
        check_target(out, frame.home)
    draft = import_document(file)
    target = out or _drafts(frame) / f"{draft.id}.yaml"
    check_target(target, frame.home)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = write_draft(draft, target)
    if as_json:
        facts = {"id": draft.id, "title": draft.title, "file": str(written.path), "state": written.state}
        differing = {"diff": written.diff, "changes": written.changes}
        print_json(facts | differing | {"obligations": draft.items, "skipped": draft.skipped, "names": draft.names})
        return
    _tell(draft, written)


def _drafts(frame: Frame) -> Path:
    return (frame.home if (frame.home / "settings.yaml").is_file() else Path(".")) / "drafts"


def _tell(draft: Imported, written: Written) -> None:
    say(f"{draft.title} ({draft.id})")
    low = [item for item in draft.items if item["confidence"] == "low"]
    if not draft.items:
        say("Kế hoạch này không tạo nghĩa vụ nào có hạn, có số lượng hay có kỳ báo cáo.")
    else:
        say(f"{len(draft.items)} nghĩa vụ, {len(low)} mục độ tin cậy thấp.")
    for item in low[:MOST_LISTED]:
        say(f"  thấp  {item['id']}: {item['title']} — {'; '.join(item['reasons'][1:])}")
    if len(low) > MOST_LISTED:
        say(f"  … và {len(low) - MOST_LISTED} mục nữa, xem trong dự thảo")
    if draft.skipped:
        say(f"Không lấy {len(draft.skipped)} chỗ:")
    for one in draft.skipped[:MOST_LISTED]:
        say(f"  {one['place']['label']}: {one['reason']}: {one['quote']}")
    if len(draft.skipped) > MOST_LISTED:
        say(f"  … và {len(draft.skipped) - MOST_LISTED} chỗ nữa, xem trong dự thảo")
    say(_STATES[written.state].format(path=written.path) + ".")
    _tell_changes(written)
    if draft.items:
        say(f"Tiếp theo: xem lại {written.path}, rồi chạy: dondoc plan confirm {written.path}")


def _tell_changes(written: Written) -> None:
    """What differs, obligation by obligation; the bare lines where only the writing does."""
    for change in written.changes:
        say(f"  {change}")
    if written.diff and not written.changes:
        say(written.diff)


@click.command("confirm")
@click.argument("file", type=PATH)
@click.option(
    "--map", "pairs", multiple=True, metavar="MÃ=ĐƠN_VỊ", help="Ghép mã trong dự thảo với mã trong units.csv."
)
@click.option("--replace", is_flag=True, help="Thay hẳn kế hoạch cùng mã đang có hiệu lực.")
@click.option(
    "--for",
    "instead",
    default="",
    metavar="MÃ_KẾ_HOẠCH",
    help="Bản sửa đổi, thay thế kế hoạch này: giữ mã cũ, nên quyết định, kết luận, thư đã gửi vẫn theo.",
)
@workspace_options
def plan_confirm(frame: Frame, file: Path, pairs: tuple[str, ...], replace: bool, instead: str) -> None:
    """Cho một dự thảo có hiệu lực, sau khi mọi đơn vị chủ trì đã ghép với units.csv."""
    mapping = {}
    for pair in pairs:
        name, equals, own = pair.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{pair!r}: viết dạng MÃ=ĐƠN_VỊ, ví dụ phong-tccb=phong-to-chuc")
        mapping[name.strip()] = own.strip()
    catalogue = load_catalogue(frame.home)
    plan, written = confirm_draft(file, catalogue, mapping, replace, instead)
    words = {"new": "có hiệu lực", "same": "không đổi", "changed": "thay bản trước"}
    say(f"{plan.id}: {len(plan.obligations)} nghĩa vụ, {words[written.state]} ({written.path}).")
    _tell_changes(written)
    for name, count in twins(plan, catalogue).items():
        say(
            f"Lưu ý: kế hoạch {name} cùng năm vẫn có hiệu lực và nêu {count} nghĩa vụ như thế: đơn vị sẽ bị đòi hai "
            f"lần. Nếu bản này sửa đổi, thay thế {name}: xóa {written.path}, rồi chạy "
            f"`dondoc plan confirm {file} --for {name}` "
            "(giữ mã cũ thì miễn, xác nhận, câu trả lời đã ghi không mất)."
        )


@click.command("new")
@click.option("--from", "source", required=True, metavar="ID", help="Mã kế hoạch làm mẫu.")
@click.option("--year", required=True, type=int, help="Năm của kế hoạch mới.")
@click.option("-o", "--out", type=PATH, default=None, help="Tệp dự thảo; mặc định: drafts/MÃ.yaml.")
@workspace_options
def plan_new(frame: Frame, source: str, year: int, out: Path | None) -> None:
    """Lập bản mẫu cho năm mới từ một kế hoạch đã có; chưa có hiệu lực trước `plan confirm`."""
    template = _template(frame, source)
    if out is not None:
        check_target(out, frame.home)
    plan, path, text = write_template(template, source, year, out or _drafts(frame), out is None)
    say(f"Đã viết bản mẫu {path}: {len(plan.obligations)} nghĩa vụ của năm {plan.year}.")
    known = (frame.home / "settings.yaml").is_file()
    units = load_catalogue(frame.home).units if known else {}
    say("Cần người xem lại:")
    for line in to_look_at(plan, text, usual_calendar(range(year - 1, year + 2)), units):
        say(f"  - {line}")
    say(f"Tiếp theo: đối chiếu văn bản năm {year}, rồi chạy: dondoc plan confirm {path}")


def _template(frame: Frame, source: str) -> Path:
    """The file of a plan: of the workspace, else shipped. Raises CatalogueFaults."""
    own = frame.home / "plans" / f"{source}.yaml"
    if own.is_file():
        return own
    if source in plan_ids():
        return config_dir() / "plans" / f"{source}.yaml"
    named = re.compile(rf"^id:\s*[\"']?{re.escape(source)}[\"']?\s*(?:#|$)", re.MULTILINE)
    for path in sorted((frame.home / "plans").glob("*.yaml")):
        if named.search(path.read_text(encoding="utf-8", errors="replace")):
            return path
    known = [*plan_ids(), *(path.stem for path in (frame.home / "plans").glob("*.yaml"))]
    raise CatalogueFaults([Fault("--from", 0, f"không có kế hoạch {source}", did_you_mean(source, known))])


COMMANDS = (plan_import, plan_confirm, plan_new)
